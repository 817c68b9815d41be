"""Segments to start from, in both languages."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Template:
    """A definition with words; ``blank`` names what is to be filled in first."""

    name: str
    title: dict[str, str]
    description: dict[str, str]
    definition: dict[str, Any]
    blank: tuple[str, ...] = ()


ORDER = "Order Completed"


def _all(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1, "where": {"kind": "all", "conditions": list(conditions)}}


def _one(condition: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1, "where": condition}


def _bought(op: str, value: float, **more: Any) -> dict[str, Any]:
    return {"kind": "did", "event": ORDER, "compare": {"op": op, "value": value}, **more}


def _quiet(days: int, event: str = ORDER) -> dict[str, Any]:
    return {"kind": "did_not", "event": event, "window": {"kind": "last", "amount": days}}


def _spent(op: str, value: float, **more: Any) -> dict[str, Any]:
    return _bought(op, value, measure={"of": "sum", "field": "revenue"}, **more)


TEMPLATES = (
    Template(
        "regulars_quiet",
        {"zh": "老客沉睡", "en": "Regulars gone quiet"},
        {
            "zh": "买过至少 4 次，最近 60 天没有下单",
            "en": "Bought at least 4 times, quiet for 60 days",
        },
        _all(_bought("at_least", 4), _quiet(60)),
    ),
    Template(
        "new_buyers",
        {"zh": "新客黄金 14 天", "en": "New buyers within 14 days"},
        {"zh": "首单在最近 14 天内", "en": "First order within the last 14 days"},
        _one({"kind": "first", "event": ORDER, "window": {"kind": "last", "amount": 14}}),
    ),
    Template(
        "registered_without_order",
        {"zh": "注册未购", "en": "Leads without an order"},
        {"zh": "已留下身份，还没有下过单", "en": "Known, and never ordered"},
        _all({"kind": "state", "state": "known"}, {"kind": "did_not", "event": ORDER}),
    ),
    Template(
        "high_value_quiet",
        {"zh": "高价值流失预警", "en": "High value going quiet"},
        {
            "zh": "一年消费满 2000 元，最近 45 天没有下单",
            "en": "Spent 2 000 within a year, no order for 45 days",
        },
        _all(_spent("at_least", 2000, window={"kind": "last", "amount": 365}), _quiet(45)),
    ),
    Template(
        "birthday_this_week",
        {"zh": "本周生日", "en": "Birthday this week"},
        {"zh": "生日在本周一至周日", "en": "Birthday between this Monday and Sunday"},
        _one(
            {
                "kind": "anniversary",
                "of": {"trait": "birthday"},
                "window": {"kind": "this", "unit": "week"},
            }
        ),
    ),
    Template(
        "first_order_a_year_ago",
        {"zh": "首单一周年", "en": "A year since the first order"},
        {"zh": "今天是首单一周年", "en": "The first order was a year ago today"},
        _one(
            {
                "kind": "anniversary",
                "of": {"event": ORDER},
                "window": {"kind": "this", "unit": "day"},
                "years": 1,
            }
        ),
    ),
    Template(
        "near_a_store",
        {"zh": "门店 3 公里内", "en": "Within 3 km of a store"},
        {
            "zh": "常驻地点在所选门店 3 公里内",
            "en": "Their place is within 3 km of the store you choose",
        },
        _one({"kind": "near", "node": "", "distance_meters": 3000}),
        ("where.node",),
    ),
    Template(
        "cart_abandoned",
        {"zh": "加购未付", "en": "Cart abandoned"},
        {
            "zh": "最近 3 天加入购物车，之后没有下单",
            "en": "Added to the cart within 3 days and did not order after it",
        },
        _one(
            {
                "kind": "sequence",
                "steps": [{"event": "Product Added"}, {"event": ORDER}],
                "window": {"kind": "last", "amount": 3},
                "reached_most": 1,
            }
        ),
    ),
    Template(
        "looked_not_bought",
        {"zh": "多次浏览未购", "en": "Looked often, did not buy"},
        {
            "zh": "最近 7 天浏览商品至少 5 次，没有下单",
            "en": "Viewed products 5 times in 7 days without ordering",
        },
        _all(
            {
                "kind": "did",
                "event": "Product Viewed",
                "window": {"kind": "last", "amount": 7},
                "compare": {"op": "at_least", "value": 5},
            },
            _quiet(7),
        ),
    ),
    Template(
        "bought_once",
        {"zh": "一次客待复购", "en": "One-time buyers"},
        {"zh": "只买过 1 次，首单在 30 到 90 天前", "en": "Bought exactly once, 30 to 90 days ago"},
        _all(
            _bought("equals", 1),
            {"kind": "first", "event": ORDER, "window": {"kind": "ago", "most": 90, "least": 30}},
        ),
    ),
    Template(
        "coupon_lovers",
        {"zh": "爱用券", "en": "Coupon lovers"},
        {"zh": "最近 180 天用券下单至少 3 次", "en": "3 orders with a coupon within 180 days"},
        _one(
            _bought(
                "at_least",
                3,
                where=[{"field": "coupon", "compare": {"op": "is_set"}}],
                window={"kind": "last", "amount": 180},
            )
        ),
    ),
    Template(
        "big_baskets",
        {"zh": "高客单", "en": "Big baskets"},
        {
            "zh": "一年内至少 2 单，平均客单价 300 元以上",
            "en": "2 orders within a year, 300 on average",
        },
        _all(
            _bought("at_least", 2, window={"kind": "last", "amount": 365}),
            _bought(
                "at_least",
                300,
                measure={"of": "average", "field": "revenue"},
                window={"kind": "last", "amount": 365},
            ),
        ),
    ),
    Template(
        "lost",
        {"zh": "流失客", "en": "Lost buyers"},
        {"zh": "买过，超过一年没有下单", "en": "Bought, and not for more than a year"},
        _all(_bought("at_least", 1), _quiet(365)),
    ),
    Template(
        "tenth_for_a_test",
        {"zh": "随机一成", "en": "A tenth, by chance"},
        {"zh": "随机抽取 10 % 的人，每次相同", "en": "10 % of everyone, always the same people"},
        _one({"kind": "sample", "percent": 10, "salt": "test"}),
    ),
)
