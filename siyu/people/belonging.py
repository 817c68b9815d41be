"""Which org nodes a person belongs to, and what the person is worth to each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, delete, select, update

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_missing, insert_once

from .bulk import select_in
from .changes import mark_changed
from .contracts import NodeValue
from .lookup import chunks
from .models import BelongingRow, NodeValueCauseRow
from .persons import component, living


class Join(NamedTuple):
    """A node is first seen at an org node."""

    node_id: int
    org_node_id: int
    since: datetime
    source: str


def join_nodes(session: Session, joins: Iterable[Join]) -> None:
    """Let nodes belong to org nodes; those that do already keep their day, or get an earlier one."""
    first: dict[tuple[int, int], Join] = {}
    for join in joins:
        key = (join.node_id, join.org_node_id)
        if key not in first or join.since < first[key].since:
            first[key] = join
    if not first:
        return
    known = _stored(session, {node for node, _ in first})
    fresh = [join for key, join in first.items() if key not in known]
    earlier = [join for key, join in first.items() if key in known and join.since < known[key]]
    rows: list[dict[str, Any]] = [
        {**join._asdict(), "orders": 0, "revenue_minor": 0} for join in fresh
    ]
    insert_missing(session, BelongingRow, rows, keys=["node_id", "org_node_id"])
    if earlier:
        session.connection().execute(
            update(_TABLE)
            .where(_TABLE.c.node_id == bindparam("n"), _TABLE.c.org_node_id == bindparam("o"))
            .values(since=bindparam("s")),
            [{"n": j.node_id, "o": j.org_node_id, "s": j.since} for j in earlier],
        )
    mark_changed(session, {join.node_id for join in (*fresh, *earlier)})


def belong(
    session: Session,
    person_id: int,
    *,
    org_node_id: int,
    source: str = "manual",
    since: datetime | None = None,
) -> None:
    """Let a person belong to an org node; a second time changes nothing."""
    join_nodes(session, [Join(person_id, org_node_id, since or now(), source)])


def leave(session: Session, person_id: int, *, org_node_id: int) -> bool:
    """End a belonging, with its values; False where there was none."""
    nodes = component(session, person_id)
    result: Any = session.execute(
        delete(BelongingRow).where(
            BelongingRow.node_id.in_(nodes), BelongingRow.org_node_id == org_node_id
        )
    )
    mark_changed(session, nodes if result.rowcount else [])
    return bool(result.rowcount)


def record_node_value(session: Session, values: Sequence[NodeValue], *, cause: str) -> bool:
    """Add orders and revenue to what persons are worth to org nodes; once per cause.

    Somebody who was erased meanwhile is left out.

    Returns:
        False when the cause was recorded before, and nothing changed.

    """
    cause_row = {"cause": cause, "recorded_at": now()}
    if not insert_once(session, NodeValueCauseRow, cause_row, keys=["cause"]):
        return False
    alive = living(session, {value.person_id for value in values})
    values = [value for value in values if value.person_id in alive]
    joins = [Join(v.person_id, v.org_node_id, v.at or now(), "order") for v in values]
    join_nodes(session, joins)
    summed: dict[tuple[int, int], dict[str, Any]] = {}
    for value in values:
        key = (value.person_id, value.org_node_id)
        row = summed.setdefault(
            key, {"n": key[0], "o": key[1], "count": 0, "sum": 0, "first": None, "last": None}
        )
        row["count"] += value.orders
        row["sum"] += value.revenue_minor
        if value.at is not None and value.orders > 0:
            row["first"] = min(filter(None, (row["first"], value.at)))
            row["last"] = max(filter(None, (row["last"], value.at)))
    if summed:
        session.connection().execute(_ADD, list(summed.values()))
    mark_changed(session, {value.person_id for value in values})
    return True


def belongings(session: Session, nodes: Iterable[int]) -> list[BelongingRow]:
    """Rows of these nodes."""
    return [
        row
        for part in chunks(nodes)
        for row in session.scalars(select(BelongingRow).where(BelongingRow.node_id.in_(part)))
    ]


def _stored(session: Session, nodes: Iterable[int]) -> dict[tuple[int, int], datetime]:
    found = select_in(session, BelongingRow, ("node_id", "org_node_id", "since"), "node_id", nodes)
    return {(node, org_node): since for node, org_node, since in found}


_TABLE: Any = BelongingRow.__table__
_FIRST, _LAST = _TABLE.c.first_order_at, _TABLE.c.last_order_at
_ADD = (
    update(_TABLE)
    .where(_TABLE.c.node_id == bindparam("n"), _TABLE.c.org_node_id == bindparam("o"))
    .values(
        orders=_TABLE.c.orders + bindparam("count"),
        revenue_minor=_TABLE.c.revenue_minor + bindparam("sum"),
        first_order_at=case(
            (bindparam("first", type_=_FIRST.type).is_(None), _FIRST),
            (
                _FIRST.is_(None) | (bindparam("first", type_=_FIRST.type) < _FIRST),
                bindparam("first", type_=_FIRST.type),
            ),
            else_=_FIRST,
        ),
        last_order_at=case(
            (bindparam("last", type_=_LAST.type).is_(None), _LAST),
            (
                _LAST.is_(None) | (bindparam("last", type_=_LAST.type) > _LAST),
                bindparam("last", type_=_LAST.type),
            ),
            else_=_LAST,
        ),
    )
)
