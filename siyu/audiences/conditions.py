"""The leaves of a definition: one question about a person each."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from siyu.http import Code

from .comparisons import Comparison, IsSet, Measured, Ranks
from .shape import VALUES_MAX, Name, Shape, Text
from .windows import ComingWindow, Ever, Window

SegmentCode = Annotated[int, Code("seg")]
ListCode = Annotated[int, Code("lst")]
NodeCode = Annotated[int, Code("node")]
TagCode = Annotated[int, Code("tag")]

Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:$-]{1,100}$")]

COLUMNS = (
    "revenue", "quantity", "order_id", "currency", "coupon", "source", "type",
    "product.id", "product.sku", "product.name", "product.category", "product.brand", "product.price",
    "page.url", "page.path", "page.referrer", "page.title",
    "campaign.name", "campaign.source", "campaign.medium", "campaign.term", "campaign.content",
    "os.name", "device.type", "device.model", "app.name", "app.version", "locale",
)  # fmt: skip
"""Typed columns of an event; anything else is a property of its JSON, as ``properties.<path>``."""

FieldName = Annotated[
    str,
    StringConstraints(
        max_length=210,
        pattern="^(?:"
        + "|".join(name.replace(".", r"\.") for name in COLUMNS)
        + r"|properties\.[^\x00-\x1f`\^\[\]:'\"\\]{1,200})$",
    ),
]


class Everyone(Shape):
    """Every person there is, known or anonymous."""

    kind: Literal["everyone"]


class State(Shape):
    """Has said who they are, or is still anonymous."""

    kind: Literal["state"]
    state: Literal["known", "anonymous"]


class Trait(Shape):
    """A trait that events and imports bring: city, birthday, gender."""

    kind: Literal["trait"]
    name: Name
    compare: Comparison


class Attribute(Shape):
    """A value that a module of siyu keeps about each person: tier, points."""

    kind: Literal["attribute"]
    name: Word
    compare: Comparison


class Tagged(Shape):
    """Carries a tag, or any of several, that has not run out."""

    kind: Literal["tag"]
    tags: tuple[TagCode, ...] = Field(min_length=1, max_length=100)
    match: Literal["any", "all"] = "any"


class Identified(Shape):
    """Has an identifier of a type, or one of the given values."""

    kind: Literal["identifier"]
    type: Word
    compare: "IsSet | IdentifierIs"


class IdentifierIs(Shape):
    """The identifier is one of these, after its type's normalisation."""

    op: Literal["in"]
    values: tuple[Text, ...] = Field(min_length=1, max_length=VALUES_MAX)


class Consented(Shape):
    """Has agreed to be reached for a purpose over a channel."""

    kind: Literal["consent"]
    purpose: Word
    channel: Word
    granted: bool = True


class Belongs(Shape):
    """Belongs to an org node, or to anything below it."""

    kind: Literal["belongs"]
    node: NodeCode
    subtree: bool = True


class Point(Shape):
    """A place on earth, in degrees (WGS 84)."""

    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)
    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)


class Near(Shape):
    """Lives, or was last seen, within a distance of a point or of a store."""

    kind: Literal["near"]
    point: Point | None = None
    node: NodeCode | None = None
    distance_meters: float = Field(ge=1, le=20_100_000, allow_inf_nan=False)

    @model_validator(mode="after")
    def _one_of(self) -> "Near":
        if (self.point is None) == (self.node is None):
            raise ValueError("name either a point or a node")
        return self


class Filter(Shape):
    """A comparison with a column or a JSON property of an event; of lists, any element passes."""

    field: FieldName
    compare: Comparison


Filters = Annotated[tuple[Filter, ...], Field(max_length=20)]


class Measure(Shape):
    """What is counted over the events that pass."""

    of: Literal["count", "distinct_days", "sum", "average", "minimum", "maximum", "distinct_values"]
    field: FieldName | None = None

    @model_validator(mode="after")
    def _field_where_needed(self) -> "Measure":
        if (self.field is None) != (self.of in ("count", "distinct_days")):
            raise ValueError("count and distinct_days take no field; every other measure needs one")
        return self


class Did(Shape):
    """Did something: how often, for how much, on how many days, within a window.

    Nobody's count, sum, distinct days and distinct values is 0, so "fewer than 3" includes those
    who never did it. An average, minimum or maximum of nothing is missing and fails.
    """

    kind: Literal["did"]
    event: Name
    where: Filters = ()
    window: Window = Ever()
    measure: Measure = Measure(of="count")
    compare: Measured = Field(Ranks(op="at_least", value=1), description="Left out: at least 1.")


class DidNot(Shape):
    """Did not do something within a window; also true of those who never did."""

    kind: Literal["did_not"]
    event: Name
    where: Filters = ()
    window: Window = Ever()


class Occurred(Shape):
    """The first or the last time of something lies within a window."""

    kind: Literal["first", "last"]
    event: Name
    where: Filters = ()
    window: Window


class Step(Shape):
    """One step of a sequence."""

    event: Name
    where: Filters = ()


class Duration(Shape):
    """A length of time."""

    amount: int = Field(ge=1, le=100_000)
    unit: Literal["seconds", "minutes", "hours", "days"]

    @property
    def milliseconds(self) -> int:
        scale = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
        return self.amount * scale[self.unit] * 1000


class Sequence(Shape):
    """Did one step after the other, each later than the one before.

    ``reached_least`` and ``reached_most`` say how many steps, in order, were the most the person
    came to; left out, all of them. ``within`` is the time from the first step to the last reached.
    """

    kind: Literal["sequence"]
    steps: tuple[Step, ...] = Field(min_length=2, max_length=10)
    within: Duration | None = None
    window: Window = Ever()
    reached_least: int | None = Field(None, ge=1, le=10)
    reached_most: int | None = Field(None, ge=1, le=10)

    @model_validator(mode="after")
    def _possible(self) -> "Sequence":
        if self.least > len(self.steps) or self.least > self.most:
            raise ValueError("reached_least ≤ reached_most ≤ number of steps")
        return self

    @property
    def least(self) -> int:
        return self.reached_least or (1 if self.reached_most else len(self.steps))

    @property
    def most(self) -> int:
        return min(self.reached_most or len(self.steps), len(self.steps))


class AnniversaryOfTrait(Shape):
    """A date in a trait, such as ``birthday``."""

    trait: Name


class AnniversaryOfEvent(Shape):
    """The day of the first time something was done, such as "Signed Up"."""

    event: Name


class Anniversary(Shape):
    """A date comes round again within a window of days: birthday this week, registered a year ago.

    Of 29 February it is 28 February in common years. The date itself is no anniversary.
    """

    kind: Literal["anniversary"]
    of: AnniversaryOfTrait | AnniversaryOfEvent
    window: ComingWindow
    years: int | None = Field(None, ge=1, le=150, description="Exactly this many years.")

    @model_validator(mode="after")
    def _bounded(self) -> "Anniversary":
        first, last = getattr(self.window, "first", 1), getattr(self.window, "last", 1)
        if first is None or last is None:
            raise ValueError("the window of an anniversary has both ends")
        if not isinstance(first, int) and (last - first).days > 366:
            raise ValueError("the window of an anniversary is at most a year")
        return self


class InSegment(Shape):
    """Is in another segment, as that one stands."""

    kind: Literal["segment"]
    segment: SegmentCode


class InList(Shape):
    """Is on a list that was uploaded or kept by hand."""

    kind: Literal["list"]
    list: ListCode


class Sample(Shape):
    """A share of people chosen by chance, always the same ones for the same salt."""

    kind: Literal["sample"]
    percent: float = Field(gt=0, le=100, allow_inf_nan=False, description="In steps of 0.01.")
    salt: Text = ""


Leaf = (
    Everyone | State | Trait | Attribute | Tagged | Identified | Consented | Belongs | Near
    | Did | DidNot | Occurred | Sequence | Anniversary | InSegment | InList | Sample
)  # fmt: skip
