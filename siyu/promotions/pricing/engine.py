"""Pricing: a pure function of cart, programme and time."""

from datetime import datetime

from .cart import Cart
from .checking import check_cart
from .effects import Moment
from .errors import InvalidCart
from .evaluation import Walk
from .goods import Goods
from .priced import PricedCart, PricedLine, UnitRun
from .pricing_state import PricingState
from .programme import Programme
from .turns import take_turns
from .units import Run


def price(
    cart: Cart, programme: Programme, at: datetime, *, explain_all: bool = False
) -> PricedCart:
    """What the cart costs under the programme at that time, unit by unit, and why.

    The same cart gives the same answer whatever the order of its lines.

    Args:
        at: aware.
        explain_all: also explain rules that have nothing to do with this cart, channel, store or time.

    Raises:
        InvalidCart: quantities or prices out of range, an id twice, or a time without zone.

    """
    check_cart(cart)
    if at.tzinfo is None:
        raise InvalidCart("at", "naive")
    goods = Goods(cart, programme)
    moment = Moment(
        cart, goods.lines, goods.floored, goods.add_ons, goods.listed_minor, goods.units
    )
    state = PricingState(moment, goods.by_scope, goods.shared)
    turns = take_turns(programme, cart, goods.seen, at, explain_all=explain_all)
    Walk(turns.entries, cart.points).run(state, programme.plan)
    state.explanations += turns.refused
    return _answer(cart, state, goods)


def _answer(cart: Cart, state: PricingState, goods: Goods) -> PricedCart:
    priced: dict[str, PricedLine] = {}
    for sent, line in zip(goods.sent, state.lines, strict=True):
        runs = line.runs
        if len(runs) > 1:
            made = _runs(runs)
        else:
            run = runs[0]
            made = (UnitRun(run.count, run.paid, run.points, run.parts),)
        line_id = sent.line_id
        priced[line_id] = PricedLine(
            line_id=line_id,
            sku=line.sku,
            quantity=line.quantity,
            unit_minor=line.unit,
            listed_minor=line.listed,
            paid_minor=line.amount,
            runs=made,
        )
    points_minor = state.points_minor
    listed, paid = goods.listed_minor, state.moment.amount
    freight = state.moment.freight_minor
    return PricedCart(
        lines=tuple([priced[line.line_id] for line in cart.lines]),
        listed_minor=listed,
        discount_minor=listed - paid - points_minor,
        points_minor=points_minor,
        points=state.points,
        freight_listed_minor=cart.delivery.freight_minor,
        freight_minor=freight,
        total_minor=paid + freight,
        gifts=tuple(state.gifts),
        offers=tuple(state.offers),
        rewards=tuple(state.rewards),
        explanations=tuple(state.explanations),
    )


def _runs(runs: list[Run]) -> tuple[UnitRun, ...]:
    """Neighbours that came out the same are one run again."""
    found: list[UnitRun] = []
    last = runs[0]
    count = last.count
    for run in runs[1:]:
        if run.paid == last.paid and run.points == last.points and run.parts == last.parts:
            count += run.count
        else:
            found.append(UnitRun(count, last.paid, last.points, last.parts))
            last, count = run, run.count
    found.append(UnitRun(count, last.paid, last.points, last.parts))
    return tuple(found)
