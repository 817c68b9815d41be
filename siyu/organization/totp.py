"""One-time codes of an authenticator app (RFC 6238), and recovery codes for when it is lost."""

import hmac
import secrets
from typing import Any

import pyotp
from sqlalchemy import delete, update

from siyu.kernel.cipher import cipher
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .errors import TotpAlreadyOn, TotpNotEnrolled, TotpRefused
from .models import RecoveryCodeRow, StaffRow

STEP_SECONDS = 30
STEPS_OFF_MAX = 1  # a clock half a minute off still works
RECOVERY_CODES = 10
RECOVERY_CODE_BYTES = 8


def enrol(session: Session, staff: StaffRow, *, issuer: str) -> tuple[str, str]:
    """A new secret, and the URI an authenticator scans; off until confirmed.

    Raises:
        TotpAlreadyOn: confirmed before.

    """
    if staff.totp_confirmed_at:
        raise TotpAlreadyOn
    staff.totp_secret = pyotp.random_base32()
    session.flush()
    totp = pyotp.TOTP(staff.totp_secret)
    return staff.totp_secret, totp.provisioning_uri(name=staff.email, issuer_name=issuer)


def confirm(session: Session, staff: StaffRow, *, code: str) -> list[str]:
    """Switch one-time codes on; returns the recovery codes, shown once.

    Raises:
        TotpAlreadyOn: confirmed before.
        TotpNotEnrolled: no secret was asked for.
        TotpRefused: not the code of now.

    """
    if staff.totp_confirmed_at:
        raise TotpAlreadyOn
    if not staff.totp_secret:
        raise TotpNotEnrolled
    _use_step(session, staff, code)
    staff.totp_confirmed_at = now()
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == staff.id))
    codes = [secrets.token_hex(RECOVERY_CODE_BYTES) for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCodeRow(staff_id=staff.id, code_hash=_hash(staff, code)) for code in codes
    )
    session.flush()
    return codes


def check(session: Session, staff: StaffRow, *, code: str) -> None:
    """Take a one-time code or a recovery code; either works once.

    Raises:
        TotpRefused: wrong, or used before.

    """
    plain = code.replace(" ", "").replace("-", "").lower()
    if len(plain) == RECOVERY_CODE_BYTES * 2:
        _use_recovery_code(session, staff, plain)
    else:
        _use_step(session, staff, plain)


def switch_off(session: Session, staff: StaffRow) -> None:
    """Forget secret and recovery codes."""
    staff.totp_secret = staff.totp_confirmed_at = None
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == staff.id))
    session.flush()


def _use_step(session: Session, staff: StaffRow, code: str) -> None:
    totp = pyotp.TOTP(staff.totp_secret or "")
    current = int(now().timestamp()) // STEP_SECONDS
    for step in range(current - STEPS_OFF_MAX, current + STEPS_OFF_MAX + 1):
        expected = totp.at(step * STEP_SECONDS)
        if hmac.compare_digest(expected.encode(), code.encode()):
            # The database decides who was first with this step; the other has replayed it.
            taken: Any = session.execute(
                update(StaffRow)
                .where(StaffRow.id == staff.id, StaffRow.totp_step < step)
                .values(totp_step=step)
            )
            if taken.rowcount == 1:
                return
    raise TotpRefused


def _use_recovery_code(session: Session, staff: StaffRow, code: str) -> None:
    used: Any = session.execute(
        update(RecoveryCodeRow)
        .where(
            RecoveryCodeRow.staff_id == staff.id,
            RecoveryCodeRow.code_hash == _hash(staff, code),
            RecoveryCodeRow.used_at.is_(None),
        )
        .values(used_at=now())
    )
    if used.rowcount != 1:
        raise TotpRefused


def _hash(staff: StaffRow, code: str) -> bytes:
    return cipher().blind_index("recovery_code", f"{staff.id} {code}")
