"""When, where and for whom a rule holds. Every condition given must be met."""

from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from .shape import Shape, Words

ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Weekday = Annotated[int, Field(strict=True, ge=1, le=7)]
MonthDay = Annotated[int, Field(strict=True, ge=1, le=31)]
OrderNumber = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]


class Hours(Shape):
    """Hours of some days in the business time zone, ``start`` included, ``end`` not.

    ``22:00`` to ``02:00`` runs into the next day and belongs to the day on which it began.

    Args:
        weekdays: 1 is Monday; empty is every day.
        month_days: days of the month; empty is every day. Both given: both must hold.

    """

    weekdays: frozenset[Weekday] = frozenset()
    month_days: frozenset[MonthDay] = frozenset()
    start: ClockTime = "00:00"
    end: ClockTime = "24:00"

    @model_validator(mode="after")
    def _has_length(self) -> Self:
        if self.start in (self.end, "24:00"):
            raise ValueError("hours must have a length")
        return self


class When(Shape):
    """Conditions on time, place, person and payment; an empty one is always met.

    Args:
        starts_at, ends_at: from, and until before; a rule without them never begins or ends.
        hours: any of these (每周三, 20 to 22 o'clock).
        tiers: the member is in one of them.
        segments, not_segments: the person is in one of the first, and in none of the second.
        members_only: the person is known.
        order_numbers: the cart would become the person's first (1), third (3) … order.
        every_nth_order: … or every nth one.
        payment_methods: the method chosen at checkout.

    """

    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    hours: Annotated[tuple[Hours, ...], Field(max_length=50)] = ()
    channels: Words = frozenset()
    stores: Words = frozenset()
    tiers: Words = frozenset()
    segments: Words = frozenset()
    not_segments: Words = frozenset()
    members_only: bool = False
    order_numbers: Annotated[frozenset[OrderNumber], Field(max_length=100)] = frozenset()
    every_nth_order: OrderNumber | None = None
    payment_methods: Words = frozenset()
    delivery_methods: Words = frozenset()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValueError("ends_at must be later than starts_at")
        return self
