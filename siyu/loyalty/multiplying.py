"""How many points an order earns: by tier, more on certain days, for certain products, in certain weeks. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal

from siyu.kernel.money import spread

from .happenings import Happening, Product
from .rules import MemberDay, Multiplier, Programme, When
from .zone import day_of


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """What rules may ask about who bought."""

    tier: str
    birthday: tuple[int, int] | None = None
    """Month and day."""


@dataclass(frozen=True, kw_only=True)
class Worth:
    """Points of an order.

    Args:
        points: without what has to come from a budget.
        budgeted: multiplier's key → points beyond, where its budget still has them.

    """

    points: int
    budgeted: Mapping[str, int] = field(default_factory=dict)


def points_of_order(programme: Programme, buyer: Buyer, order: Happening) -> Worth:
    """Points of an order, rounded down once for the whole of it."""
    rank = programme.rank(buyer.tier)
    rate = programme.tiers[rank].points_per_yuan
    holding = [m for m in programme.multipliers if holds(m.when, programme, buyer, order.time)]
    if not any(m.when.of_products for m in holding):
        shares: list[tuple[int, Product | None]] = [(order.amount_minor, None)]
    else:
        parts = spread(order.amount_minor, [p.weight for p in order.products] or [1])
        shares = list(zip(parts, order.products or (None,), strict=True))
    whole = Decimal(0)
    beyond: dict[str, Decimal] = defaultdict(Decimal)
    for minor, product in shares:
        base = Decimal(minor) * rate / 100
        whole += base
        fitting = [m for m in holding if fits(m.when, product)]
        for multiplier, more in _more(programme, base, fitting):
            if multiplier.budget is None:
                whole += more
            else:
                beyond[multiplier.key] += more
    return Worth(
        points=_down(whole), budgeted={key: n for key, more in beyond.items() if (n := _down(more))}
    )


def growth_of_order(programme: Programme, order: Happening) -> int:
    """Growth value of an order, rounded down."""
    return _down(Decimal(order.amount_minor) * programme.growth.per_yuan / 100)


def holds(when: When, programme: Programme, buyer: Buyer, at: datetime) -> bool:
    """Whether a rule holds for this buyer at this time, whatever the products."""
    day = day_of(at)
    if when.tiers and buyer.tier not in when.tiers:
        return False
    if when.starts_at is not None and at < when.starts_at:
        return False
    if when.ends_at is not None and at >= when.ends_at:
        return False
    if when.member_day and not is_member_day(programme.member_day, day):
        return False
    return when.birthday is None or _is_birthday(when.birthday, buyer.birthday, day)


def fits(when: When, product: Product | None) -> bool:
    """Whether a rule speaks of this product; of an order without products it can only speak whole."""
    if not when.of_products:
        return True
    if product is None:
        return False
    return (
        (not when.products or not product.words.isdisjoint(when.products))
        and (not when.categories or product.category in when.categories)
        and (not when.brands or product.brand in when.brands)
    )


def is_member_day(rule: MemberDay | None, day: date) -> bool:
    """Whether the brand celebrates its members on this day."""
    if rule is None:
        return False
    return (day.isoweekday() if rule.kind == "weekly" else day.day) in rule.days


def read_birthday(value: object) -> tuple[int, int] | None:
    """Month and day of a trait such as ``1990-05-20`` or ``05-20``; None where it is neither."""
    parts = str(value)[:10].replace("/", "-").split("-")
    if len(parts) not in (2, 3) or not all(part.isdecimal() for part in parts):
        return None
    month, day = int(parts[-2]), int(parts[-1])
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def falls_on(birthday: tuple[int, int], day: date) -> bool:
    """Whether a birthday is celebrated on this day; 29 February on the 28th of other years."""
    if birthday == (2, 29) and not _leap(day.year):
        return (day.month, day.day) == (2, 28)
    return (day.month, day.day) == birthday


def _is_birthday(rule: str, birthday: tuple[int, int] | None, day: date) -> bool:
    if birthday is None:
        return False
    return birthday[0] == day.month if rule == "month" else falls_on(birthday, day)


def _more(
    programme: Programme, base: Decimal, fitting: Iterable[Multiplier]
) -> Iterable[tuple[Multiplier, Decimal]]:
    """What each rule adds to a base; together at most ``multiplier_max`` times."""
    ordered = sorted(fitting, key=lambda m: (-m.factor, m.key))
    if programme.combine == "highest":
        ordered = ordered[:1]
    reached = Decimal(1)
    for multiplier in ordered:
        after = min(reached * multiplier.factor, programme.multiplier_max)
        yield multiplier, base * (after - reached)
        reached = after


def _down(points: Decimal) -> int:
    return int(points.to_integral_value(rounding=ROUND_FLOOR))


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
