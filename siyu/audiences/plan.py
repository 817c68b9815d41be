"""The plan of a definition: boolean operations over sources, each a table and a test.

Pure: a definition, the facts it names and a moment give always the same plan.
"""

from dataclasses import dataclass
from datetime import date

from .comparisons import BetweenNumbers, Contains, Equals, Exactly, IsSet, OneOf, Ranks
from .conditions import Measure
from .windows import Span

Measuring = Ranks | BetweenNumbers | Exactly


@dataclass(frozen=True)
class Within:
    """A date lies between days, both included."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Comes:
    """A date's anniversary: its month and day is one of these, and it lies before ``before``."""

    month_days: tuple[int, ...]
    before: date


@dataclass(frozen=True)
class OnDays:
    """A date is one of these."""

    days: tuple[date, ...]


@dataclass(frozen=True)
class NearPoint:
    """A place lies within a distance of a point."""

    longitude: float
    latitude: float
    distance_meters: float


@dataclass(frozen=True)
class TextIs:
    """The value is exactly this text."""

    value: str


Test = (
    Equals | OneOf | Contains | Ranks | BetweenNumbers | IsSet
    | Within | Comes | OnDays | NearPoint | TextIs
)  # fmt: skip


@dataclass(frozen=True)
class FieldTest:
    """A field of an event passes."""

    field: str
    test: Test


@dataclass(frozen=True)
class PlannedStep:
    """An event that passes, as a step of a sequence."""

    event: str
    where: tuple[FieldTest, ...]


@dataclass(frozen=True)
class Values:
    """Persons who have a value under one of the keys that passes."""

    keys: tuple[str, ...]
    test: Test | None = None


COUNT = Measure(of="count")
AT_LEAST_ONCE = Ranks(op="at_least", value=1)


@dataclass(frozen=True)
class Behaviour:
    """Persons whose events of a window pass a measure; never includes those without any."""

    event: str
    span: Span
    where: tuple[FieldTest, ...] = ()
    measure: Measure = COUNT
    compare: Measuring = AT_LEAST_ONCE
    opposite: bool = False
    """Keep those whose measure fails instead: for complements, when nothing at all would pass."""


@dataclass(frozen=True)
class Edge:
    """Persons whose first or last event lies in a span."""

    which: str
    event: str
    where: tuple[FieldTest, ...]
    span: Span | Comes | OnDays


@dataclass(frozen=True)
class Funnel:
    """Persons whose furthest step, in order, lies between two numbers."""

    steps: tuple[PlannedStep, ...]
    span: Span
    within_milliseconds: int | None
    least: int
    most: int


@dataclass(frozen=True)
class Stored:
    """Members of a stored bitmap."""

    kind: str
    id: int


@dataclass(frozen=True)
class These:
    """Persons by id."""

    people: tuple[int, ...]


@dataclass(frozen=True)
class Chance:
    """A share of everyone, by hash."""

    salt: int
    per_myriad: int


Source = Values | Behaviour | Edge | Funnel | Stored | These | Chance


@dataclass(frozen=True)
class Both:
    """In every one of ``having`` and in none of ``lacking``; without ``having``: of everyone."""

    having: tuple["Plan", ...]
    lacking: tuple["Plan", ...] = ()


@dataclass(frozen=True)
class Either:
    """In at least one."""

    parts: tuple["Plan", ...]


Plan = Source | Both | Either
