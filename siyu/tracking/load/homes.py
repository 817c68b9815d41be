"""Whose event it is: remembered for most, evidence for people for the others, by the bulk."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from siyu.kernel.database import Session
from siyu.people import Evidence, Identifier, Resolver, ResolverKey

from .events import Event

_NO_TRAITS: Mapping[str, Any] = {}


def resolve_homes(session: Session, resolver: Resolver, events: Sequence[Event]) -> list[int]:
    """The node of each event; 0 where its identifiers name nobody."""
    # Traits are facts of their own, and may name somebody too.
    plain = [i for i, event in enumerate(events) if not event.traits]
    keys = [_key(events[i]) for i in plain]
    nodes: list[int | None] = [None] * len(events)
    found = resolver.recall(session, keys, [events[i].time for i in plain])
    for i, node in zip(plain, found, strict=True):
        nodes[i] = node
    asked = [i for i, node in enumerate(nodes) if node is None]
    if asked:
        evidences = [_evidence(events[i]) for i in asked]
        for i, node in zip(asked, resolver.resolve(session, evidences), strict=True):
            nodes[i] = node
    return [node or 0 for node in nodes]


def _key(event: Event) -> ResolverKey:
    return _identifiers(event), event.unite, event.origin.org or None


def _identifiers(event: Event) -> tuple[tuple[str, str], ...]:
    user_id, anonymous_id = event.user_id, event.anonymous_id
    found: tuple[tuple[str, str], ...]
    if user_id and anonymous_id:
        found = (("user_id", user_id), ("anonymous_id", anonymous_id))
    elif user_id:
        found = (("user_id", user_id),)
    elif anonymous_id:
        found = (("anonymous_id", anonymous_id),)
    else:
        found = ()
    if event.external:
        found += event.external
    # analytics-next sends alias('u2', 'u1') as userId=u1, previousId=u1: nothing to join.
    if event.previous_id and event.previous_id != user_id:
        found += (("previous_id", event.previous_id),)
    return found


def _evidence(event: Event) -> Evidence:
    """What the event says of whose it is."""
    origin = event.origin
    return Evidence(
        tuple(Identifier(*pair) for pair in _identifiers(event)),
        datetime.fromtimestamp(event.time / 1000, UTC),
        event.message_id,
        origin.source,
        event.unite,
        event.traits or _NO_TRAITS,
        origin.org or None,
    )
