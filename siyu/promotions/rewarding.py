"""What a paid order earns afterwards (支付有礼): rewards through the one door, once by cause."""

from siyu.kernel.blocks import BlockNotFound
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import Conflict, Invalid, NotFound
from siyu.kernel.rewards import Reward, grant

from .pricing import PricedCart
from .promotion_contracts import Rewarded


def give_payment_rewards(
    session: Session, context: Context, priced: PricedCart, person_id: int, *, cause: str
) -> list[Rewarded]:
    """Grant what the priced cart promised for being paid; a repeated cause gives nothing again.

    A reward that cannot be given (none left, its kind stopped) is said and does not stand in the way
    of the payment.

    Args:
        cause: the order; at most 150 letters.

    """
    given = []
    for number, reward in enumerate(priced.rewards):
        one = f"{cause}:{reward.rule_id}:{number}"
        try:
            with session.begin_nested():
                granted = grant(
                    session,
                    context,
                    Reward(name=reward.name, options=reward.options),
                    person_id,
                    cause=one,
                )
        except (Conflict, Invalid, NotFound, BlockNotFound) as problem:
            given.append(Rewarded(rule_id=reward.rule_id, name=reward.name, refused=problem.code()))
            continue
        given.append(
            Rewarded(
                rule_id=reward.rule_id,
                name=reward.name,
                reference=granted.reference,
                again=granted.again,
            )
        )
    return given
