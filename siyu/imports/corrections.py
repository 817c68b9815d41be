"""What an item says against what was sent about the same thing before.

An order that came before with other lines is corrected by an "Order Adjusted" of the difference, at
the order's own time, so that every sum over the events is that of the newest file. An order that has
gone to another customer is left as it was and reported: an event cannot be taken from a person.
Restated ad spend is corrected by the difference too. A profile is simply sent again.
"""

import zlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

from siyu.imports.cells import digest, encode
from siyu.imports.contracts import Kind
from siyu.imports.models import SentItemRow
from siyu.imports.orders import ADJUSTED
from siyu.imports.spool import Item
from siyu.imports.values import plain


class Verdict(StrEnum):
    """How an item stands to what was sent before."""

    new = "new"
    same = "same"
    changed = "changed"
    conflicting = "conflicting"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What to do with an item.

    Args:
        event: to append, as JSON with its message id; empty: none.
        remember: whether this is now what was last said of it.

    """

    verdict: Verdict
    event: bytes = b""
    remember: bool = False
    version: int = 1


def decide(item: Item, before: SentItemRow | None, *, kind: Kind, correct: bool) -> Decision:
    """Judge one item.

    Args:
        correct: correct changed orders, or leave them.

    """
    if before is None:
        return Decision(
            verdict=Verdict.new,
            event=_with_id(item.event, digest(item.key, item.content)),
            remember=True,
        )
    if before.content.hex() == item.content:
        return Decision(verdict=Verdict.same)
    version = before.version + 1
    message_id = digest(item.key, item.content, before.content.hex(), version)
    if kind is Kind.people:
        event = _with_id(item.event, message_id)
        return Decision(verdict=Verdict.changed, event=event, remember=True, version=version)
    then, now = unpack(before.memory), msgspec.json.decode(item.memory)
    if then.get("who") != now.get("who"):
        return Decision(verdict=Verdict.conflicting)
    if not correct:
        return Decision(verdict=Verdict.changed)
    difference = _spend_difference if kind is Kind.ad_spend else _order_difference
    changed = difference(msgspec.json.decode(item.event), then, now)
    event = b"" if changed is None else _with_id(msgspec.Raw(encode(changed)), message_id)
    return Decision(verdict=Verdict.changed, event=event, remember=True, version=version)


def pack(memory: msgspec.Raw) -> bytes | None:
    """Memory as it is kept; None where there is none."""
    raw = bytes(memory)
    return None if raw == b"null" else zlib.compress(raw, 6)


def unpack(packed: bytes | None) -> dict[str, Any]:
    if packed is None:
        return {}
    found: dict[str, Any] = msgspec.json.decode(zlib.decompress(packed))
    return found


def _with_id(event: msgspec.Raw, message_id: str) -> bytes:
    raw = bytes(event)
    if raw == b"null":
        return b""
    return b'{"messageId":"imp-' + message_id.encode() + b'",' + raw[1:]


def _order_difference(
    event: dict[str, Any], then: dict[str, Any], now: dict[str, Any]
) -> dict[str, Any] | None:
    quantities: dict[tuple[str, ...], Decimal] = {}
    for lines, sign in ((then["lines"], -1), (now["lines"], 1)):
        for *what, quantity in lines:
            key = tuple(what)
            quantities[key] = quantities.get(key, Decimal(0)) + sign * Decimal(quantity)
    revenue = Decimal(now["revenue"]) - Decimal(then["revenue"])
    known = {_line_key(product): product for product in event["properties"]["products"]}
    products = []
    for key, quantity in quantities.items():
        if quantity:
            product_id, sku, price = key
            named = {"product_id": product_id, "sku": sku}
            product = known.get(key, {name: value for name, value in named.items() if value})
            products.append({**product, "price": price, "quantity": plain(quantity)})
    if not products and not revenue:
        return None
    properties = {
        **event["properties"],
        "revenue": plain(revenue),
        "products": products,
        "reason": "corrected",
    }
    return {**event, "event": ADJUSTED, "properties": properties}


def _line_key(product: dict[str, Any]) -> tuple[str, ...]:
    return product.get("product_id", ""), product.get("sku", ""), product["price"]


def _spend_difference(
    event: dict[str, Any], then: dict[str, Any], now: dict[str, Any]
) -> dict[str, Any] | None:
    value = plain(Decimal(now["value"]) - Decimal(then["value"]))
    counts = {name: now[name] - then[name] for name in ("impressions", "clicks")}
    if not Decimal(value) and not any(counts.values()):
        return None
    properties = {**event["properties"], **counts, "value": value, "cost": value}
    return {**event, "properties": {**properties, "reason": "corrected"}}
