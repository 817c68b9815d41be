"""What tracking does when others' facts arrive: they come back on the person's timeline."""

from typing import Any

import msgspec
from sqlalchemy import event as sql_event

from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.events import Event, occurrence

from .record import record_many

_WAITING = "tracking.timeline"


def put_on_timeline(session: Session, event: Event, context: Context) -> None:
    """Every event with a title happened to somebody, or to nobody.

    A batch of deliveries is appended as one, just before its cursor moves: should the inbox not take
    it, the cursor stays; should the cursor not move, the message ids make the second time harmless.
    """
    if not event.title:
        return
    payload: dict[str, Any] = msgspec.to_builtins(event)
    person = payload.pop(event.person_field, None)
    for field in payload.keys() & event.codes.keys():
        payload[field] = _as_code(event.codes[field], payload[field])
    told = occurrence()
    if _WAITING not in session.info:
        session.info[_WAITING] = []
        sql_event.listen(session, "before_commit", lambda s: _append_waiting(s, context), once=True)
    session.info[_WAITING].append(
        (
            event.title,
            person if isinstance(person, int) else 0,
            payload,
            f"outbox:{told.outbox_id}",
            told.published_at,
        )
    )


def _append_waiting(session: Session, context: Context) -> None:
    record_many(context, session.info.pop(_WAITING))


def _as_code(prefix: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_as_code(prefix, inner) for inner in value]
    return ids.code(prefix, value) if isinstance(value, int) else value
