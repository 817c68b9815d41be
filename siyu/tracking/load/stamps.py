"""The four stamps of an event, and the time it happened by our clock.

``timestamp = receivedAt - (sentAt - originalTimestamp)`` (Segment, connections/spec/common): the
distance between two readings of the sender's clock is right however wrong that clock is. Where the
correction would be more than a day, ``sentAt`` is more likely a stored request sent again: then
the sender's own time stands. Where the clocks are more than thirty days apart, nothing about that
time can be believed, and the event goes to quarantine.
"""

from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from .items import Unfit

DAY_MS = 86_400_000
CORRECTED_MS_MAX = DAY_MS
BELIEVED_MS_MAX = 30 * DAY_MS
AHEAD_MS_MAX = DAY_MS
# What the warehouse's dates hold, with room: 1970-01-02 to 2149.
_OLDEST_MS = DAY_MS
_NEWEST_MS = 5_600_000_000_000
_UTC = timezone(timedelta(0))
_EPOCH = datetime(1970, 1, 1, tzinfo=_UTC)


def read_ms(value: Any) -> int | None:
    """Milliseconds since 1970 of a stamp as SDKs write it; None where there is none.

    Raises:
        ValueError: no time.

    """
    if value is None:
        return None
    if type(value) is datetime:
        return _checked(value)
    if type(value) is str:
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            return _parse_unusual_ms(value.strip()) if value else None
        return _checked(instant)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("not a time")  # noqa: TRY004  (callers catch one kind)
    # Seconds until the year 5138, milliseconds from 1973 on.
    number = value if abs(value) >= 1e11 else value * 1000
    if not _OLDEST_MS <= number <= _NEWEST_MS:
        raise ValueError("not a time")
    return int(number)


def happened_ms(received: int, sent: int | None, original: int | None) -> int:
    """When it happened, by our clock.

    Raises:
        Unfit: the sender's clock is off by more than can be corrected.

    """
    if original is None:
        return received
    if sent is None:
        if original > received + AHEAD_MS_MAX:
            raise Unfit("time_in_future", ahead_seconds=(original - received) // 1000)
        return min(original, received) if original > received else original
    skew = received - sent
    if not -BELIEVED_MS_MAX <= skew <= BELIEVED_MS_MAX:
        raise Unfit("clock_skew", skew_seconds=skew // 1000)
    correct = -CORRECTED_MS_MAX <= skew <= CORRECTED_MS_MAX
    corrected = received - (sent - original) if correct else original
    if corrected > received + AHEAD_MS_MAX:
        raise Unfit("time_in_future", ahead_seconds=(corrected - received) // 1000)
    return max(_OLDEST_MS, min(corrected, received))


def _parse_unusual_ms(text: str) -> int:
    if len(text) > 64:
        raise ValueError("not a time")
    plain = text.replace("/", "-")
    if plain.lstrip("-").replace(".", "", 1).isdecimal() and plain.isascii():
        return read_ms(float(plain)) or _OLDEST_MS
    try:
        instant = datetime.fromisoformat(plain)
    except ValueError:
        try:
            instant = parsedate_to_datetime(text)
        except (TypeError, IndexError, OverflowError) as error:
            raise ValueError("not a time") from error
    return _checked(instant)


def _checked(instant: datetime) -> int:
    """Of a time without a zone it is taken that it is in UTC."""
    try:
        since = (instant if instant.tzinfo else instant.replace(tzinfo=_UTC)) - _EPOCH
    except OverflowError:
        raise ValueError("not a time") from None
    number = since.days * DAY_MS + since.seconds * 1000 + (since.microseconds + 500) // 1000
    if not _OLDEST_MS <= number <= _NEWEST_MS:
        raise ValueError("not a time")
    return number
