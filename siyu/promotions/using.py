"""Using coupons: locked by an order, used when it is paid, returned when it is cancelled.

A coupon's row is what all wait for: it changes by a conditional UPDATE, and rows are locked in the order
of their ids. The cause of the order stands in the row while it has the coupon.
"""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import publish_many

from .contracts import Coupon, CouponState, LineKind, ReturnPolicy, Unusable
from .counters import Counted, Take, Taken, give_back, nodes_of, personal_limit, take
from .errors import CouponUnusable
from .events import CouponReturned, CouponUsed
from .kinds import kinds_of
from .ledger import SYSTEM, contracts, has_line, locked_rows, write_lines
from .models import CouponKindRow, CouponRow
from .validity import end_of_grace


def lock_coupons(
    session: Session,
    coupon_ids: Iterable[int],
    *,
    person_id: int,
    cause: str,
    at: datetime | None = None,
) -> list[Coupon]:
    """Keep coupons for an order that is not paid yet; a repeated cause changes nothing.

    Raises:
        CouponUnusable: names the first that cannot be used; none is locked then.
        LimitReached: the kind's uses are taken.
        PersonNotFound: no such person, or erased.

    """
    nodes = nodes_of(session, person_id)
    return _seize(session, coupon_ids, nodes, cause=cause, at=at or now(), to=CouponState.locked)


def use_coupons(
    session: Session,
    coupon_ids: Iterable[int],
    *,
    person_id: int | None,
    cause: str,
    actor: str = SYSTEM,
    node_id: int | None = None,
    at: datetime | None = None,
) -> list[Coupon]:
    """Use coupons of a person, held or locked by this cause; a repeated cause changes nothing.

    Args:
        person_id: None where nobody is known, for coupons that are nobody's.
        node_id: the store.

    Raises:
        CouponUnusable: names the first that cannot be used; none is used then.
        LimitReached: the kind's uses are taken.
        PersonNotFound: no such person, or erased.

    """
    nodes = nodes_of(session, person_id) if person_id is not None else []
    return _seize(
        session,
        coupon_ids,
        nodes,
        cause=cause,
        at=at or now(),
        to=CouponState.used,
        actor=actor,
        node_id=node_id,
    )


def return_coupons(
    session: Session,
    *,
    cause: str,
    coupon_ids: Sequence[int] | None = None,
    actor: str = SYSTEM,
    at: datetime | None = None,
) -> list[Coupon]:
    """Give back what this cause has: what is only locked always, what is used by its kind's policy.

    Args:
        coupon_ids: only these of them.

    Returns:
        Those that came back now; a second call gives back nothing.

    """
    moment = at or now()
    query = select(CouponRow.id).where(CouponRow.held_for == cause)
    if coupon_ids is not None:
        query = query.where(CouponRow.id.in_(coupon_ids))
    rows = [row for row in locked_rows(session, session.scalars(query)) if row.held_for == cause]
    kinds = kinds_of(session, {row.kind_id for row in rows})
    back = [row for row in rows if _comes_back(row, kinds[row.kind_id], moment)]
    give_back(session, _uses(back, kinds))
    released: list[CouponRow] = []
    returned: list[CouponRow] = []
    for row in back:
        (released if row.state == CouponState.locked else returned).append(row)
        row.valid_until = _lives_until(row, kinds[row.kind_id], moment)
        row.state, row.held_for = CouponState.held, None
        row.used_at = row.used_node_id = None
    session.flush()
    for kind, some in ((LineKind.released, released), (LineKind.returned, returned)):
        lines = [(row.id, row.person_id, cause) for row in some]
        write_lines(session, kind, lines, actor=actor, at=moment)
    publish_many(session, [returned_event(row, kinds[row.kind_id], cause) for row in returned])
    return contracts(session, back, kinds=kinds)


def returned_event(row: CouponRow, kind: CouponKindRow, cause: str) -> CouponReturned:
    """What is told of a coupon that came back."""
    return CouponReturned(
        person_id=row.person_id,
        coupon_id=row.id,
        kind_id=kind.id,
        coupon=kind.name,
        cause=cause,
        valid_until=row.valid_until,
    )


def give_uses_back(session: Session, rows: Sequence[CouponRow]) -> None:
    """Give back what using these coupons took of their kinds' limits."""
    give_back(session, _uses(rows, kinds_of(session, {row.kind_id for row in rows})))


def why_unusable(row: CouponRow, nodes: Sequence[int], at: datetime) -> Unusable | None:
    """What keeps a person from using a coupon at a time; None where nothing does.

    Args:
        nodes: of the person; empty for nobody.

    """
    if row.person_id not in nodes if nodes or row.person_id is not None else False:
        return Unusable.not_held
    if row.state != CouponState.held:
        return Unusable(row.state)
    if row.valid_until is not None and row.valid_until <= at:
        return Unusable.expired
    if row.valid_from > at:
        return Unusable.not_yet_valid
    return None


def _seize(
    session: Session,
    coupon_ids: Iterable[int],
    nodes: Sequence[int],
    *,
    cause: str,
    at: datetime,
    to: CouponState,
    actor: str = SYSTEM,
    node_id: int | None = None,
) -> list[Coupon]:
    asked = sorted(set(coupon_ids))
    rows = locked_rows(session, asked)
    if len(rows) < len(asked):
        missing = set(asked) - {row.id for row in rows}
        raise CouponUnusable(min(missing), Unusable.not_held)
    kind_of_line = LineKind.locked if to == CouponState.locked else LineKind.used
    seen = has_line(session, asked, kind_of_line, cause)
    fresh, locked = [], []
    for row in rows:
        if row.id in seen:
            if row.held_for != cause:
                raise CouponUnusable(row.id, Unusable.returned)
        elif row.held_for == cause and row.state == CouponState.locked:
            locked.append(row)
        elif row.held_for != cause or row.state == CouponState.held:
            reason = why_unusable(row, nodes, at)
            if reason is not None:
                raise CouponUnusable(row.id, reason)
            fresh.append(row)
    changed = fresh + (locked if to == CouponState.used else [])
    kinds = kinds_of(session, {row.kind_id for row in rows})
    if changed:
        takes = _takes(session, fresh, kinds, nodes)
        with session.begin_nested() if takes else nullcontext():
            _move(session, fresh, CouponState.held, cause=cause, to=to, at=at, node_id=node_id)
            if to == CouponState.used:
                _move(
                    session, locked, CouponState.locked, cause=cause, to=to, at=at, node_id=node_id
                )
            take(session, takes)
            lines = [(row.id, row.person_id, cause) for row in changed]
            write_lines(session, kind_of_line, lines, actor=actor, node_id=node_id, at=at)
        if to == CouponState.used:
            publish_many(
                session, [_used(row, kinds[row.kind_id], cause, node_id) for row in changed]
            )
    return contracts(session, rows, again=seen, kinds=kinds)


def _move(
    session: Session,
    rows: Sequence[CouponRow],
    from_: CouponState,
    *,
    cause: str,
    to: CouponState,
    at: datetime,
    node_id: int | None,
) -> None:
    if not rows:
        return
    used = to == CouponState.used
    still: list[ColumnElement[bool]] = [CouponRow.state == from_]
    if from_ == CouponState.locked:
        still.append(CouponRow.held_for == cause)
    moved: Any = session.execute(
        update(CouponRow)
        .where(CouponRow.id.in_([row.id for row in rows]), *still)
        .values(
            state=to,
            held_for=cause,
            used_at=at if used else None,
            used_node_id=node_id if used else None,
        )
        .execution_options(synchronize_session="evaluate")
    )
    if moved.rowcount < len(rows):
        raise CouponUnusable(rows[0].id, Unusable.used)


def _takes(
    session: Session,
    rows: Sequence[CouponRow],
    kinds: dict[int, CouponKindRow],
    nodes: Sequence[int],
) -> list[Take]:
    takes = []
    for kind_id, quantity in _per_kind(rows).items():
        kind = kinds[kind_id]
        if kind.uses_max is not None:
            takes.append(
                Take(
                    what=Counted.kind_uses,
                    subject_id=kind_id,
                    quantity=quantity,
                    most=kind.uses_max,
                )
            )
        if kind.uses_per_person_max is not None and nodes:
            most = personal_limit(
                session, Counted.kind_uses, kind_id, nodes, kind.uses_per_person_max
            )
            takes.append(
                Take(
                    what=Counted.kind_uses,
                    subject_id=kind_id,
                    person_id=nodes[0],
                    quantity=quantity,
                    most=most,
                )
            )
    return takes


def _uses(rows: Sequence[CouponRow], kinds: dict[int, CouponKindRow]) -> list[Taken]:
    totals = [
        Taken(what=Counted.kind_uses, subject_id=kind_id, quantity=quantity)
        for kind_id, quantity in _per_kind(rows).items()
        if kinds[kind_id].uses_max is not None
    ]
    personal = [
        Taken(what=Counted.kind_uses, subject_id=row.kind_id, person_id=row.person_id, quantity=1)
        for row in rows
        if kinds[row.kind_id].uses_per_person_max is not None and row.person_id is not None
    ]
    return totals + personal


def _per_kind(rows: Sequence[CouponRow]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        found[row.kind_id] = found.get(row.kind_id, 0) + 1
    return found


def _comes_back(row: CouponRow, kind: CouponKindRow, at: datetime) -> bool:
    if row.state == CouponState.locked:
        return True
    policy = ReturnPolicy(kind.return_policy)
    if policy is ReturnPolicy.if_valid:
        return row.valid_until is None or row.valid_until > at
    return policy is ReturnPolicy.always


def _lives_until(row: CouponRow, kind: CouponKindRow, at: datetime) -> datetime | None:
    ends = row.valid_until
    if ends is None or ends > at or not kind.return_grace_days:
        return ends
    return end_of_grace(at, kind.return_grace_days, kind.zone)


def _used(row: CouponRow, kind: CouponKindRow, cause: str, node_id: int | None) -> CouponUsed:
    return CouponUsed(
        person_id=row.person_id,
        coupon_id=row.id,
        kind_id=kind.id,
        coupon=kind.name,
        cause=cause,
        store_id=node_id,
    )
