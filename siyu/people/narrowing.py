"""What narrows a list of people, in two forms: the nodes it names, and a test of one person.

No plan suits both a tag on fifty people and a tag on half of them, and a database that keeps no
statistics cannot tell which it is. So the few are looked up by what names them, and the many are
met soon enough by whoever walks the list in its order and tests each person.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from siyu.kernel.cipher import cipher
from siyu.kernel.database import Session
from siyu.kernel.ids import MalformedCode, number

from .contracts import Identifier
from .identity_rules import load_rules
from .models import BelongingRow, IdentifierRow, PersonRow, PersonTagRow, SearchTokenRow
from .name_tokens import asked_tokens, token_index
from .normalising import normalise

FEW_MAX = 30_000
TYPES_MAX = 200
CODE = "per"
_TAIL = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Narrowing:
    """One thing asked of a person.

    Args:
        nodes: SELECT of the nodes that it names; of a merged person any may be named.
        test: whether it names ``PersonRow``.

    """

    nodes: Any
    test: ColumnElement[bool]


def narrowed(
    session: Session, query: Select[Any], asked: Sequence[Narrowing]
) -> tuple[Select[Any], bool]:
    """The query over ``PersonRow`` with all of these asked, and whether it looks up a few."""
    fewest, size = _fewest(session, asked, FEW_MAX + 1)
    few = fewest if size <= FEW_MAX else None
    for one in asked:
        query = query.where(PersonRow.id.in_(persons_of(one.nodes)) if one is few else one.test)
    return query, few is not None


def counted(session: Session, query: Select[Any], asked: Sequence[Narrowing], *, most: int) -> int:
    """How many the query over ``PersonRow`` finds with all of these asked; ``most`` ends the count."""
    fewest, _ = _fewest(session, asked, most)
    if fewest is not None:
        # Read along the nodes that the fewest have, so that it ends early where they are many.
        named, node = fewest.nodes.subquery("named"), aliased(PersonRow, name="node")
        query = (
            query.join(node, func.coalesce(node.merged_into, node.id) == PersonRow.id)
            .join(named, named.c[0] == node.id)
            .where(*(one.test for one in asked if one is not fewest))
            .distinct()
        )
    some = query.limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def by_tag(tag_id: int) -> Narrowing:
    """Who carries a tag."""
    return _by_rows(PersonTagRow.node_id, PersonTagRow.tag_id == tag_id)


def by_org_nodes(org_nodes: frozenset[int]) -> Narrowing:
    """Who belongs to one of these org nodes."""
    wanted = sorted(org_nodes)
    return _by_rows(
        BelongingRow.node_id,
        BelongingRow.org_node_id.in_(wanted),
        # A sum has no index: a person belongs to few, and to look for each of hundreds is dear.
        test=(BelongingRow.org_node_id + 0).in_(wanted),
    )


def by_text(session: Session, text: str) -> Narrowing:
    """Whom a text may name: by any identifier, last digits of a phone number, code, or name."""
    named: list[Any] = [_by_identifier(session, text)]
    if _TAIL.fullmatch(text):
        tail = cipher().blind_index("phone tail", text)
        named.append(
            select(IdentifierRow.person_id).where(
                IdentifierRow.tail == tail, IdentifierRow.person_id.is_not(None)
            )
        )
    try:
        person_id = number(CODE, text)
    except MalformedCode:
        pass
    else:
        if person_id < 1 << 32:
            node = aliased(PersonRow)
            named.append(select(node.id).where(node.id == person_id))
    tests: list[ColumnElement[bool]] = [PersonRow.id.in_(persons_of(union_all(*named)))]
    tokens = {token_index(token) for token in asked_tokens(text)}
    if tokens:
        # Two pieces of a name count where one node has them both.
        whole = _by_rows(
            SearchTokenRow.node_id, SearchTokenRow.token.in_(sorted(tokens)), rows=len(tokens)
        )
        named.append(whole.nodes)
        tests.append(whole.test)
    return Narrowing(union_all(*named), or_(*tests))


def by_ids(person_ids: Iterable[int]) -> Narrowing:
    """These persons."""
    node, wanted = aliased(PersonRow), sorted(set(person_ids))
    return Narrowing(select(node.id).where(node.id.in_(wanted)), PersonRow.id.in_(wanted))


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


def persons_of(nodes: Any) -> Any:
    """SELECT of the persons that these nodes lead to."""
    other = PersonRow.__table__.alias("node")
    return select(func.coalesce(other.c.merged_into, other.c.id)).where(other.c.id.in_(nodes))


def _fewest(
    session: Session, asked: Sequence[Narrowing], most: int
) -> tuple[Narrowing | None, int]:
    """Which names the fewest nodes, and how many, as far as ``most``."""
    fewest, least = None, most
    for one in asked:
        some = one.nodes.limit(least).subquery()
        found = session.scalar(select(func.count()).select_from(some)) or 0
        if fewest is None or found < least:
            fewest, least = one, found
    return fewest, least


def _by_rows(
    column: InstrumentedAttribute[int],
    where: ColumnElement[bool],
    *,
    test: ColumnElement[bool] | None = None,
    rows: int = 1,
) -> Narrowing:
    """Nodes with rows like these in the table of ``column``.

    Args:
        test: the same condition for one node's rows, where it is better put in another way.
        rows: how many a node must have.

    """
    test = where if test is None else test
    absorbed = aliased(PersonRow)
    # IN and not a join: SQLite would begin with all rows of the tag, for each person anew.
    nodes_absorbed = select(absorbed.id).where(absorbed.merged_into == PersonRow.id)
    nodes = select(column).where(where)
    own = select(column).where(column == PersonRow.id, test)
    others = select(column).where(column.in_(nodes_absorbed.correlate(PersonRow)), test)
    if rows > 1:
        nodes, own, others = (
            query.group_by(column).having(func.count() == rows) for query in (nodes, own, others)
        )
    # Each by itself: an OR inside one would read the rows of everybody.
    tests = (query.correlate(PersonRow).exists() for query in (own, others))
    return Narrowing(nodes, or_(*tests))


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
