"""The people behind a figure as a segment definition, so that a figure can become a segment."""

from typing import Any

from .contracts import Stage

_ORDER = "Order Completed"
_SHARING = ("Product Shared", "Cart Shared", "Product Reviewed", "Invite Sent")


def definition_of(group: str, days: int, node: str | None = None) -> dict[str, Any] | None:
    """The same people in the segment language, moving with the days.

    Args:
        node: code of an org node to which they belong.

    Returns:
        None where the language cannot say it: activity of any kind has no one event.

    """
    where = _condition(group, {"kind": "last", "amount": days})
    if where is None:
        return None
    if node is not None:
        where = _all(where, {"kind": "belongs", "node": node})
    return {"version": 1, "where": where}


def _condition(group: str, window: dict[str, Any]) -> dict[str, Any] | None:
    did = {"kind": "did", "event": _ORDER, "window": window}
    first = {"kind": "first", "event": _ORDER, "window": window}
    match group:
        case Stage.acquire:
            within = {"op": "within", "window": window}
            return {"kind": "attribute", "name": "first_seen_at", "compare": within}
        case Stage.spread:
            return _any(*({**did, "event": event} for event in _SHARING))
        case Stage.convert:
            return first
        case Stage.keep:
            again = {**did, "compare": {"op": "at_least", "value": 2}}
            return _all(did, _any(again, {"kind": "not", "condition": first}))
    return None


def _all(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "all", "conditions": list(conditions)}


def _any(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "any", "conditions": list(conditions)}
