"""Invitations: a link by which someone sets their first password, or a new one."""

from datetime import timedelta

from sqlalchemy import select, update

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .contracts import NewInvitation, NewSession
from .errors import InvitationInvalid
from .models import InvitationRow, StaffRow
from .passwords import check_strength, hash_password
from .sign_in import Browser, end_sessions, open_staff_session
from .staff import require_staff_row
from .tokens import new_token, token_hash

VALID_DAYS = 7


def invite(session: Session, staff_id: int) -> NewInvitation:
    """A new link; earlier ones stop working.

    Raises:
        StaffNotFound: there is no such person.

    """
    require_staff_row(session, staff_id)
    session.execute(
        update(InvitationRow)
        .where(InvitationRow.staff_id == staff_id, InvitationRow.used_at.is_(None))
        .values(used_at=now())
    )
    token = new_token()
    row = InvitationRow(
        token_hash=token_hash(token),
        staff_id=staff_id,
        created_at=now(),
        expires_at=now() + timedelta(days=VALID_DAYS),
    )
    session.add(row)
    session.flush()
    return NewInvitation(staff_id=staff_id, token=token, expires_at=row.expires_at)


def accept_invitation(
    context: Context, *, token: str, password: str, browser: Browser
) -> NewSession:
    """Set the password and sign in; the link is spent.

    Raises:
        InvitationInvalid: used, expired, or never made; or the person no longer works here.
        PasswordTooWeak: guessed too easily.

    """
    with context.session(read_only=True) as session:
        found = _find(session, token)
        if found is None:
            raise InvitationInvalid
        email = found[1].email
    check_strength(password, email=email)
    hashed = hash_password(password)
    with context.session() as session:
        found = _find(session, token, lock=True)
        if found is None:
            raise InvitationInvalid
        invitation, staff = found
        invitation.used_at = now()
        staff.password_hash, staff.must_change_password = hashed, False
        end_sessions(session, staff.id)
        days = context.settings.session_days
        return open_staff_session(session, staff.id, browser=browser, days=days)


def _find(
    session: Session, token: str, *, lock: bool = False
) -> tuple[InvitationRow, StaffRow] | None:
    query = (
        select(InvitationRow, StaffRow)
        .join(StaffRow, StaffRow.id == InvitationRow.staff_id)
        .where(
            InvitationRow.token_hash == token_hash(token),
            InvitationRow.used_at.is_(None),
            InvitationRow.expires_at > now(),
            StaffRow.active,
        )
    )
    found = session.execute(query.with_for_update() if lock else query).first()
    return (found[0], found[1]) if found else None
