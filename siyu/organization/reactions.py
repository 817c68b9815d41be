"""Work by the clock."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.jobs import Schedule

from .attempts import forget_attempts
from .models import InvitationRow, SessionRow

INVITATIONS_KEPT = timedelta(days=30)


def clean_sessions(context: Context, due: datetime) -> None:
    """Drop sessions that have ended, old invitations, and forgotten failures to sign in."""
    with context.session() as session:
        session.execute(delete(SessionRow).where(SessionRow.expires_at <= now()))
        long_ago = now() - INVITATIONS_KEPT
        session.execute(
            delete(InvitationRow).where(
                or_(InvitationRow.used_at < long_ago, InvitationRow.expires_at < long_ago)
            )
        )
        forget_attempts(session)


SCHEDULES = (Schedule("organization.clean_sessions", "17 * * * *", clean_sessions),)
