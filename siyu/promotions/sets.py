"""Coupons of many people in one statement each: the database makes the rows, Python only names people."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, String, cast, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.selectable import NamedFromClause

from siyu.kernel.database import Session

from .contracts import LineKind
from .counters import Counted
from .models import ChangedPersonRow, CounterRow, CouponLineRow, CouponRow


def insert_for_each(
    session: Session, coupon: Mapping[str, Any], person_ids: Sequence[int]
) -> dict[int, int]:
    """Insert the same coupon for each of these people; coupon id → person, where there was none.

    Args:
        coupon: values of a row; the person is added to its cause.

    """
    if not person_ids:
        return {}
    some = _numbers(session, person_ids)
    person = some.c.number
    columns = CouponRow.__table__.c
    values: dict[str, Any] = {
        name: literal(value, columns[name].type) for name, value in coupon.items()
    }
    values |= {
        "person_id": person,
        "issued_to": person,
        "cause": literal(f"{coupon['cause']}#", String()) + cast(person, String()),
    }
    query = select(*values.values()).select_from(some).where(person > 0).order_by(person)
    statement = (
        _insert(session, CouponRow)
        .from_select(list(values), query)
        .on_conflict_do_nothing(index_elements=["cause"])
        .returning(CouponRow.id, CouponRow.person_id)
    )
    return {row.id: row.person_id for row in session.connection().execute(statement)}


def cause_for(cause: str, person_id: int) -> str:
    """Cause of one person's coupon of a hand-out."""
    return f"{cause}#{person_id}"


def write_claims(
    session: Session, coupon_ids: Sequence[int], *, actor: str, node_id: int | None, at: datetime
) -> None:
    """Write a line for each of these new coupons."""
    if not coupon_ids:
        return
    line = CouponLineRow.__table__.c
    values: dict[str, Any] = {
        "coupon_id": CouponRow.id,
        "kind": literal(LineKind.claimed, line.kind.type),
        "cause": CouponRow.cause,
        "person_id": CouponRow.person_id,
        "node_id": literal(node_id, line.node_id.type),
        "actor": literal(actor, line.actor.type),
        "at": literal(at, line.at.type),
    }
    some = _numbers(session, coupon_ids)
    query = select(*values.values()).where(CouponRow.id.in_(select(some.c.number)))
    statement = _insert(session, CouponLineRow).from_select(list(values), query)
    session.connection().execute(statement)


def mark_all_changed(session: Session, person_ids: Sequence[int], *, at: datetime) -> None:
    """Have what these people hold counted anew.

    Args:
        person_ids: ascending; nobody waits in a circle.

    """
    if not person_ids:
        return
    some = _numbers(session, person_ids)
    changed = ChangedPersonRow.__table__.c
    values: dict[str, Any] = {
        "person_id": some.c.number,
        "changed_at": literal(at, changed.changed_at.type),
    }
    query = (
        select(*values.values()).select_from(some).where(some.c.number > 0).order_by(some.c.number)
    )
    statement = _insert(session, ChangedPersonRow).from_select(list(values), query)
    statement = statement.on_conflict_do_update(
        index_elements=["person_id"], set_={"changed_at": statement.excluded.changed_at}
    )
    session.connection().execute(statement)


def give_back_each(
    session: Session, what: Counted, subject_id: int, person_ids: Sequence[int]
) -> None:
    """Give one back of each of these persons' counters, which this transaction has taken from."""
    if not person_ids:
        return
    counter = CounterRow.__table__
    some = _numbers(session, person_ids)
    statement = (
        update(counter)  # type: ignore[arg-type]
        .where(
            counter.c.what == what,
            counter.c.subject_id == subject_id,
            counter.c.person_id.in_(select(some.c.number)),
            counter.c.taken >= 1,
        )
        .values(taken=counter.c.taken - 1)
    )
    session.connection().execute(statement)


def _numbers(session: Session, numbers: Sequence[int]) -> NamedFromClause:
    """A table of one column, ``number``: one parameter, however many there are."""
    if session.get_bind().dialect.name == "postgresql":
        array = cast(list(numbers), ARRAY(BigInteger))
        return func.unnest(array).table_valued("number", name="some").render_derived()
    found = func.json_each(json.dumps(list(numbers))).table_valued("value").alias("listed")
    return select(found.c.value.label("number")).subquery("some")


def _insert(session: Session, table: type[Any]) -> Any:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
