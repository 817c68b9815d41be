"""Finding people: by any id, a part of the name, a phone number or its last digits, an e-mail."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from siyu.kernel.cipher import cipher
from siyu.kernel.database import Session
from siyu.kernel.ids import MalformedCode, number

from .contracts import Identifier, PersonKind, PersonState
from .identity_rules import load_rules
from .models import BelongingRow, IdentifierRow, PersonRow, PersonTagRow, SearchTokenRow
from .name_tokens import asked_tokens, token_index
from .normalising import normalise

COUNTED_MAX = 100_000
TYPES_MAX = 200
CODE = "per"
_TAIL = re.compile(r"\d{4}")


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is asked for; empty asks for everybody.

    Args:
        org_nodes: only those who belong to one of these; None is everywhere.

    """

    query: str = ""
    state: PersonState | None = None
    kind: PersonKind | None = None
    tag_id: int | None = None
    org_nodes: frozenset[int] | None = None


def search_people(session: Session, search: Search, *, before: int | None, most: int) -> list[int]:
    """Ids of persons, the newest first.

    Args:
        before: id of the last one of the page before.

    """
    query = _matching(session, search)
    if before is not None:
        query = query.where(PersonRow.id < before)
    return list(session.scalars(query.order_by(PersonRow.id.desc()).limit(most)))


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
    if search.tag_id is not None:
        tagged = select(PersonTagRow.node_id).where(PersonTagRow.tag_id == search.tag_id)
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
