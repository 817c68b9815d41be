"""The context of an event: shared parts merged in, addresses from the socket, people taken out."""

from typing import Any

import msgspec

from siyu.tracking.inbox import Origin

from .items import NO_RAW, Unfit

CLIENT_KINDS = frozenset({"browser", "mobile", "mini_program", "sensors"})
EXTERNAL_IDS_MAX = 20
_SPECIAL = frozenset({"traits", "externalIds", "direct", "ip"})
_NOTHING = b"{}"
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])
_encode = msgspec.json.encode

External = tuple[tuple[str, str], ...]
Read = tuple[dict[str, Any] | None, External, bytes]


class Sent:
    """What all items of one request share."""

    __slots__ = ("address", "context", "from_client", "last", "origin", "sent_ms", "shared_only")

    def __init__(self, origin: Origin, context: msgspec.Raw, sent_ms: int | None) -> None:
        self.origin = origin
        self.sent_ms = sent_ms
        self.from_client = origin.kind in CLIENT_KINDS
        self.address = b'{"ip":' + _encode(origin.ip) + b","
        raw = bytes(context)
        self.context: dict[str, msgspec.Raw] | None = None
        if raw[:1] == b"{":
            try:
                self.context = _fields.decode(raw)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                self.context = None
        self.shared_only: Read | None = None
        self.last: tuple[msgspec.Raw, Read] | None = None


def read_context(raw: msgspec.Raw, sent: Sent) -> Read:
    """Traits and external ids that a context carries, and the context without them.

    Raises:
        Unfit: not an object.

    """
    # SDKs repeat themselves: most events of a request have the context of the one before.
    if sent.last is not None and sent.last[0] == raw:
        return sent.last[1]
    own = bytes(raw)
    if own == b"null":
        own = b""
    if own and own[:1] != b"{":
        raise Unfit("context_not_an_object")
    if not own and sent.context is not None:
        if sent.shared_only is None:
            sent.shared_only = _taken_apart(dict(sent.context), sent)
        return sent.shared_only
    read = _read(own or _NOTHING, sent)
    sent.last = raw, read
    return read


def _read(own: bytes, sent: Sent) -> Read:
    try:
        fields = _fields.decode(own)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Unfit("malformed_json") from None
    except RecursionError:
        raise Unfit("json_too_deep") from None
    if sent.context is not None:
        return _taken_apart(sent.context | fields, sent)
    if fields.keys().isdisjoint(_SPECIAL):
        if not sent.from_client:
            return None, (), own
        if "userAgent" in fields:
            return None, (), sent.address + own[1:]
    return _taken_apart(fields, sent)


def _taken_apart(fields: dict[str, msgspec.Raw], sent: Sent) -> Read:
    traits = _decode(fields.pop("traits", NO_RAW))
    external = _external_ids(_decode(fields.pop("externalIds", NO_RAW)))
    direct = bytes(fields.get("direct", NO_RAW)) == b"true"
    if sent.from_client or direct:
        # An address that a browser tells of itself is worth nothing.
        fields["ip"] = msgspec.Raw(_encode(sent.origin.ip))
        if "userAgent" not in fields and sent.origin.user_agent:
            fields["userAgent"] = msgspec.Raw(_encode(sent.origin.user_agent))
    return (traits if isinstance(traits, dict) else None), external, _encode(fields)


def _decode(raw: msgspec.Raw) -> Any:
    sent = bytes(raw)
    if not sent:
        return None
    try:
        return msgspec.json.decode(sent)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Unfit("malformed_json") from None
    except RecursionError:
        raise Unfit("json_too_deep") from None


def _external_ids(sent: Any) -> External:
    """``[{id, type, collection, encoding}]`` (Segment), of users only."""
    if not isinstance(sent, list):
        return ()
    found = []
    for entry in sent[:EXTERNAL_IDS_MAX]:
        if not isinstance(entry, dict) or entry.get("collection", "users") != "users":
            continue
        kind, value = entry.get("type"), entry.get("id")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not (isinstance(kind, str) and isinstance(value, str) and kind and value.strip()):
            continue
        if len(value) <= 500 and len(kind) <= 200 and "\x00" not in value + kind:
            found.append((kind, value.strip()))
    return tuple(found)
