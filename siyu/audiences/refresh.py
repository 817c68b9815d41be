"""The tick: only people of whom something is new, or whose windows have moved, are asked again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import func, select, text, update

from siyu import people
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import SiyuError
from siyu.warehouse import Warehouse

from . import members
from .changing import change_members, finish_changes
from .compiler import compile_ids
from .contracts import SegmentState
from .definition import parse_definition
from .failing import mark_failed, may_pass, tries_again
from .feed import Feed
from .lookups import Question, ask
from .models import SegmentRow, TouchRow
from .movement import compile_moved
from .news import News, read_news, with_all_nodes
from .planner import plan
from .present import present
from .reads import Reads, reads_of
from .scope import Scope
from .segments import in_order, request_computation
from .touches import settle, touch, touched, waiting
from .windows import Moment

MOVED_MAX = 500_000
PEOPLE_AT_ONCE = 50_000
ASKED_FOR = timedelta(seconds=30)
# Any number of our own: PostgreSQL's name for "one process refreshes segments".
_LOCK = 0x5349_5955_0003

log = structlog.get_logger(__name__)


@dataclass
class _Known:
    """A segment's question, kept for a while."""

    version: int
    question: Question
    reads: Reads
    asked_at: datetime


class Refresher:
    """What a process remembers between ticks."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.known: dict[int, _Known] = {}


def refresh(context: Context) -> bool:
    """Bring memberships up to date; True when there was something to do."""
    with _alone(context) as mine:
        if not mine:
            return False
        finish_changes(context)
        return _tick(context)


def _tick(context: Context) -> bool:
    warehouse, feed = context.get(Warehouse), context.get(Feed)
    with context.session(read_only=True) as session:
        moment = present(session, context)
        rows = in_order(session, session.scalars(select(SegmentRow)))
        ready = [row for row in rows if row.state == SegmentState.ready]
        touched_segments = waiting(session, [row.id for row in ready])
        mended = _settled_touches(session, warehouse) if None in touched_segments else {}
    if not mended:
        # Those that wait for the warehouse to follow a merge are no reason to hurry.
        touched_segments.discard(None)
    again = [row.id for row in rows if tries_again(row, moment.now)]
    _try_again(context, again)
    if not ready:
        _pass_on(context, mended, [row.id for row in rows])
        return bool(again)
    known = {row.id: known for row in ready if (known := _known(context, row, moment))}
    ready = [row for row in ready if row.id in known]
    loaded = feed.loaded()
    values = feed.values(warehouse, after=min(row.values_until for row in ready) if ready else 0)
    late = [row for row in ready if row.events_until < loaded or row.values_until < values]
    due = {row.id for row in ready if row.due_at is not None and row.due_at <= moment.now}
    if not late and not due and not touched_segments:
        return bool(again)
    news = _news(warehouse, late, known, loaded, values)
    unconcerned: list[int] = []
    for row in ready:
        nodes = set(mended.values())
        if row in late:
            reads = known[row.id].reads
            nodes |= news.concerning(
                reads.events, reads.keys,
                events_after=row.events_until, values_after=row.values_until,
            )  # fmt: skip
        # Those before it in order may have changed in this very tick, and touched it.
        own = _own_touches(context, row.id)
        if nodes or own or row.id in due:
            _refresh_one(context, row, known[row.id], nodes, own, news, moment, row.id in due)
        elif row in late:
            unconcerned.append(row.id)
    _move_places(context, unconcerned, news)
    _pass_on(context, mended, [row.id for row in rows if row.state == SegmentState.computing])
    return True


def _try_again(context: Context, segment_ids: list[int]) -> None:
    for segment_id in segment_ids:
        with context.session() as session:
            request_computation(session, session.get_one(SegmentRow, segment_id))


def _refresh_one(
    context: Context,
    row: SegmentRow,
    known: _Known,
    nodes: set[int],
    own: dict[int, int],
    news: News,
    moment: Moment,
    due: bool,
) -> None:
    warehouse = context.get(Warehouse)
    facts: dict[str, Any] = {
        "events_until": max(row.events_until, news.events_until),
        "values_until": max(row.values_until, news.values_until),
    }
    asked = nodes | set(own.values())
    if due:
        moved = _moved(warehouse, row, known, moment)
        if moved is None:
            with context.session() as session:
                request_computation(session, session.get_one(SegmentRow, row.id))
            return
        asked |= moved
        facts |= {"evaluated_at": moment.now, "due_at": known.reads.due_after(moment)}
    entered, left = _difference(warehouse, row.id, known.question, sorted(asked), moment)
    change_members(
        context, row.id, entered=entered, left=left, announced=True, facts=facts,
        looked_at=list(own),
    )  # fmt: skip


def _difference(
    warehouse: Warehouse, segment_id: int, question: Question, nodes: list[int], moment: Moment
) -> tuple[list[int], list[int]]:
    """Who of these people enters and who leaves."""
    entered: list[int] = []
    left: list[int] = []
    planned = plan(question.definition, question.facts, moment)
    merged = question.facts.merged
    for start in range(0, len(nodes), PEOPLE_AT_ONCE):
        some = nodes[start : start + PEOPLE_AT_ONCE]
        asked, every = with_all_nodes(warehouse, some, merged=merged)
        query = compile_ids(planned, moment, merged=merged, scope=Scope(people=asked, nodes=every))
        found = warehouse.columns(query.sql, query.params)["id"]
        inside = {int(person) for person in found} & set(asked)
        before = members.among(warehouse, "segment", segment_id, asked)
        entered += sorted(inside - before)
        left += sorted(before - inside)
    # Two nodes of one person may have come in different portions.
    return sorted(set(entered)), sorted(set(left))


def _moved(warehouse: Warehouse, row: SegmentRow, known: _Known, moment: Moment) -> set[int] | None:
    """Whose windows have moved since the segment was evaluated; None: too many to ask one by one."""
    assert row.evaluated_at
    before = Moment(row.evaluated_at, moment.zone)
    moved: set[int] = set()
    for leaf in known.reads.moving:
        facts = known.question.facts
        query = compile_moved(leaf, facts, before, moment, merged=facts.merged)
        if query is None:
            continue
        sql = f"SELECT id FROM ({query.sql}) LIMIT {{moved_max:UInt32}}"
        found = warehouse.columns(sql, {**query.params, "moved_max": MOVED_MAX + 1})["id"]
        moved |= {int(person) for person in found}
        if len(moved) > MOVED_MAX:
            return None
    return moved


def _known(context: Context, row: SegmentRow, moment: Moment) -> _Known | None:
    """The segment's question; None where its answers have to be computed anew."""
    remembered = context.get(Refresher).known
    known = remembered.get(row.id)
    fresh = known and known.version == row.definition_version
    if known and fresh and abs(moment.now - known.asked_at) < ASKED_FOR:
        return known
    definition = parse_definition(row.definition)
    nodes = None if row.node_id is None else [row.node_id]
    try:
        with context.session(read_only=True) as session:
            question = ask(session, context.get(Warehouse), definition, node_ids=nodes)
    except SiyuError as error:
        log.warning("audiences.cannot_ask", segment_id=row.id, error=error.code())
        # A warehouse that is busy for a moment says nothing about the segment: the next tick asks again.
        if not may_pass(error):
            with context.session() as session:
                mark_failed(session.get_one(SegmentRow, row.id), error)
        return None
    if question.fingerprint != row.looked_up:
        with context.session() as session:
            request_computation(session, session.get_one(SegmentRow, row.id))
        return None
    reads = reads_of(question.definition, question.facts)
    known = _Known(row.definition_version, question, reads, moment.now)
    remembered[row.id] = known
    return known


def _news(
    warehouse: Warehouse,
    late: list[SegmentRow],
    known: dict[int, _Known],
    loaded: int,
    values: int,
) -> News:
    if not late:
        return News(events_until=0, values_until=0)
    return read_news(
        warehouse,
        events={name for row in late for name in known[row.id].reads.events},
        keys={key for row in late for key in known[row.id].reads.keys},
        events_after=min(row.events_until for row in late),
        events_until=loaded,
        values_after=min(row.values_until for row in late),
        values_until=values,
    )


def _move_places(context: Context, segment_ids: list[int], news: News) -> None:
    if not segment_ids:
        return
    with context.session() as session:
        for column, place in (
            (SegmentRow.events_until, news.events_until),
            (SegmentRow.values_until, news.values_until),
        ):
            session.execute(
                update(SegmentRow)
                .where(SegmentRow.id.in_(segment_ids), column < place)
                .values({column: place})
            )


def _own_touches(context: Context, segment_id: int) -> dict[int, int]:
    with context.session(read_only=True) as session:
        return touched(session, segment_id=segment_id)


def _settled_touches(session: Session, warehouse: Warehouse) -> dict[int, int]:
    """Touches for all whose people the warehouse already follows as ``people`` does."""
    waiting_for = touched(session, segment_id=None)
    nodes = sorted(set(waiting_for.values()))
    leads = people.canonical(session, nodes)
    rows = warehouse.rows(
        "SELECT node, toUInt32(dictGetOrDefault('redirect', 'person', toUInt64(node), node)) AS person"
        " FROM (SELECT arrayJoin({nodes:Array(UInt32)}) AS node)",
        {"nodes": nodes},
    )
    follows = {row["node"]: row["person"] for row in rows}
    return {
        touch_id: node
        for touch_id, node in waiting_for.items()
        if leads.get(node, follows.get(node)) == follows.get(node)
    }


def _pass_on(context: Context, mended: dict[int, int], computing: list[int]) -> None:
    """Touches for all are done with, but for segments that are being computed meanwhile."""
    if not mended:
        return
    with context.session() as session:
        for segment_id in computing:
            touch(session, mended.values(), segment_id=segment_id)
        settle(session, list(mended))


@contextmanager
def _alone(context: Context) -> Iterator[bool]:
    """One refresh at a time, over all processes."""
    lock = context.get(Refresher).lock
    if not lock.acquire(blocking=False):
        yield False
        return
    try:
        if context.engine.dialect.name != "postgresql":
            yield True
            return
        with context.engine.connect() as connection:
            got = connection.scalar(text(f"SELECT pg_try_advisory_lock({_LOCK})"))
            try:
                yield bool(got)
            finally:
                if got:
                    connection.execute(text(f"SELECT pg_advisory_unlock({_LOCK})"))
                connection.rollback()
    finally:
        lock.release()


def touches_waiting(session: Session) -> int:
    """Touches nobody has looked at yet."""
    return session.scalar(select(func.count()).select_from(TouchRow)) or 0
