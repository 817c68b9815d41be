"""The answer: what every unit costs and why. An order keeps it as it is; nothing is tested anew afterwards.

``msgspec.json.encode`` and ``decode(…, type=PricedCart)`` store and restore it without loss.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

POINTS = "points"
"""Source of the parts that points paid for."""

Fact = int | str | list[str]


class Part(Struct, frozen=True, gc=False):
    """What one source takes off one unit: the rule's id, the coupon's id, or ``POINTS``."""

    source: str
    unit_minor: int


class UnitRun(Struct, frozen=True, gc=False):
    """Neighbouring units of a line that cost the same for the same reasons.

    Attributes:
        quantity: how many, ≥ 1. Runs follow one another from unit 0 on.
        paid_minor: money paid for each; price in the book = paid + all parts.
        points: points spent on each.

    """

    quantity: int
    paid_minor: int
    points: int = 0
    parts: tuple[Part, ...] = ()


class PricedLine(Struct, frozen=True, kw_only=True, gc=False):
    """A line of the cart, unit by unit.

    Attributes:
        listed_minor: price in the book × quantity.
        paid_minor: money to pay for all units; listed = paid + discounts + what points paid.

    """

    line_id: str
    sku: str
    quantity: int
    unit_minor: int
    listed_minor: int
    paid_minor: int
    runs: tuple[UnitRun, ...]


class Allocation(Struct, frozen=True, kw_only=True, gc=False):
    """Source × line × units: what is taken off each of ``quantity`` units from ``first_unit`` on."""

    source: str
    line_id: str
    first_unit: int
    quantity: int
    unit_minor: int


class Gift(Struct, frozen=True, kw_only=True, gc=False):
    """Goods that come along for nothing."""

    rule_id: str
    sku: str
    quantity: int


class Offer(Struct, frozen=True, kw_only=True, gc=False):
    """What the person could take besides, under a rule that the cart has earned already.

    Attributes:
        kind: ``add_on``: buy ``sku`` at ``unit_minor``. ``gift_choice``: pick ``sku`` as a gift.
            ``get_unit``: put ``sku`` (any of the rule's scope, where empty) into the cart to get it at a discount.
        quantity: how many more.

    """

    kind: str
    rule_id: str
    quantity: int
    sku: str = ""
    unit_minor: int = 0


class PaymentReward(Struct, frozen=True, kw_only=True):
    """What is granted once the order is paid (支付有礼): a reward block's name and its options."""

    rule_id: str
    name: str
    options: dict[str, Any]


class Explanation(Struct, frozen=True, kw_only=True, gc=False):
    """Why a rule did or did not apply, without words: a code and facts.

    Attributes:
        source: the coupon's id where a coupon brought the rule, else the rule's.
        code: ``applied``, or why not: see ``docs/reference/promotion-rules.md``.
        discount_minor: taken off goods.
        freight_minor: taken off freight.

    """

    source: str
    rule_id: str
    applied: bool
    code: str
    discount_minor: int = 0
    freight_minor: int = 0
    facts: dict[str, Fact] = {}


class PricedCart(Struct, frozen=True, kw_only=True):
    """Lines in the order of the cart, and the sums.

    ``total = listed - discount - points + freight`` holds exactly, in fen.

    Attributes:
        listed_minor: goods at the price in the book.
        discount_minor: taken off goods by rules and coupons.
        points_minor: paid by ``points`` points.
        freight_listed_minor: freight before promotions.
        freight_minor: freight to pay.
        total_minor: money to pay, ≥ 0.

    """

    lines: tuple[PricedLine, ...]
    listed_minor: int
    discount_minor: int
    points_minor: int
    points: int
    freight_listed_minor: int
    freight_minor: int
    total_minor: int
    gifts: tuple[Gift, ...] = ()
    offers: tuple[Offer, ...] = ()
    rewards: tuple[PaymentReward, ...] = ()
    explanations: tuple[Explanation, ...] = ()

    @property
    def applied(self) -> tuple[Explanation, ...]:
        """Rules and coupons that did something, in the order of their work."""
        return tuple(each for each in self.explanations if each.applied)

    def allocations(self) -> Iterator[Allocation]:
        """Every part of every unit, by line, run and source: the rows an order stores."""
        for line in self.lines:
            first_unit = 0
            for run in line.runs:
                for part in run.parts:
                    yield Allocation(
                        source=part.source,
                        line_id=line.line_id,
                        first_unit=first_unit,
                        quantity=run.quantity,
                        unit_minor=part.unit_minor,
                    )
                first_unit += run.quantity
