"""What an endpoint receives: one event as JSON, with the codes by which the API knows records."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from siyu.kernel.events import Event
from siyu.kernel.ids import code

BODY_BYTES_MAX = 256 << 10


def event_body(event: Event, *, outbox_id: int, occurred_at: datetime) -> str:
    """The body of a delivery; too much data is left out, and the body says so."""
    event_id = code("evt", outbox_id)
    data = _coded(msgspec.to_builtins(event), event.codes)
    body = _render(event.name, event_id, occurred_at, data)
    if len(body.encode()) <= BODY_BYTES_MAX:
        return body
    return _render(event.name, event_id, occurred_at, None, truncated=True)


def ping_body(*, number: int, occurred_at: datetime) -> str:
    """The body of a test."""
    return _render("connectors.ping", f"ping_{number}", occurred_at, {})


def _render(
    name: str, event_id: str, at: datetime, data: dict[str, Any] | None, **more: Any
) -> str:
    body = {"id": event_id, "event": name, "occurred_at": at, "data": data, **more}
    return msgspec.json.encode(body).decode()


def _coded(fields: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: _code(codes[name], value) if name in codes else value
        for name, value in fields.items()
    }


def _code(prefix: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_code(prefix, one) for one in value]
    return code(prefix, value) if isinstance(value, int) and value >= 0 else value
