"""The pricing engine: a pure function of cart, programme and time, in whole fen.

No database, no clock, no network. Whoever calls brings the facts (``Cart``) and the rules (``compile_programme``),
and keeps the answer (``PricedCart``): an order is refunded from what is stored there, and never priced again.
"""

from .cart import Cart, CartLine, CouponFacts, Delivery, GiftChoice, PersonFacts, PointsPayment
from .coupon_trials import CouponTrial, try_coupons
from .engine import price
from .errors import InvalidCart, InvalidProgramme, NoSuchUnits
from .priced import (
    POINTS,
    Allocation,
    Explanation,
    Gift,
    Offer,
    Part,
    PaymentReward,
    PricedCart,
    PricedLine,
    UnitRun,
)
from .programme import Programme, compile_programme
from .refunds import UnitsRefund, refund_of
from .rules import RULES_VERSION, AnyRule, Rule, parse_rule, rule_json
from .tree import CHINESE_TREE, BranchNode, PointsNode, RulesNode

__all__ = [
    "CHINESE_TREE",
    "POINTS",
    "RULES_VERSION",
    "Allocation",
    "AnyRule",
    "BranchNode",
    "Cart",
    "CartLine",
    "CouponFacts",
    "CouponTrial",
    "Delivery",
    "Explanation",
    "Gift",
    "GiftChoice",
    "InvalidCart",
    "InvalidProgramme",
    "NoSuchUnits",
    "Offer",
    "Part",
    "PaymentReward",
    "PersonFacts",
    "PointsNode",
    "PointsPayment",
    "PricedCart",
    "PricedLine",
    "Programme",
    "Rule",
    "RulesNode",
    "UnitRun",
    "UnitsRefund",
    "compile_programme",
    "parse_rule",
    "price",
    "refund_of",
    "rule_json",
    "try_coupons",
]
