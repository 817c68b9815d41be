"""Instants that every store can keep."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

YEAR_MIN, YEAR_MAX = 1900, 2199


def _in_range(instant: datetime) -> datetime:
    # Checked before the zone is changed: that alone overflows in the years 1 and 9999.
    if not YEAR_MIN <= instant.year <= YEAR_MAX:
        raise ValueError(f"the year must lie between {YEAR_MIN} and {YEAR_MAX}")
    return instant.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_range)]
