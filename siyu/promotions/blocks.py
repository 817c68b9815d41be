"""What promotions offers to other modules by name."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from siyu import audiences, organization, people
from siyu.kernel import ids
from siyu.kernel.blocks import Block
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.rewards import CHECK, RETURN, Granted, RewardUsed
from siyu.kernel.rewards import KIND as REWARD

from .claiming import claim_coupon
from .contracts import CouponState, KindState, Source
from .drafts import rules_of
from .expiring import void_coupons
from .holdings import COUPONS_HELD, NEXT_COUPON_EXPIRY
from .kinds import require_kind
from .models import CouponKindRow, CouponRow
from .promotion_contracts import PromotionState
from .promotion_models import PromotionRow
from .telling_all import coupons_kept


def give_coupon(
    session: Session, context: Context, person_id: int, options: Mapping[str, Any], cause: str
) -> Granted:
    """Reward ``coupon``: a coupon of the chosen kind, once by cause.

    Raises:
        CouponKindNotFound, CouponNotClaimable, LimitReached, PersonNotFound: as ``claim_coupon``.

    """
    kind_id = ids.number("cpk", str(options["kind"]))
    coupon = claim_coupon(session, kind_id, person_id, cause=cause, source=Source.reward)
    return Granted(
        reference=ids.code("cpn", coupon.id),
        again=coupon.again,
        facts={"coupon": coupon.name, "code": coupon.code},
    )


def check_coupon(session: Session, options: Mapping[str, Any]) -> None:
    """The chosen kind is there; whether it is being given is seen when it is.

    Raises:
        CouponKindNotFound, MalformedCode: there is none.

    """
    require_kind(session, ids.number("cpk", str(options["kind"])))


def return_coupons_given(session: Session, causes: Sequence[str], by: str) -> None:
    """Void what these causes gave; what is void or over already stays so.

    Raises:
        RewardUsed: one is used, or an order has it.

    """
    found = select(CouponRow.id).where(CouponRow.cause.in_(causes)).order_by(CouponRow.id)
    given = session.scalars(found).all()
    void_coupons(session, given, cause="reward_return", reason="exchange_undone", actor=by)
    taken = session.scalars(
        select(CouponRow.id)
        .where(
            CouponRow.id.in_(given),
            CouponRow.state.in_((CouponState.locked, CouponState.used)),
        )
        .limit(1)
    ).first()
    if taken is not None:
        raise RewardUsed("coupon", ids.code("cpn", taken))


def rules_on_segment(session: Session, segment_id: int) -> list[audiences.Use]:
    """Promotions and kinds of coupons that are not stopped and ask for a segment."""
    word = ids.code("seg", segment_id)
    promotions = session.scalars(
        select(PromotionRow).where(PromotionRow.state != PromotionState.stopped)
    ).all()
    rules = rules_of(session, promotions)
    kinds = session.scalars(select(CouponKindRow).where(CouponKindRow.state != KindState.stopped))
    return [
        audiences.Use(kind="promotion", code=ids.code("prm", row.id), name=row.name)
        for row in promotions
        if _asks(rules[row.id], word)
    ] + [
        audiences.Use(kind="coupon_kind", code=ids.code("cpk", row.id), name=row.name)
        for row in kinds
        if _asks(row.effect, word)
    ]


def _asks(rule: Mapping[str, Any], segment: str) -> bool:
    when = rule.get("when", {})
    return segment in (*when.get("segments", ()), *when.get("not_segments", ()))


BLOCKS = (
    Block(
        kind=audiences.USE_BLOCK,
        name="promotions",
        title={"zh": "促销和优惠券", "en": "Promotions and coupons"},
        implementation=rules_on_segment,
    ),
    Block(
        kind=REWARD,
        name="coupon",
        title={"zh": "优惠券", "en": "Coupon"},
        implementation=give_coupon,
        options_schema={
            "type": "object",
            "properties": {
                "kind": {
                    "type": "string",
                    "pattern": "^cpk_",
                    "title": "Kind of coupon",
                    "description": "优惠券种类 · kind of coupon",
                }
            },
            "required": ["kind"],
            "additionalProperties": False,
        },
    ),
    Block(CHECK, "coupon", {"zh": "优惠券", "en": "Coupon"}, check_coupon),
    Block(RETURN, "coupon", {"zh": "优惠券", "en": "Coupon"}, return_coupons_given),
    people.kept_block("coupons", {"zh": "优惠券", "en": "Coupons"}, coupons_kept),
    COUPONS_HELD.block(),
    NEXT_COUPON_EXPIRY.block(),
    organization.node_use_block(
        "coupon_kinds",
        {"zh": "优惠券种类", "en": "Kinds of coupons"},
        organization.rows_on_node(CouponKindRow.node_id),
    ),
    organization.node_use_block(
        "promotions",
        {"zh": "促销活动", "en": "Promotions"},
        organization.rows_on_node(PromotionRow.node_id),
    ),
)
