"""One place to ask the time, so tests can stop it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """Return the current instant, timezone-aware, in UTC."""
    return _source()


def business_day(instant: datetime, zone: str) -> date:
    """Day in which ``instant`` falls for the brand, in its time zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


@contextmanager
def frozen(instant: datetime) -> Iterator[Callable[[datetime], None]]:
    """Stop the clock at ``instant``; yields a function that sets it anew."""
    global _source
    before = _source
    current = instant

    def set_to(new: datetime) -> None:
        nonlocal current
        current = new

    _source = lambda: current  # noqa: E731
    try:
        yield set_to
    finally:
        _source = before
