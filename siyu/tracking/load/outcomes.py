"""What a batch leaves in the relational store: quarantined events, and what was seen."""

from collections.abc import Sequence
from typing import Any

from siyu.tracking.quarantine import quarantine_row
from siyu.tracking.seen import SAMPLES_PER_LOAD, Tally

from .causes import Causes
from .decisions import BLOCKED, REPEATED, Decisions
from .events import Event


def quarantine_rows(
    events: Sequence[Event], causes: Causes, decisions: Decisions
) -> list[dict[str, Any]]:
    """Rows of events that wait for a person: not those that came before, nor the blocked."""
    return [
        _row(events[drop.index], causes.of(drop.index), drop.reason, drop.facts)
        for drop in decisions.drops
        if drop.reason not in (REPEATED, BLOCKED)
    ]


def refused_row(event: Event, cause: str, said: str) -> dict[str, Any]:
    """Row of an event that the warehouse could not read."""
    return _row(event, cause, "warehouse_refused", {"reason": said})


def tally(events: Sequence[Event], decisions: Decisions) -> dict[str, Tally]:
    """Counts by event name, with a few samples of properties; repeats count once."""
    tallies: dict[str, Tally] = {}
    dropped = decisions.dropped
    for index, event in enumerate(events):
        reason = dropped.get(index)
        if not event.name or reason == REPEATED:
            continue
        found = tallies.get(event.name)
        if found is None:
            found = tallies[event.name] = Tally()
        found.note(event.origin.received_ms)
        if reason is None:
            if len(found.samples) < SAMPLES_PER_LOAD:
                found.samples.append(event.properties)
            if event.facts is not None:
                found.unfit += 1
        elif reason == BLOCKED:
            found.blocked += 1
        else:
            found.unfit += 1
    return tallies


def _row(event: Event, cause: str, reason: str, facts: dict[str, Any]) -> dict[str, Any]:
    return quarantine_row(
        cause=cause,
        origin=event.origin,
        raw=bytes(event.raw),
        reason=reason,
        facts=facts,
        type_=event.type,
        event=event.name,
        message_id=event.message_id,
    )
