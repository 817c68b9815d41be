"""Which of a person's coupons are worth what in this cart: each is tried by itself."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from .cart import Cart, CouponFacts
from .engine import price
from .priced import Explanation
from .programme import Programme


class CouponTrial(Struct, frozen=True, kw_only=True):
    """What one coupon would do.

    Attributes:
        saves_minor: how much less there is to pay than without any coupon; may be below its own discount, since
            other rules and points then have less to work on.
        explanation: why it does or does not apply, such as ``below_threshold`` with ``missing_minor``.

    """

    coupon: CouponFacts
    saves_minor: int
    explanation: Explanation


def try_coupons(
    cart: Cart, held: Iterable[CouponFacts], programme: Programme, at: datetime
) -> tuple[CouponTrial, ...]:
    """The coupons that could be used, the most worth first; then the others, by id. Those in the cart do not count.

    Coupons of one rule do the same, so each rule is priced once.

    Raises:
        InvalidCart: as ``price``.

    """
    without = price(replace(cart, coupons=()), programme, at).total_minor
    by_rule: dict[str, tuple[int, Explanation]] = {}
    trials: list[CouponTrial] = []
    for coupon in held:
        if coupon.rule_id not in by_rule:
            answer = price(replace(cart, coupons=(coupon,)), programme, at)
            said = next(
                each
                for each in answer.explanations
                if each.source == coupon.coupon_id and each.rule_id == coupon.rule_id
            )
            by_rule[coupon.rule_id] = (without - answer.total_minor, said)
        saves, said = by_rule[coupon.rule_id]
        trials.append(
            CouponTrial(
                coupon=coupon,
                saves_minor=saves,
                explanation=replace(said, source=coupon.coupon_id),
            )
        )
    return tuple(sorted(trials, key=_usefulness))


def _usefulness(trial: CouponTrial) -> tuple[bool, int, str]:
    return not trial.explanation.applied, -trial.saves_minor, trial.coupon.coupon_id
