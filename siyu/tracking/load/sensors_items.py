"""Sensors Analytics events in Segment's words.

``track`` stays one; ``track_signup`` and ``track_id_bind`` are an identify that joins two ids;
``profile_*`` set traits. ``identities`` (IDM 3.0) become external ids.
"""

import hashlib
from typing import Any

import msgspec

_IDENTITIES = {
    "$identity_login_id": "user_id",
    "$identity_mobile": "phone",
    "$identity_email": "email",
    "$identity_mp_unionid": "unionid",
    "$identity_anonymous_id": "anonymous_id",
    "$identity_cookie_id": "anonymous_id",
    "$identity_android_id": "device_id",
    "$identity_ios_uuid": "device_id",
    "$identity_idfv": "device_id",
    "$identity_idfa": "device_id",
    "$identity_oaid": "device_id",
}
_PROFILE_TYPES = frozenset({"profile_set", "profile_set_once"})
_CONTEXT = {
    "$ip": "ip",
    "$user_agent": "userAgent",
}


def sensors_items(body: bytes) -> list[bytes]:
    """Items of a ``/sa`` body, each as JSON in Segment's form; what cannot be read stays as it is."""
    try:
        raws = msgspec.json.decode(body, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raws = [msgspec.Raw(body)]
    return [_item(bytes(raw)) for raw in raws]


def _item(raw: bytes) -> bytes:
    try:
        sent = msgspec.json.decode(raw, type=dict[str, Any])
        item = _translate(sent)
        # The Python SDK sends no id of its own: equal bytes are the same event sent again.
        digest = hashlib.blake2b(raw, digest_size=16).hexdigest()
        track_id = sent.get("_track_id")
        item["messageId"] = f"sa-{digest}" if track_id is None else f"sa-{track_id}-{digest[:16]}"
        return msgspec.json.encode(item)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, TypeError, ValueError):
        return raw


def _translate(sent: dict[str, Any]) -> dict[str, Any]:
    kind, properties = sent.get("type"), sent.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    item: dict[str, Any] = {
        "context": _context(sent, properties),
        "timestamp": sent.get("time"),
        "sentAt": sent.get("_flush_time"),
        **_ids(sent, properties),
    }
    if kind in _PROFILE_TYPES:
        return item | {"type": "identify", "traits": properties}
    if kind == "track_signup":
        joined = {"userId": sent.get("distinct_id"), "anonymousId": sent.get("original_id")}
        return item | joined | {"type": "identify"}
    if kind == "track_id_bind":
        return item | {"type": "identify"}
    event = sent.get("event")
    if isinstance(kind, str) and kind.startswith("profile_"):
        # Increments, appends, unsets: kept on the timeline; traits are facts, not operations.
        kind, event = "track", f"${kind}"
    if kind == "track_id_unbind":
        # Names the person, and must not bind again what it parts.
        return item | {"type": "track", "event": event or "$UnbindID", "unite": False}
    return item | {"type": kind, "event": event, "properties": properties}


def _ids(sent: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    identities = sent.get("identities")
    if isinstance(identities, dict) and identities:
        return {
            "userId": identities.get("$identity_login_id"),
            "anonymousId": identities.get("$identity_anonymous_id")
            or identities.get("$identity_cookie_id"),
        }
    found = {"userId": sent.get("login_id"), "anonymousId": sent.get("anonymous_id")}
    if not any(found.values()):
        is_login = properties.get("$is_login_id") is True
        found["userId" if is_login else "anonymousId"] = sent.get("distinct_id")
    return found


def _context(sent: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    context: dict[str, Any] = {
        ours: properties[s] for s, ours in _CONTEXT.items() if s in properties
    }
    lib = sent.get("lib")
    if isinstance(lib, dict):
        context["library"] = {"name": lib.get("$lib"), "version": lib.get("$lib_version")}
    identities = sent.get("identities")
    if isinstance(identities, dict):
        context["externalIds"] = [
            {"type": _IDENTITIES.get(name, name.removeprefix("$identity_").lower()), "id": value}
            for name, value in list(identities.items())[:50]
            if _IDENTITIES.get(name) != "user_id"
        ]
    page = {
        ours: properties[theirs]
        for theirs, ours in (
            ("$url", "url"),
            ("$url_path", "path"),
            ("$title", "title"),
            ("$referrer", "referrer"),
        )
        if theirs in properties
    }
    if page:
        context["page"] = page
    for theirs, part, name in (
        ("$os", "os", "name"),
        ("$os_version", "os", "version"),
        ("$model", "device", "model"),
        ("$manufacturer", "device", "manufacturer"),
        ("$app_version", "app", "version"),
        ("$app_name", "app", "name"),
    ):
        if theirs in properties:
            context.setdefault(part, {})[name] = properties[theirs]
    return context
