"""Finding people: by any id, a part of the name, a phone number or its last digits, an e-mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, literal_column, or_, select, tuple_
from sqlalchemy.orm import aliased

from siyu.kernel.database import Session

from .contracts import PersonKind, PersonState
from .lookup import chunks
from .models import PersonRow
from .narrowing import (
    FEW_MAX,
    Narrowing,
    by_ids,
    by_org_nodes,
    by_tag,
    by_text,
    counted,
    narrowed,
    persons_of,
)
from .persons import canonical

COUNTED_MAX = 100_000


class PersonOrder(StrEnum):
    """By what a list of people is sorted; a merged person counts by all of their nodes."""

    created = "created"
    last_seen = "last_seen"
    first_seen = "first_seen"


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is asked for; empty asks for everybody.

    Args:
        tag_ids: only those who carry all of these.
        org_nodes: only those who belong to one of these; None is everywhere.
        person_ids: only these; None is everybody.

    """

    query: str = ""
    state: PersonState | None = None
    kind: PersonKind | None = None
    tag_ids: tuple[int, ...] = ()
    org_nodes: frozenset[int] | None = None
    person_ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Found:
    """A person in a sorted list, and the place in it: the node that counts, and its time."""

    person_id: int
    time: datetime
    node_id: int


def search_people(session: Session, search: Search, *, before: int | None, most: int) -> list[int]:
    """Ids of persons, the newest first.

    Args:
        before: id of the last one of the page before.

    """
    query, _ = _matching(session, search)
    if before is not None:
        query = query.where(PersonRow.id < before)
    return list(session.scalars(query.order_by(PersonRow.id.desc()).limit(most)))


def search_by_time(
    session: Session,
    search: Search,
    order: PersonOrder,
    *,
    ascending: bool = False,
    after: tuple[datetime, int] | None = None,
    most: int,
) -> list[Found]:
    """Persons by when they were first or last seen.

    A few are looked up and sorted; else they are met along the index of all nodes.

    Args:
        after: time and node of the last one of the page before.

    """
    node, other = aliased(PersonRow, name="node"), aliased(PersonRow, name="other")
    last = order is PersonOrder.last_seen
    time, times = (
        (node.last_seen_at, other.last_seen_at)
        if last
        else (node.first_seen_at, other.first_seen_at)
    )
    # Of several nodes the latest (or earliest) speaks for the person.
    here, there = tuple_(time, node.id), tuple_(times, other.id)
    speaks = (
        select(other.id)
        .where(
            or_(other.id == PersonRow.id, other.merged_into == PersonRow.id),
            there > here if last else there < here,
        )
        .correlate(PersonRow, node)
    )
    query, few = _matching(session, search)
    is_theirs = (
        or_(node.id == PersonRow.id, node.merged_into == PersonRow.id)
        if few
        else func.coalesce(node.merged_into, node.id) == PersonRow.id
    )
    query = (
        query.add_columns(time.label("time"), node.id.label("node"))
        .join(node, is_theirs)
        .where(~speaks.exists())
    )
    if after is not None:
        query = query.where(here > after if ascending else here < after)
    sorts: tuple[Any, ...] = (time, node.id)
    if few:
        # A limit of its own keeps the sorting out of the looking up.
        found = query.limit(FEW_MAX).subquery()
        query, sorts = select(found), (found.c.time, found.c.node)
    query = query.order_by(*(sorts if ascending else (each.desc() for each in sorts)))
    return [Found(row.id, row.time, row.node) for row in session.execute(query.limit(most))]


def count_people(session: Session, search: Search) -> int | None:
    """How many match; None past ``COUNTED_MAX``, where counting is no longer cheap."""
    query, asked = _asked(session, search)
    found = counted(session, query, asked, most=COUNTED_MAX + 1)
    return found if found <= COUNTED_MAX else None


def in_scope(session: Session, person_id: int, org_nodes: frozenset[int] | None) -> bool:
    """Whether a person belongs to one of these org nodes."""
    if org_nodes is None:
        return True
    query = _listed(None, None).where(PersonRow.id == person_id, by_org_nodes(org_nodes).test)
    return session.scalar(query) is not None


def those_within(
    session: Session, person_ids: Iterable[int], org_nodes: frozenset[int] | None
) -> set[int]:
    """The persons behind these ids who belong to one of these org nodes; None is everywhere."""
    found: set[int] = set()
    for part in chunks(set(person_ids)):
        search = Search(person_ids=tuple(part), org_nodes=org_nodes)
        found.update(search_people(session, search, before=None, most=len(part)))
    return found


def persons_within(org_nodes: frozenset[int]) -> Any:
    """SELECT of persons who belong to one of these org nodes."""
    return persons_of(by_org_nodes(org_nodes).nodes)


def persons_matching(session: Session, text: str) -> Any:
    """SELECT of persons whom a name, a part of it, a phone number or any id finds."""
    query, _ = _matching(session, Search(query=text))
    return query


def _matching(session: Session, search: Search) -> tuple[Select[Any], bool]:
    """SELECT of persons, and whether it looks up a few instead of testing everybody."""
    return narrowed(session, *_asked(session, search))


def _asked(session: Session, search: Search) -> tuple[Select[Any], list[Narrowing]]:
    asked = [by_tag(tag_id) for tag_id in search.tag_ids]
    if search.org_nodes is not None:
        asked.append(by_org_nodes(search.org_nodes))
    if text := search.query.strip():
        asked.append(by_text(session, text))
    if search.person_ids is not None:
        asked.append(by_ids(canonical(session, search.person_ids).values()))
    return _listed(search.state, search.kind), asked


def _listed(state: PersonState | None, kind: PersonKind | None) -> Select[Any]:
    query = select(PersonRow.id).where(PersonRow.merged_into.is_(None))
    if state is None:
        query = query.where(PersonRow.state != PersonState.erased.value)
    else:
        query = query.where(PersonRow.state == state.value)
    if kind is not None:
        query = query.where(PersonRow.kind == kind.value)
        if kind is not PersonKind.person:
            # Says that the index of those who are no persons has them all.
            query = query.where(PersonRow.kind != literal_column("'person'"))
    return query
