"""What is cheaper, for whom, when and why: the pricing engine, promotions, coupons, limits and budgets.

Owns: tables ``promotions_*``.  Calls: audiences, loyalty, people, organization, warehouse.
Hears: ``people.persons_merged``, ``people.persons_split``, ``people.person_erased``,
``organization.node_added``, ``organization.node_moved``, ``organization.node_removed``.
Publishes: ``promotions.coupon_claimed``, ``…_used``, ``…_returned``, ``…_expired``, ``…_voided``.
Offers: reward ``coupon``; attributes ``coupons_held`` and ``next_coupon_expiry``. Asks: blocks of kind
``catalogue``, which know the goods of past orders (forecasts).

An order takes coupons, then limits, then stock, each in the order of ids: lock coupons and take limits
at checkout, use coupons when it is paid, give both back by the order's cause when it is cancelled.
Who lets strangers enter codes asks ``require_patience`` first and counts wrong ones with
``count_wrong_code``.
"""

from .attempts import count_wrong_code, require_patience
from .batches import claim_code
from .claiming import claim_coupon
from .codes import read_code
from .contracts import (
    Coupon,
    CouponState,
    HandedOut,
    KindState,
    Limits,
    LineKind,
    ReturnPolicy,
    Source,
    Unusable,
    Validity,
)
from .errors import (
    CodeMistyped,
    CouponKindInOtherState,
    CouponKindNotFound,
    CouponKindUnfit,
    CouponNotClaimable,
    CouponNotFound,
    CouponUnusable,
    LimitReached,
    PromotionInOtherState,
    PromotionNotFound,
    PromotionUnfit,
    TooManyCodes,
    UndoTooLate,
)
from .events import CouponClaimed, CouponExpired, CouponReturned, CouponUsed, CouponVoided
from .facts import person_facts
from .handing_out import PEOPLE_AT_ONCE, hand_out
from .held import claimable_kinds, coupon_facts, coupons_claimed, coupons_of
from .limits import give_limits_back, take_limits
from .past_orders import CATALOGUE_BLOCK
from .pricing import (
    Cart,
    CartLine,
    CouponFacts,
    Delivery,
    GiftChoice,
    InvalidCart,
    PersonFacts,
    PointsPayment,
    PricedCart,
    Programme,
    price,
    refund_of,
)
from .programmes import programme, running
from .promotion_contracts import Rewarded
from .rewarding import give_payment_rewards
from .simulating import names_in
from .using import lock_coupons, return_coupons, use_coupons

__all__ = [
    "CATALOGUE_BLOCK",
    "PEOPLE_AT_ONCE",
    "Cart",
    "CartLine",
    "CodeMistyped",
    "Coupon",
    "CouponClaimed",
    "CouponExpired",
    "CouponFacts",
    "CouponKindInOtherState",
    "CouponKindNotFound",
    "CouponKindUnfit",
    "CouponNotClaimable",
    "CouponNotFound",
    "CouponReturned",
    "CouponState",
    "CouponUnusable",
    "CouponUsed",
    "CouponVoided",
    "Delivery",
    "GiftChoice",
    "HandedOut",
    "InvalidCart",
    "KindState",
    "LimitReached",
    "Limits",
    "LineKind",
    "PersonFacts",
    "PointsPayment",
    "PricedCart",
    "Programme",
    "PromotionInOtherState",
    "PromotionNotFound",
    "PromotionUnfit",
    "ReturnPolicy",
    "Rewarded",
    "Source",
    "TooManyCodes",
    "UndoTooLate",
    "Unusable",
    "Validity",
    "claim_code",
    "claim_coupon",
    "claimable_kinds",
    "count_wrong_code",
    "coupon_facts",
    "coupons_claimed",
    "coupons_of",
    "give_limits_back",
    "give_payment_rewards",
    "hand_out",
    "lock_coupons",
    "names_in",
    "person_facts",
    "price",
    "programme",
    "read_code",
    "refund_of",
    "require_patience",
    "return_coupons",
    "running",
    "take_limits",
    "use_coupons",
]
