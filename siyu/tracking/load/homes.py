"""Whose event it is: evidence for people, by the bulk."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from siyu.kernel.database import Session
from siyu.people import Evidence, Identifier, Resolver

from .events import Event

_NO_TRAITS: Mapping[str, Any] = {}


def resolve_homes(session: Session, resolver: Resolver, events: Sequence[Event]) -> list[int]:
    """The node of each event; 0 where its identifiers name nobody."""
    return resolver.resolve(session, [evidence_of(event) for event in events])


def evidence_of(event: Event) -> Evidence:
    """What the event says of whose it is."""
    identifiers: tuple[Identifier, ...] = ()
    if event.user_id:
        identifiers = (_new(Identifier, ("user_id", event.user_id)),)
    if event.anonymous_id:
        identifiers += (_new(Identifier, ("anonymous_id", event.anonymous_id)),)
    if event.external:
        identifiers += tuple(Identifier(*pair) for pair in event.external)
    # analytics-next sends alias('u2', 'u1') as userId=u1, previousId=u1: nothing to join.
    if event.previous_id and event.previous_id != event.user_id:
        identifiers += (Identifier("previous_id", event.previous_id),)
    origin = event.origin
    return _new(
        Evidence,
        (
            identifiers,
            datetime.fromtimestamp(event.time / 1000, UTC),
            event.message_id,
            origin.source,
            event.unite,
            event.traits or _NO_TRAITS,
            origin.org or None,
        ),
    )


# Named tuples made the short way: their own constructor takes three times as long, per event.
_new = tuple.__new__
