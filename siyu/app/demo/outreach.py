"""The brand's first segments and a campaign, so that every page has something to show."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any

from .api import Brand
from .brand import SEED
from .lives import Customer, come_back

SEGMENTS_SECONDS_MAX = 120
CAMPAIGN_SECONDS_MAX = 120
_READY = (
    "regulars_quiet",
    "new_buyers",
    "high_value_quiet",
    "cart_abandoned",
    "birthday_this_week",
)

_HANDED_OUT = (
    ("regulars_quiet", "20 元召回券"),
    ("high_value_quiet", "88 折券"),
    ("birthday_this_week", "8 元生日券"),
)

# How many of each arm order again within minutes; what a week would bring, told in one.
RETURN_SHARES = {"A": 0.09, "B": 0.13}
BY_CHANCE = 0.05


def make_outreach(brand: Brand, customers: Sequence[Customer]) -> dict[str, str]:
    """Segments from the library, two templates, and a campaign that brings quiet regulars back.

    Returns codes of the segments by name of their template.
    """
    segments = _segments(brand)
    account = brand.post(
        "/channel-accounts",
        {
            "kind": "sandbox",
            "name": "演示手机",
            "options": {
                "open_rate": 0.46,
                "click_rate": 0.22,
                "unsubscribe_rate": 0.01,
                "bounce_rate": 0.02,
                "read_seconds_max": 20,
            },
        },
    )
    first, second = (
        brand.post("/templates", {"kind": "sandbox", "language": "zh-CN"} | template)["id"]
        for template in (
            {
                "name": "老客召回 · 想念",
                "text": '{{ person.name | default("主人") }}，好久不见，茶小山想你了，来看看新品：{{ link }}',
                "link": "https://shop.example.com/new",
            },
            {
                "name": "老客召回 · 优惠",
                "text": '{{ person.name | default("主人") }}，给你留了一张 20 元券，三天内有效：{{ link }}',
                "link": "https://shop.example.com/coupon",
            },
        )
    )
    campaign = brand.post(
        "/campaigns",
        {
            "name": "老客召回",
            "segment_id": segments["regulars_quiet"],
            "account_id": account["id"],
            "variants": [
                {"name": "A", "template_id": first, "weight": 1},
                {"name": "B", "template_id": second, "weight": 1},
            ],
            "holdout_percent": 10,
            "quiet": None,
            "goal": {"event": "Order Completed", "days": 7},
        },
    )
    brand.post(f"/campaigns/{campaign['id']}/start")
    _wait(
        lambda: brand.get(f"/campaigns/{campaign['id']}")["state"] == "done",
        CAMPAIGN_SECONDS_MAX,
    )
    returned = (customers[number] for number in _returned(brand, campaign["id"]))
    brand.send([call for customer in returned for call in come_back(customer, datetime.now(UTC))])
    return segments


def hand_out_coupons(brand: Brand, segments: Mapping[str, str], kinds: Mapping[str, str]) -> None:
    """Coupons for those whom the brand wants back, and for those whom it celebrates."""
    for segment, kind in _HANDED_OUT:
        body = {"segment_id": segments[segment]}
        brand.post(f"/promotions/coupon-kinds/{kinds[kind]}/hand-outs", body)


def _returned(brand: Brand, campaign: str) -> Iterator[int]:
    """Numbers of the customers whom the campaign, or chance, brings back."""
    random = Random(SEED)  # noqa: S311  (a story, not a secret)
    for delivery in brand.all(f"/campaigns/{campaign}/deliveries"):
        # A message that never arrived brings nobody more than silence does.
        arm = delivery["variant"] if delivery["bounced_at"] is None else ""
        if random.random() < RETURN_SHARES.get(arm, BY_CHANCE):
            person = brand.get(f"/people/{delivery['person_id']}")
            for identifier in person["identifiers"]:
                if identifier["kind"] == "anonymous_id":
                    yield int(identifier["value_masked"].rpartition("-")[2])
                    break


def _segments(brand: Brand) -> dict[str, str]:
    library = {template["name"]: template for template in brand.get("/segments/templates")["items"]}
    made: dict[str, str] = {}
    for name in _READY:
        template: dict[str, Any] = library[name]
        body = {
            "name": template["title"]["zh"],
            "description": template["description"]["zh"],
            "definition": template["definition"],
        }
        made[name] = brand.post("/segments", body)["id"]
    _wait(
        lambda: all(brand.get(f"/segments/{code}")["size"] is not None for code in made.values()),
        SEGMENTS_SECONDS_MAX,
    )
    return made


def _wait(condition: Any, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.3)
