"""Signing in and out: sessions kept by the server, found by the hash of a cookie."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from . import totp
from .attempts import begin_attempt, forgive_attempt, refund_attempt
from .contracts import NewSession
from .errors import PasswordWrong, SessionNotFound, SignInRefused, TotpRequired
from .models import SessionRow, StaffRow
from .passwords import check_strength, hash_password, verify_password
from .staff import email_index, find_staff_row, require_staff_row
from .tokens import new_token, token_hash

TOUCHED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Browser:
    """Where a session is opened from."""

    address: str
    user_agent: str


def sign_in(
    context: Context, *, email: str, password: str, one_time_code: str | None, browser: Browser
) -> NewSession:
    """Open a session for someone who shows who they are.

    Takes transactions of its own: a failed attempt must count, and hashing takes a tenth of a
    second in which nobody should wait for a lock.

    Raises:
        TooManyAttempts: account or address must wait.
        SignInRefused: wrong address or password, or no longer working here.
        TotpRequired: the one-time code is missing.
        TotpRefused: the one-time code is wrong or used.

    """
    index = email_index(email)
    begin_attempt(context, index, browser.address)
    with context.session(read_only=True) as session:
        staff = find_staff_row(session, email)
        stored = staff.password_hash if staff and staff.active else None
    fits, renewed = verify_password(password, stored)
    if not fits or staff is None:
        raise SignInRefused
    if staff.totp_confirmed_at and not one_time_code:
        with context.session() as session:
            refund_attempt(session, index, browser.address)
        raise TotpRequired
    with context.session() as session:
        staff = require_staff_row(session, staff.id)
        if staff.totp_confirmed_at:
            totp.check(session, staff, code=one_time_code or "")
        if renewed:
            staff.password_hash = renewed
        forgive_attempt(session, index, browser.address)
        days = context.settings.session_days
        return open_staff_session(session, staff.id, browser=browser, days=days)


def open_staff_session(
    session: Session, staff_id: int, *, browser: Browser, days: int
) -> NewSession:
    """A session for someone who has just shown who they are."""
    token = new_token()
    row = SessionRow(
        token_hash=token_hash(token),
        staff_id=staff_id,
        created_at=now(),
        seen_at=now(),
        expires_at=now() + timedelta(days=days),
        address=browser.address[:100],
        user_agent=browser.user_agent[:300],
    )
    session.add(row)
    session.flush()
    return NewSession(id=row.id, staff_id=staff_id, token=token, expires_at=row.expires_at)


def find_session(session: Session, token: str) -> tuple[SessionRow, StaffRow] | None:
    """The live session of a cookie, and whose it is."""
    found = session.execute(
        select(SessionRow, StaffRow)
        .join(StaffRow, StaffRow.id == SessionRow.staff_id)
        .where(
            SessionRow.token_hash == token_hash(token),
            SessionRow.expires_at > now(),
            StaffRow.active,
        )
    ).first()
    return (found[0], found[1]) if found else None


def end_session(session: Session, staff_id: int, session_id: int) -> None:
    """Sign one browser out.

    Raises:
        SessionNotFound: not a session of this person.

    """
    row = session.get(SessionRow, session_id)
    if row is None or row.staff_id != staff_id:
        raise SessionNotFound(session_id)
    session.delete(row)
    session.flush()


def end_sessions(session: Session, staff_id: int, *, but: int | None = None) -> None:
    """Sign every browser of a person out, all but one."""
    session.execute(
        delete(SessionRow).where(SessionRow.staff_id == staff_id, SessionRow.id != (but or 0))
    )


def confirm_password(context: Context, staff_id: int, *, password: str, address: str) -> None:
    """Make sure it is still the same person at the keyboard.

    Raises:
        TooManyAttempts: wrong too often; wait.
        PasswordWrong: it is not their password.

    """
    with context.session(read_only=True) as session:
        staff = require_staff_row(session, staff_id)
    index = email_index(staff.email)
    begin_attempt(context, index, address)
    fits, _ = verify_password(password, staff.password_hash)
    if not fits:
        raise PasswordWrong
    with context.session() as session:
        forgive_attempt(session, index, address)


def set_password(context: Context, staff_id: int, *, password: str, keep_session: int) -> None:
    """Change a password; every other session of theirs ends.

    Raises:
        PasswordTooWeak: guessed too easily.

    """
    with context.session(read_only=True) as session:
        email = require_staff_row(session, staff_id).email
    check_strength(password, email=email)
    hashed = hash_password(password)
    with context.session() as session:
        staff = require_staff_row(session, staff_id)
        staff.password_hash, staff.must_change_password = hashed, False
        end_sessions(session, staff_id, but=keep_session)
