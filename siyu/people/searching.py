"""Finding people: by any id, a part of the name, a phone number or its last digits, an e-mail."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from siyu.kernel.cipher import cipher
from siyu.kernel.database import Session
from siyu.kernel.ids import MalformedCode, number

from .contracts import Identifier, PersonKind, PersonState
from .identity_rules import load_rules
from .models import BelongingRow, IdentifierRow, PersonRow, PersonTagRow, SearchTokenRow
from .name_tokens import asked_tokens, token_index
from .normalising import normalise
from .persons import canonical

COUNTED_MAX = 100_000
TYPES_MAX = 200
CODE = "per"
_TAIL = re.compile(r"\d{4}")


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
    query = _matching(session, search)
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
    """Persons by when they were first or last seen, read along the index of all nodes.

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
    query = (
        _matching(session, search)
        .add_columns(time.label("time"), node.id.label("node"))
        .join(node, func.coalesce(node.merged_into, node.id) == PersonRow.id)
        .where(~speaks.exists())
    )
    if after is not None:
        query = query.where(here > after if ascending else here < after)
    sorted_by = (time, node.id) if ascending else (time.desc(), node.id.desc())
    return [
        Found(row[0], row.time, row.node)
        for row in session.execute(query.order_by(*sorted_by).limit(most))
    ]


def count_people(session: Session, search: Search) -> int | None:
    """How many match; None past ``COUNTED_MAX``, where counting is no longer cheap."""
    some = _matching(session, search).limit(COUNTED_MAX + 1).subquery()
    found = session.scalar(select(func.count()).select_from(some)) or 0
    return found if found <= COUNTED_MAX else None


def in_scope(session: Session, person_id: int, org_nodes: frozenset[int] | None) -> bool:
    """Whether a person belongs to one of these org nodes."""
    if org_nodes is None:
        return True
    query = _matching(session, Search(org_nodes=org_nodes)).where(PersonRow.id == person_id)
    return session.scalar(query) is not None


def persons_within(org_nodes: frozenset[int]) -> Any:
    """SELECT of persons who belong to one of these org nodes."""
    belong = select(BelongingRow.node_id).where(BelongingRow.org_node_id.in_(sorted(org_nodes)))
    return _persons_of(belong)


def _matching(session: Session, search: Search) -> Select[int]:
    query = select(PersonRow.id).where(PersonRow.merged_into.is_(None))
    if search.state is None:
        query = query.where(PersonRow.state != PersonState.erased.value)
    else:
        query = query.where(PersonRow.state == search.state.value)
    if search.kind is not None:
        query = query.where(PersonRow.kind == search.kind.value)
    if search.person_ids is not None:
        leads = canonical(session, search.person_ids)
        query = query.where(PersonRow.id.in_(sorted(set(leads.values()))))
    for tag_id in search.tag_ids:
        tagged = select(PersonTagRow.node_id).where(PersonTagRow.tag_id == tag_id)
        query = query.where(PersonRow.id.in_(_persons_of(tagged)))
    if search.org_nodes is not None:
        query = query.where(PersonRow.id.in_(persons_within(search.org_nodes)))
    text = search.query.strip()
    return query.where(or_(*_tests(session, text))) if text else query


def _tests(session: Session, text: str) -> list[ColumnElement[bool]]:
    """Ways in which a text may name somebody."""
    tests: list[ColumnElement[bool]] = [PersonRow.id.in_(_by_identifier(session, text))]
    tokens = [token_index(token) for token in sorted(asked_tokens(text))]
    if tokens:
        named = (
            select(SearchTokenRow.node_id)
            .where(SearchTokenRow.token.in_(tokens))
            .group_by(SearchTokenRow.node_id)
            .having(func.count() == len(set(tokens)))
        )
        tests.append(PersonRow.id.in_(_persons_of(named)))
    if _TAIL.fullmatch(text):
        tail = cipher().blind_index("phone tail", text)
        tests.append(
            PersonRow.id.in_(select(IdentifierRow.person_id).where(IdentifierRow.tail == tail))
        )
    try:
        person_id = number(CODE, text)
    except MalformedCode:
        pass
    else:
        if person_id < 1 << 32:
            tests.append(
                PersonRow.id.in_(_persons_of(select(PersonRow.id).where(PersonRow.id == person_id)))
            )
    return tests


def _by_identifier(session: Session, text: str) -> Any:
    """Persons one of whose identifiers is this text, whatever its type."""
    rules = load_rules(session)
    pairs = [
        and_(IdentifierRow.type == kind, IdentifierRow.blind == named.blind)
        for kind in known_types(session)
        if (named := normalise(Identifier(kind, text), rules)) is not None
    ]
    return select(IdentifierRow.person_id).where(
        or_(false(), *pairs), IdentifierRow.person_id.is_not(None)
    )


def known_types(session: Session) -> list[str]:
    """Types in use, by hops through the index: ``DISTINCT`` would read all of it."""
    first = select(func.min(IdentifierRow.type).label("type")).cte("types", recursive=True)
    hop = (
        select(func.min(IdentifierRow.type))
        .where(IdentifierRow.type > first.c.type)
        .scalar_subquery()
    )
    types = first.union_all(select(hop).where(first.c.type.is_not(None)))
    query = select(types.c.type).where(types.c.type.is_not(None)).limit(TYPES_MAX)
    return list(session.scalars(query))


def _persons_of(nodes: Any) -> Any:
    other = PersonRow.__table__.alias("node")
    return select(func.coalesce(other.c.merged_into, other.c.id)).where(other.c.id.in_(nodes))
