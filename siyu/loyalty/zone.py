"""The business time zone in which points end, days are counted and member days fall: the brand's.

One a process, like the clock: ledgers are moved by use cases that know a session and nothing else.
Whoever opens a book of the ledgers looks what the brand says, every few seconds at most.
"""

import time
from datetime import UTC, date, datetime
from datetime import time as clock_time
from zoneinfo import ZoneInfo

from siyu import organization
from siyu.kernel.database import Session
from siyu.kernel.settings import Settings

LOOK_SECONDS = 5.0

_zone = ZoneInfo("Asia/Shanghai")
_settings: Settings | None = None
_looked_at = float("-inf")


def install_zone(settings: Settings) -> None:
    """Begin with the settings' zone, once, when the process starts."""
    global _settings, _zone, _looked_at
    _settings, _zone, _looked_at = settings, ZoneInfo(settings.timezone), float("-inf")


def follow_brand(session: Session) -> None:
    """Take the brand's zone, as an operator may have set it meanwhile."""
    global _zone, _looked_at
    if _settings is None or time.monotonic() - _looked_at < LOOK_SECONDS:
        return
    _zone = ZoneInfo(organization.get_brand(session, _settings).timezone)
    _looked_at = time.monotonic()


def business_zone() -> ZoneInfo:
    """The zone in force."""
    return _zone


def day_of(instant: datetime) -> date:
    """Day in which ``instant`` falls for the brand."""
    return instant.astimezone(_zone).date()


def start_of(day: date) -> datetime:
    """First instant of a business day, in UTC."""
    return datetime.combine(day, clock_time(), _zone).astimezone(UTC)
