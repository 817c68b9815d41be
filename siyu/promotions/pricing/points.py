"""Points as cash: how much they may pay here, and which units they pay for."""

from siyu.kernel.money import spread

from .cart import PointsPayment
from .priced import POINTS, Part
from .pricing_state import PricingState
from .spreading import share_over_units, take_from_lines
from .units import Line


def pay_with_points(state: PricingState, payment: PointsPayment) -> None:
    """Pay in whole steps, up to the caps. Points are money, so floors do not hold them back."""
    goods = state.moment.amount
    if goods < payment.least_goods_minor:
        return
    most = min(goods, goods * payment.most_bp // 10_000)
    if payment.most_minor is not None:
        most = min(most, payment.most_minor)
    steps = min(most // payment.step_minor, payment.points // payment.step_points)
    if not steps:
        return
    claim = state.next_claim()
    take_from_lines(state.lines, steps * payment.step_minor, False, POINTS, claim)
    state.moment.claimed = claim
    state.moment.amount -= steps * payment.step_minor
    state.points_minor = steps * payment.step_minor
    state.points = steps * payment.step_points
    _spread_points(state.lines, state.points, payment)


def _spread_points(lines: list[Line], points: int, payment: PointsPayment) -> None:
    """Points go where the money they paid went, so that units returned bring back their own."""
    each, over = divmod(payment.step_points, payment.step_minor)
    if not over:
        for line in lines:
            for run in line.runs:
                run.points = each * _paid(run.parts)
        return
    paid = [sum(_paid(run.parts) * run.count for run in line.runs) for line in lines]
    for line, share in zip(lines, spread(points, paid), strict=True):
        if share:
            runs = [(run, weight) for run in line.runs if (weight := _paid(run.parts))]
            for run, _, many in share_over_units(line, runs, share):
                run.points = many


def _paid(parts: tuple[Part, ...]) -> int:
    part = parts[-1] if parts else None
    return part.unit_minor if part is not None and part.source == POINTS else 0
