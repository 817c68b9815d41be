"""Getting back in: the keeper of the machine gives a member of staff a new password."""

from siyu.kernel.database import Session

from .attempts import forgive_account
from .errors import StaffEmailNotFound
from .passwords import generate_password, hash_password
from .sign_in import end_sessions
from .staff import find_staff_row


def reset_password(session: Session, *, email: str) -> str:
    """Set a generated password, to be changed at sign-in; all sessions end, a lock-out is lifted.

    Returns:
        The password, to be shown once.

    Raises:
        StaffEmailNotFound: nobody signs in with this address.

    """
    row = find_staff_row(session, email)
    if row is None:
        raise StaffEmailNotFound
    password = generate_password()
    row.password_hash, row.must_change_password = hash_password(password), True
    end_sessions(session, row.id)
    forgive_account(session, row.email_index)
    session.flush()
    return password
