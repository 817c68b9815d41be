"""The moment at which a question is asked, in days of the brand's time zone."""

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.organization import get_brand

from .windows import Moment


def present(session: Session, context: Context) -> Moment:
    """Now, as the brand counts its days."""
    return Moment(now(), get_brand(session, context.settings).timezone)
