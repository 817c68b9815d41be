"""What is to be priced: lines, person, place, coupons, points, freight. Facts only, nothing computed."""

from msgspec import Struct

NO_PROMOTION = ""


class CartLine(Struct, frozen=True, kw_only=True):
    """Units of one SKU at one price.

    Attributes:
        line_id: unique in the cart; ties of rounding go by SKU, then by this id.
        unit_minor: price of a unit in the price book, ≥ 0.
        quantity: 1 to 1 000 000.
        floor_minor: no discount takes a unit below it, ≥ 0; a price above it is no offence by itself.
        product: the SPU.
        category_path: the categories it stands in, with all those above them.
        add_on_of: promotion whose add-on purchase (加价购) this line is; empty for others.

    """

    line_id: str
    sku: str
    unit_minor: int
    quantity: int
    product: str = ""
    category_path: tuple[str, ...] = ()
    brand: str = ""
    tags: frozenset[str] = frozenset()
    floor_minor: int = 0
    add_on_of: str = NO_PROMOTION


class PersonFacts(Struct, frozen=True, kw_only=True):
    """What rules ask of the person; the defaults are somebody unknown.

    Attributes:
        segments: those the person is in; others than the programme asks for do no harm.
        orders_before: paid orders so far; the cart would become the next one. None: not known.
        used_up: ids of rules whose limit or budget leaves nothing for this person.

    """

    known: bool = False
    tier: str = ""
    segments: frozenset[str] = frozenset()
    orders_before: int | None = None
    used_up: frozenset[str] = frozenset()


class CouponFacts(Struct, frozen=True, kw_only=True):
    """A coupon that the person wants to use: it brings the rule ``rule_id`` into play once."""

    coupon_id: str
    rule_id: str


class PointsPayment(Struct, frozen=True, kw_only=True):
    """Points offered as cash (积分抵现).

    Attributes:
        points: the most that may be spent, ≥ 0.
        step_points: points go in whole steps of so many, ≥ 1.
        step_minor: what a step pays, ≥ 1.
        most_minor: cap of what points may pay; None: no cap.
        most_bp: cap as a share of the goods after discounts, in basis points (10 000 is all of it).
        least_goods_minor: goods after discounts must come to so much.

    """

    points: int
    step_points: int = 1
    step_minor: int = 1
    most_minor: int | None = None
    most_bp: int = 10_000
    least_goods_minor: int = 0


class Delivery(Struct, frozen=True, kw_only=True):
    """How the goods travel, and what that costs before promotions."""

    method: str = ""
    freight_minor: int = 0


class GiftChoice(Struct, frozen=True, kw_only=True):
    """Gifts the person picked where a rule lets them choose (满赠)."""

    rule_id: str
    skus: tuple[str, ...]


class Cart(Struct, frozen=True, kw_only=True):
    """All that a price depends on, but the programme and the time."""

    lines: tuple[CartLine, ...]
    person: PersonFacts = PersonFacts()
    channel: str = ""
    store: str = ""
    payment_method: str = ""
    coupons: tuple[CouponFacts, ...] = ()
    gift_choices: tuple[GiftChoice, ...] = ()
    points: PointsPayment | None = None
    delivery: Delivery = Delivery()
