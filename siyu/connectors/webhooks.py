"""Endpoints: which events each wants, under which secret."""

import ipaddress
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx

from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import EventTypes

from .addresses import AddressRefused, check_address
from .errors import EventUnknown, WebhookNotFound, WebhookUrlInvalid, WebhookUrlPrivate
from .models import WebhookRow
from .signatures import new_secret

EVERYTHING = "*"


def add_webhook(
    session: Session, *, url: str, events: Sequence[str], description: str
) -> WebhookRow:
    """A new endpoint with a generated secret."""
    row = WebhookRow(
        url=url,
        events=sorted(set(events)),
        description=description,
        secret=new_secret(),
        created_at=now(),
    )
    session.add(row)
    session.flush()
    return row


def change_webhook(session: Session, webhook_id: int, changes: dict[str, Any]) -> WebhookRow:
    """Set any of url, events, description and active; switching it on forgets its failures.

    Raises:
        WebhookNotFound: there is none.

    """
    row = require_webhook(session, webhook_id, lock=True)
    for name in ("url", "description", "active"):
        if name in changes:
            setattr(row, name, changes[name])
    if "events" in changes:
        row.events = sorted(set(changes["events"]))
    if changes.get("active"):
        row.failing_since = row.disabled_at = None
        row.disabled_reason = ""
    session.flush()
    return row


def rotate_secret(session: Session, webhook_id: int, *, overlap_hours: int) -> WebhookRow:
    """A new secret; deliveries carry signatures by both until the overlap is over.

    Raises:
        WebhookNotFound: there is none.

    """
    row = require_webhook(session, webhook_id, lock=True)
    row.old_secret = row.secret if overlap_hours else None
    row.old_secret_until = now() + timedelta(hours=overlap_hours) if overlap_hours else None
    row.secret = new_secret()
    session.flush()
    return row


def require_webhook(session: Session, webhook_id: int, *, lock: bool = False) -> WebhookRow:
    """The webhook of this id.

    Raises:
        WebhookNotFound: there is none.

    """
    row = session.get(WebhookRow, webhook_id, with_for_update=lock or None)
    if row is None:
        raise WebhookNotFound(webhook_id)
    return row


def keys_of(row: WebhookRow) -> list[str]:
    """Secrets to sign with now, the current one first."""
    if row.old_secret and row.old_secret_until and row.old_secret_until > now():
        return [row.secret, row.old_secret]
    return [row.secret]


def wants(events: Sequence[str], name: str) -> bool:
    """Whether an endpoint with these patterns hears an event of this name."""
    module = name.partition(".")[0]
    return any(pattern in (EVERYTHING, name, f"{module}.*") for pattern in events)


def check_events(events: Sequence[str], types: EventTypes) -> None:
    """Refuse names that nobody publishes.

    Raises:
        EventUnknown: lists them.

    """
    names = types.names()
    known = {EVERYTHING, *names, *(f"{name.partition('.')[0]}.*" for name in names)}
    unknown = sorted(set(events) - known)
    if unknown:
        raise EventUnknown(unknown[:20])


def check_url(url: str, *, private_addresses: bool) -> None:
    """Refuse at once what could never be sent to; names are resolved only when it is sent.

    Raises:
        WebhookUrlInvalid: no http address, or one with a password in it.
        WebhookUrlPrivate: an address or a name that is never public.

    """
    if any(letter <= " " for letter in url):
        raise WebhookUrlInvalid
    try:
        parsed = httpx.URL(url)
        port_fits = parsed.port is None or 0 < parsed.port < 65536
    except (httpx.InvalidURL, ValueError):
        raise WebhookUrlInvalid from None
    if (
        parsed.scheme not in ("http", "https")
        or not parsed.host
        or parsed.userinfo
        or not port_fits
    ):
        raise WebhookUrlInvalid
    if not private_addresses and _is_private(parsed.host):
        raise WebhookUrlPrivate(parsed.host)


def _is_private(host: str) -> bool:
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return True
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    try:
        check_address(str(address))
    except AddressRefused:
        return True
    return False
