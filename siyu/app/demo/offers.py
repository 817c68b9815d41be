"""What the brand does for its members: tiers and points, coupons, promotions, the points mall."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .api import Brand
from .shop import Shop

ZONE = ZoneInfo("Asia/Shanghai")
MEMBER_DAY = 3
"""Wednesday."""
ON_MEMBER_DAY = (("gold", "金卡", 1_000), ("silver", "银卡", 800), ("regular", "普卡", 600))


@dataclass(frozen=True)
class Offer:
    """A promotion of the brand.

    Args:
        starts, ends: days from today; None: no end.
        holdout_percent: of the people, who do without so that the rest can be compared.
        draft: not started.

    """

    name: str
    rule: dict[str, Any]
    starts: int = -30
    ends: int | None = None
    holdout_percent: float = 0
    draft: bool = False


def furnish_membership(brand: Brand, since: datetime) -> None:
    """Put the membership in force: who bought since then has earned by it."""
    found = brand.get("/loyalty/programme")
    programme = found["programme"] | {
        "earns_since": since.isoformat(),
        "social": [
            _social("share", "分享有礼", "Points for sharing", "Product Shared", 5, 3),
            _social("invite", "邀请有礼", "Points for inviting", "Invite Accepted", 50, 5),
        ],
    }
    brand.put("/loyalty/programme", {"version": found["version"], "programme": programme})


def furnish_coupons(brand: Brand, shop: Shop) -> dict[str, str]:
    """Kinds of coupons, active; returns their codes by name."""
    made = {}
    for name, body in _coupons(shop).items():
        made[name] = brand.post("/promotions/coupon-kinds", {"name": name} | body)["id"]
        brand.post(f"/promotions/coupon-kinds/{made[name]}/activate")
    batch = {"kind_id": made["满 100 减 10"], "name": "地铁海报", "size": 2_000}
    brand.post("/promotions/code-batches", batch)
    return made


def furnish_promotions(brand: Brand, shop: Shop, kinds: Mapping[str, str]) -> None:
    """Promotions: most of them run, some are still to come, one is a draft."""
    today = datetime.now(ZONE).date()
    for offer in _offers(shop, kinds):
        when = offer.rule.get("when", {}) | {"starts_at": _midnight(today, offer.starts)}
        if offer.ends is not None:
            when["ends_at"] = _midnight(today, offer.ends)
        body = {
            "name": offer.name,
            "rule": offer.rule | {"when": when},
            "holdout_percent": offer.holdout_percent,
        }
        code = brand.post("/promotions", body)["id"]
        if not offer.draft:
            brand.post(f"/promotions/{code}/start")


def furnish_occasions(brand: Brand, kinds: Mapping[str, str]) -> None:
    """Coupons that come by themselves: for birthdays some days ahead, and a year after joining."""
    for name, kind, coupon, days in (
        ("生日礼", "birthday", "8 元生日券", 3),
        ("入会周年礼", "joining_day", "满 100 减 10", 0),
    ):
        body = {"name": name, "kind": kind, "kind_id": kinds[coupon], "days_before": days}
        code = brand.post("/promotions/occasions", body)["id"]
        brand.post(f"/promotions/occasions/{code}/on")


def furnish_points_mall(brand: Brand, kinds: Mapping[str, str]) -> None:
    """What points buy."""
    for position, (name, points) in enumerate(
        (("免邮券", 200), ("茶小山盲盒兑换券", 1_200), ("满 100 减 10", 400))
    ):
        reward = {"name": "coupon", "options": {"kind": kinds[name]}}
        body = {"name": name, "points": points, "reward": reward, "position": position}
        brand.post("/loyalty/offers", body)


def _social(key: str, zh: str, en: str, event: str, points: int, most: int) -> dict[str, Any]:
    return {
        "key": key,
        "title": {"zh": zh, "en": en},
        "event": event,
        "points": points,
        "times_a_day_max": most,
    }


def _coupons(shop: Shop) -> dict[str, dict[str, Any]]:
    blind_box = {"include": [{"skus": [shop.skus["I002"]]}]}
    return {
        "满 100 减 10": {
            "effect": _off((10_000, 1_000)),
            "validity": {"days": 30},
            "limits": {"claims": 20_000, "claims_per_person": 2},
            "public": True,
        },
        "88 折券": {
            "effect": {
                "kind": "spend_rate",
                "tiers": [{"at_least_minor": 0, "pay_bp": 8_800}],
                "most_minor": 3_000,
            },
            "validity": {"days": 14},
            "description": "实付满 35 元后送，最多减 30 元",
        },
        "8 元生日券": {
            "effect": _off((0, 800)),
            "validity": {"days": 31},
            "limits": {"claims_per_person": 3},
            "description": "无门槛",
        },
        "免邮券": {
            "effect": {"kind": "free_shipping", "stack_group": "freight"},
            "validity": {"days": 30},
            "limits": {"claims": 5_000, "claims_per_person": 1},
            "public": True,
        },
        "茶小山盲盒兑换券": {
            "effect": {"kind": "exchange", "scope": blind_box},
            "validity": {"days": 60},
        },
        "20 元召回券": {
            "effect": _off((6_900, 2_000)),
            "validity": {"days": 7},
            "limits": {"claims": 3_000, "claims_per_person": 1},
        },
    }


def _offers(shop: Shop, kinds: Mapping[str, str]) -> list[Offer]:
    of = {name: {"include": [{"categories": [code]}]} for name, code in shop.categories.items()}
    member_days = [
        Offer(
            f"会员日 · {title}满 68 减 {off // 100}",
            _off((6_800, off)) | {"when": {"tiers": [tier], "hours": [{"weekdays": [MEMBER_DAY]}]}},
        )
        for tier, title, off in ON_MEMBER_DAY
    ]
    return [
        *member_days,
        Offer("满 200 减 20，满 399 减 50", _off((20_000, 2_000), (39_900, 5_000))),
        Offer(
            "零食满 5 件且满 100 减 15",
            {
                "kind": "spend_off",
                "tiers": [{"at_least_minor": 10_000, "at_least_units": 5, "off_minor": 1_500}],
                "scope": of["零食"],
                "priority": 10,
            },
        ),
        Offer(
            "IP 周边 2 件 79 折",
            {
                "kind": "units_rate",
                "tiers": [{"at_least_units": 2, "pay_bp": 7_900}],
                "scope": of["IP 周边"],
            },
            holdout_percent=20,
        ),
        Offer(
            "美妆第二件半价",
            {
                "kind": "nth_unit",
                "steps": [{"nth": 2, "cut": {"by": "rate", "pay_bp": 5_000}}],
                "scope": of["美妆"],
            },
            holdout_percent=20,
        ),
        Offer(
            "亲子 3 件任选 199",
            {"kind": "units_for_price", "units": 3, "price_minor": 19_900, "scope": of["亲子"]},
            ends=21,
        ),
        Offer(
            "满 99 加 1 元换面膜",
            {
                "kind": "add_on",
                "at_least_minor": 9_900,
                "items": [{"sku": shop.skus["B005"], "price_minor": 100}],
            },
        ),
        Offer(
            "满 299 送限定徽章",
            {
                "kind": "spend_gift",
                "tiers": [{"at_least_minor": 29_900, "gifts": [{"sku": shop.skus["I004"]}]}],
            },
        ),
        Offer(
            "冻干草莓脆限时 15.9",
            {"kind": "fixed_price", "prices": {shop.skus["S003"]: 1_590}},
            starts=-2,
            ends=5,
        ),
        Offer(
            "首单立减 5 元",
            {
                "kind": "line_discount",
                "cut": {"by": "amount", "off_minor": 500},
                "units_most": 1,
                "when": {"order_numbers": [1], "members_only": True},
            },
        ),
        Offer("满 99 包邮", {"kind": "free_shipping", "at_least_minor": 9_900}),
        Offer(
            "支付满 35 送 88 折券",
            {
                "kind": "pay_reward",
                "at_least_minor": 3_500,
                "rewards": [{"name": "coupon", "options": {"kind": kinds["88 折券"]}}],
            },
        ),
        Offer("双旦满 300 减 60", _off((30_000, 6_000)) | {"priority": 20}, starts=9, ends=16),
        Offer("会员体验周 家居 9 折", _home(of["家居"]), starts=20, ends=27, draft=True),
    ]


def _home(scope: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "line_discount", "cut": {"by": "rate", "pay_bp": 9_000}, "scope": scope}


def _off(*tiers: tuple[int, int]) -> dict[str, Any]:
    return {
        "kind": "spend_off",
        "tiers": [{"at_least_minor": least, "off_minor": off} for least, off in tiers],
    }


def _midnight(today: date, days: int) -> str:
    day = today + timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(UTC).isoformat()
