"""Events as the loader writes them."""

import json
from datetime import date, timedelta
from typing import Any


def line(number: int, **fields: Any) -> dict[str, Any]:
    """One event, different for each number; ten people, two months, three names."""
    return {
        "event": ("Order Completed", "Product Viewed", "Page")[number % 3],
        "type": "track",
        "day": str(date(2026, 10, 1) + timedelta(days=number % 60)),
        "person": number % 10 + 1,
        "message_id": f"m{number}",
        "time": "2026-10-01T01:02:03.004Z",
        "properties_json": {"revenue": 1.15, "currency": "CNY"} if number % 3 == 0 else {},
        "context_json": {},
        **fields,
    }


def body(*lines: dict[str, Any]) -> bytes:
    return b"\n".join(json.dumps(each, ensure_ascii=False).encode() for each in lines)


def batch(number: int, size: int = 300) -> bytes:
    """The same bytes for the same number."""
    return body(*(line(number * size + offset) for offset in range(size)))
