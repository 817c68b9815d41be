"""Events that could not be loaded: kept sealed with the reason, replayed or discarded by a person."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, func, select, update

from siyu.kernel.cipher import cipher
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_missing
from siyu.organization import find_write_key

from .contracts import EVENT_BYTES_MAX, QuarantineState
from .errors import CorrectionMalformed, QuarantinedEventNotFound, QuarantinedEventSettled
from .inbox import Inbox, Origin, pack_frame
from .models import QuarantinedRow
from .preview import mask_text, preview_of
from .sources import source_code

REPLAYED_AT_ONCE_MAX = 500

Sources = frozenset[str] | None
"""Codes of sources that somebody is limited to; None is all, and events of unknown ones."""


class Kept(msgspec.Struct, array_like=True):
    """What is sealed: where the event came from, and its bytes."""

    origin: Origin
    raw: bytes


def quarantine_row(
    *,
    cause: str,
    origin: Origin,
    raw: bytes,
    reason: str,
    facts: dict[str, Any],
    type_: str,
    event: str,
    message_id: str,
) -> dict[str, Any]:
    """Columns of an event that stays out; ``cause`` makes it happen once."""
    return {
        "cause": cause,
        "reason": reason[:60],
        "facts": {name: _told(fact) for name, fact in facts.items()},
        "source": origin.source[:30],
        "type": type_[:20],
        "event": event[:250],
        "message_id": message_id[:200].replace("\x00", ""),
        "preview": preview_of(raw),
        "sealed": _sealed(Kept(origin, raw)),
        "received_at": datetime.fromtimestamp(origin.received_ms / 1000, UTC),
        "state": QuarantineState.waiting,
        "settled_by": "",
    }


def _told(fact: Any) -> Any:
    if isinstance(fact, str):
        return mask_text(fact)
    return [_told(inner) for inner in fact] if isinstance(fact, list) else fact


def keep_quarantined(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows whose cause is not there yet."""
    insert_missing(session, QuarantinedRow, rows, keys=["cause"])


def require_quarantined(
    session: Session, quarantined_event_id: int, *, sources: Sources = None
) -> QuarantinedRow:
    """The row.

    Raises:
        QuarantinedEventNotFound: there is none, or none of these sources.

    """
    row = session.get(QuarantinedRow, quarantined_event_id)
    if row is None or (sources is not None and row.source not in sources):
        raise QuarantinedEventNotFound(quarantined_event_id)
    return row


def read_kept(row: QuarantinedRow) -> Kept:
    """The event as it came, in clear."""
    return msgspec.msgpack.decode(cipher().unseal_bytes(row.sealed), type=Kept)


def count_by_source(session: Session) -> dict[str, int]:
    """Events waiting, by code of their source; empty where the key is unknown."""
    rows = session.execute(
        select(QuarantinedRow.source, func.count())
        .where(QuarantinedRow.state == QuarantineState.waiting)
        .group_by(QuarantinedRow.source)
    )
    return {source: int(count) for source, count in rows}


def waiting(sources: Sources, reason: str | None = None) -> list[ColumnElement[bool]]:
    """Conditions on what waits: of these sources, for a reason where one is named."""
    conditions = [QuarantinedRow.state == QuarantineState.waiting, *of_sources(sources)]
    return conditions if reason is None else [*conditions, QuarantinedRow.reason == reason]


def of_sources(sources: Sources) -> list[ColumnElement[bool]]:
    return [] if sources is None else [QuarantinedRow.source.in_(sorted(sources))]


def count_by_reason(
    session: Session, *, sources: Sources = None
) -> list[tuple[str, int, datetime, datetime]]:
    """Reason, events waiting, oldest and newest arrival; most first."""
    count = func.count()
    rows = session.execute(
        select(
            QuarantinedRow.reason,
            count,
            func.min(QuarantinedRow.received_at),
            func.max(QuarantinedRow.received_at),
        )
        .where(*waiting(sources))
        .group_by(QuarantinedRow.reason)
        .order_by(count.desc(), QuarantinedRow.reason)
    )
    return [(reason, number, first, last) for reason, number, first, last in rows]


def replay(
    context: Context,
    session: Session,
    quarantined_event_id: int,
    *,
    actor: str,
    correction: str | None = None,
) -> None:
    """Send an event through the loader again, as received then; should it fail again, it comes back.

    Args:
        correction: JSON of the event as it should have been, in place of what was sent.

    Raises:
        CorrectionMalformed: no JSON object, or too large.
        QuarantinedEventNotFound: there is none.
        QuarantinedEventSettled: it has been replayed or discarded.
        InboxUnavailable: the inbox does not take it; it keeps waiting.

    """
    row = require_quarantined(session, quarantined_event_id)
    if row.state != QuarantineState.waiting:
        raise QuarantinedEventSettled(quarantined_event_id)
    if correction is not None:
        row.sealed = _sealed(_corrected(read_kept(row), correction))
    _settle(session, [row], QuarantineState.replayed, actor)
    _append(context, session, [row])


def replay_reason(
    context: Context, session: Session, reason: str, *, actor: str, sources: Sources = None
) -> int:
    """Replay the oldest waiting events of a reason, up to 500; returns how many."""
    rows = session.scalars(
        select(QuarantinedRow)
        .where(*waiting(sources, reason))
        .order_by(QuarantinedRow.id)
        .limit(REPLAYED_AT_ONCE_MAX)
    ).all()
    _settle(session, rows, QuarantineState.replayed, actor)
    _append(context, session, rows)
    return len(rows)


def discard(session: Session, quarantined_event_id: int, *, actor: str) -> None:
    """Give an event up; its content is wiped, its reason stays in the statistics.

    Raises:
        QuarantinedEventNotFound: there is none.
        QuarantinedEventSettled: it has been replayed or discarded.

    """
    row = require_quarantined(session, quarantined_event_id)
    if row.state != QuarantineState.waiting:
        raise QuarantinedEventSettled(quarantined_event_id)
    _settle(session, [row], QuarantineState.discarded, actor)
    row.sealed = b""


def discard_reason(session: Session, reason: str, *, actor: str, sources: Sources = None) -> int:
    """Give up every waiting event of a reason; returns how many."""
    done: Any = session.execute(
        update(QuarantinedRow)
        .where(*waiting(sources, reason))
        .values(
            state=QuarantineState.discarded, settled_at=now(), settled_by=actor[:100], sealed=b""
        )
    )
    return int(done.rowcount)


def _corrected(kept: Kept, correction: str) -> Kept:
    """One event, in Segment's dialect unless it still speaks another."""
    raw = correction.encode()
    if len(raw) > EVENT_BYTES_MAX:
        raise CorrectionMalformed(f"more than {EVENT_BYTES_MAX} bytes")
    try:
        decoded = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise CorrectionMalformed(str(error)[:200]) from None
    if not isinstance(decoded, dict):
        raise CorrectionMalformed("no object")
    dialect = kept.origin.dialect if "distinct_id" in decoded else "segment"
    return Kept(msgspec.structs.replace(kept.origin, dialect=dialect), raw)


def _sealed(kept: Kept) -> bytes:
    return cipher().seal_bytes(msgspec.msgpack.encode(kept))


def _settle(
    session: Session, rows: Sequence[QuarantinedRow], state: QuarantineState, actor: str
) -> None:
    for row in rows:
        row.state, row.settled_at, row.settled_by = state, now(), actor[:100]
    session.flush()


def _append(context: Context, session: Session, rows: Sequence[QuarantinedRow]) -> None:
    """Under a key each: should the caller's transaction fail now, the next try appends nothing new."""
    inbox = context.get(Inbox)
    for row in rows:
        kept = read_kept(row)
        frame = pack_frame(_origin_now(session, kept.origin, row), kept.raw)
        inbox.append([frame], 1, key=f"replay:{row.id}")


def _origin_now(session: Session, origin: Origin, row: QuarantinedRow) -> Origin:
    """The origin with what may have been mended since: an unknown key may be known by now."""
    changed = msgspec.structs.replace(
        origin, refused="", replayed=row.message_id[:100] if len(row.message_id) <= 100 else ""
    )
    if not origin.source_id and origin.write_key:
        known = find_write_key(session, origin.write_key)
        if known is not None and known.active:
            return msgspec.structs.replace(
                changed,
                source=source_code(known.source_id),
                source_id=known.source_id,
                kind=str(known.kind),
                org=known.node_id or 0,
                strict=known.strict,
                write_key="",
            )
    if not origin.source_id and origin.refused:
        return msgspec.structs.replace(changed, refused=origin.refused)
    return changed
