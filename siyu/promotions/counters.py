"""Limits: how much of them is taken, held by one conditional statement each.

A counter row exists only where there is a limit, so what is unlimited has no row that all wait for.
Counters are taken in one order everywhere (persons first, then totals, by id), so nobody waits in a
circle, and the total that many want is held for the shortest time.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import func, select, text

from siyu import people
from siyu.kernel.database import Session, insert_once

from .errors import LimitReached
from .models import CounterRow

TOTAL = 0


class Counted(StrEnum):
    """What a counter counts."""

    kind_claims = "kind_claims"
    kind_uses = "kind_uses"
    promotion_uses = "promotion_uses"
    promotion_budget = "promotion_budget"
    """In fen."""


@dataclass(frozen=True, kw_only=True)
class Take:
    """So much of one limit.

    Args:
        person_id: 0 is the total.
        quantity: ≥ 0.
        most: the limit as it is now.

    """

    what: Counted
    subject_id: int
    quantity: int
    most: int
    person_id: int = TOTAL

    @property
    def place(self) -> tuple[bool, str, int, int]:
        """Where it stands in the order of locking."""
        return (self.person_id == TOTAL, self.what, self.subject_id, self.person_id)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """So much to give back of one counter."""

    what: Counted
    subject_id: int
    quantity: int
    person_id: int = TOTAL

    @property
    def place(self) -> tuple[bool, str, int, int]:
        """Where it stands in the order of locking."""
        return (self.person_id == TOTAL, self.what, self.subject_id, self.person_id)


def take(session: Session, takes: Iterable[Take]) -> None:
    """Take all, or raise; what was taken before the refusal is undone with the caller's savepoint.

    Raises:
        LimitReached: the first in order that is not left.

    """
    for each in sorted(takes, key=lambda one: one.place):
        if each.quantity > each.most or not _taken(session, each):
            raise LimitReached(
                limit=each.what,
                subject_id=each.subject_id,
                per_person=each.person_id != TOTAL,
                most=each.most,
            )


def take_for_each(
    session: Session, what: Counted, subject_id: int, mosts: Mapping[int, int]
) -> set[int]:
    """Take one for each person who has some left, in one statement; returns those persons.

    Args:
        mosts: person → their limit.

    """
    in_postgresql = session.get_bind().dialect.name == "postgresql"
    people_, limits = sorted(mosts), [mosts[person] for person in sorted(mosts)]
    values: dict[str, object] = {"what": what, "subject_id": subject_id}
    if in_postgresql:
        values |= {"people": people_, "limits": limits}
    else:
        values["rows"] = json.dumps(list(zip(people_, limits, strict=True)))
    statement = _TAKE_EACH_POSTGRESQL if in_postgresql else _TAKE_EACH_SQLITE
    return set(session.scalars(statement, values)) if mosts else set()


def take_up_to(session: Session, wanted: Take) -> int:
    """Take as much of a total as is left, ``quantity`` at most; returns how much."""
    key = {"what": wanted.what, "subject_id": wanted.subject_id, "person_id": wanted.person_id}
    insert_once(session, CounterRow, {**key, "taken": 0, "most": wanted.most}, keys=key)
    taken = session.scalar(select(CounterRow.taken).filter_by(**key).with_for_update()) or 0
    left = max(0, min(wanted.quantity, wanted.most - taken))
    if left:
        take(session, [replace(wanted, quantity=left)])
    return left


def give_back(session: Session, given: Iterable[Taken]) -> None:
    """Give back what was taken; where a limit was put aside meanwhile there is nothing to change."""
    rows = [
        {
            "what": each.what,
            "subject_id": each.subject_id,
            "person_id": each.person_id,
            "quantity": each.quantity,
        }
        for each in sorted(given, key=lambda one: one.place)
    ]
    if rows:
        session.connection().execute(_GIVE, rows)


def taken_by_kind(session: Session, what: Counted, subject_ids: Sequence[int]) -> dict[int, int]:
    """Subject → how much of its total is taken; those without a limit are left out."""
    rows = session.execute(
        select(CounterRow.subject_id, CounterRow.taken).where(
            CounterRow.what == what,
            CounterRow.subject_id.in_(subject_ids),
            CounterRow.person_id == TOTAL,
        )
    )
    return {row.subject_id: row.taken for row in rows}


def taken_by_person(
    session: Session, what: Counted, subject_ids: Sequence[int], person_ids: Sequence[int]
) -> dict[int, int]:
    """Subject → how much these nodes of one person have taken together."""
    if not subject_ids or not person_ids:
        return {}
    rows = session.execute(
        select(CounterRow.subject_id, func.sum(CounterRow.taken).label("taken"))
        .where(
            CounterRow.what == what,
            CounterRow.subject_id.in_(subject_ids),
            CounterRow.person_id.in_(person_ids),
        )
        .group_by(CounterRow.subject_id)
    )
    return {row.subject_id: int(row.taken) for row in rows}


def taken_elsewhere(
    session: Session, what: Counted, subject_id: int, person_ids: Sequence[int]
) -> dict[int, int]:
    """Person (canonical) → how much the other nodes that lead to them have taken."""
    others = {
        node: person
        for node, person in people.nodes_of(session, person_ids).items()
        if node != person
    }
    found: dict[int, int] = {}
    if others:
        rows = session.execute(
            select(CounterRow.person_id, CounterRow.taken).where(
                CounterRow.what == what,
                CounterRow.subject_id == subject_id,
                CounterRow.person_id.in_(others),
            )
        )
        for row in rows:
            person = others[row.person_id]
            found[person] = found.get(person, 0) + row.taken
    return found


def personal_limit(
    session: Session, what: Counted, subject_id: int, nodes: Sequence[int], most: int
) -> int:
    """What is left of a person's limit to the node that counts, after what the others took.

    A merged person is one person: what each node took before counts for all of them. A split leaves
    to each what it took itself.

    Args:
        nodes: of the person, the one that counts (the canonical one) first.

    """
    if len(nodes) < 2:
        return most
    elsewhere = taken_by_person(session, what, [subject_id], nodes[1:])
    return most - elsewhere.get(subject_id, 0)


def nodes_of(session: Session, person_id: int) -> list[int]:
    """The person's nodes, the canonical one first.

    Raises:
        PersonNotFound: no such person, or erased.

    """
    person = people.require_person(session, person_id)
    return [person.id, *(node for node in person.nodes if node != person.id)]


def _taken(session: Session, each: Take) -> bool:
    values: Mapping[str, object] = {
        "what": each.what,
        "subject_id": each.subject_id,
        "person_id": each.person_id,
        "quantity": each.quantity,
        "most": each.most,
    }
    return session.execute(_TAKE, values).first() is not None


_HEAD = "INSERT INTO promotions_counter (what, subject_id, person_id, taken, most)"
_TAIL = """ON CONFLICT (what, subject_id, person_id) DO UPDATE
    SET taken = promotions_counter.taken + excluded.taken, most = excluded.most
    WHERE promotions_counter.taken + excluded.taken <= excluded.most"""
_TAKE = text(
    f"{_HEAD} VALUES (:what, :subject_id, :person_id, :quantity, :most) {_TAIL} RETURNING 1"
)
_TAKE_EACH_POSTGRESQL = text(
    f"""{_HEAD} SELECT :what, :subject_id, person, 1, most
    FROM unnest(CAST(:people AS bigint[]), CAST(:limits AS bigint[])) AS wanted(person, most)
    WHERE most >= 1 ORDER BY person {_TAIL} RETURNING person_id"""
)
_TAKE_EACH_SQLITE = text(
    f"""{_HEAD} SELECT :what, :subject_id, json_extract(value, '$[0]'), 1, json_extract(value, '$[1]')
    FROM json_each(:rows) WHERE json_extract(value, '$[1]') >= 1 {_TAIL} RETURNING person_id"""
)
_GIVE = text(
    """UPDATE promotions_counter SET taken = taken - :quantity
    WHERE what = :what AND subject_id = :subject_id AND person_id = :person_id
    AND taken >= :quantity"""
)
