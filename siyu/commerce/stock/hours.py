"""Opening hours by weekday: times by twos, the day's opening and closing, in rising order."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .errors import OpeningHoursUnfit

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPANS_MAX = 4
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")


def check_hours(hours: Mapping[str, Sequence[str]]) -> None:
    """Each day opens, closes, opens again, later and later; only the last closing may be after midnight.

    A day that is not named, or names no time, is closed.

    Raises:
        OpeningHoursUnfit: names the first day that does not fit.

    """
    for day, times in hours.items():
        if day not in WEEKDAYS or not _fit(times):
            raise OpeningHoursUnfit(day)


def _fit(times: Sequence[str]) -> bool:
    if len(times) % 2 or len(times) > 2 * SPANS_MAX or not all(map(_TIME.fullmatch, times)):
        return False
    rising = all(earlier < later for earlier, later in pairwise(times))
    # A bar that closes at two: the last time lies before the first of its own day.
    return rising or (
        all(earlier < later for earlier, later in pairwise(times[:-1])) and times[-1] < times[0]
    )
