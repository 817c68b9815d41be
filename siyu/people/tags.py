"""Tags on people: in groups, from hand, rule or file, perhaps for a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_missing, upsert
from siyu.kernel.events import publish_many

from .bulk import select_in
from .changes import mark_changed
from .contracts import TagSource
from .errors import TagNotFound
from .events import TagAdded, TagRemoved
from .lookup import chunks
from .models import PersonTagRow, TagGroupRow, TagRow
from .persons import canonical, component, living, nodes_of

GROUP = "默认"
"""Where tags go whose group nobody named."""


def ensure_tag(session: Session, *, group: str, name: str) -> int:
    """Id of the tag, made where it is missing."""
    moment = now()
    insert_missing(session, TagGroupRow, [{"name": group, "created_at": moment}], keys=["name"])
    group_id = session.scalars(select(TagGroupRow.id).where(TagGroupRow.name == group)).one()
    row = {"group_id": group_id, "name": name, "created_at": moment}
    insert_missing(session, TagRow, [row], keys=["group_id", "name"])
    query = select(TagRow.id).where(TagRow.group_id == group_id, TagRow.name == name)
    return session.scalars(query).one()


def tag(
    session: Session,
    person_id: int,
    *,
    tag_id: int,
    source: TagSource,
    expires_at: datetime | None = None,
    actor: str = "",
) -> bool:
    """Put a tag on a person; False where it was there, and then only its expiry may change.

    Raises:
        TagNotFound: no such tag.

    """
    added = tag_many(
        session, [person_id], tag_id, source=source, expires_at=expires_at, actor=actor
    )
    return added == 1


def tag_many(
    session: Session,
    person_ids: Iterable[int],
    tag_id: int,
    *,
    source: TagSource,
    expires_at: datetime | None = None,
    actor: str = "",
) -> int:
    """Put a tag on many; returns on how many it was not before.

    Raises:
        TagNotFound: no such tag.

    """
    if session.get(TagRow, tag_id) is None:
        raise TagNotFound(tag_id)
    leads = living(session, person_ids)
    had = _holders(session, tag_id, set(leads.values()))
    moment = now()
    rows = [
        {
            "node_id": had.get(person, person),
            "tag_id": tag_id,
            "source": TagSource(source).value,
            "tagged_at": moment,
            "tagged_by": actor,
            "expires_at": expires_at,
        }
        for person in sorted(set(leads.values()))
    ]
    upsert(session, PersonTagRow, rows, keys=["node_id", "tag_id"])
    fresh = [person for person in sorted(set(leads.values())) if person not in had]
    mark_changed(session, leads.values())
    publish_many(
        session,
        [TagAdded(person_id=person, tag_id=tag_id, source=source) for person in fresh],
    )
    return len(fresh)


def untag(session: Session, person_id: int, *, tag_id: int, reason: str = "manual") -> bool:
    """Take a tag off a person; False where there was none."""
    nodes = component(session, person_id)
    where = PersonTagRow.node_id.in_(nodes), PersonTagRow.tag_id == tag_id
    if session.scalar(select(PersonTagRow.node_id).where(*where).limit(1)) is None:
        return False
    session.execute(delete(PersonTagRow).where(*where))
    person = canonical(session, [person_id])[person_id]
    mark_changed(session, [person])
    publish_many(session, [TagRemoved(person_id=person, tag_id=tag_id, reason=reason)])
    return True


def untag_many(
    session: Session, person_ids: Iterable[int], tag_id: int, *, reason: str = "manual"
) -> int:
    """Take a tag off many; returns how many had it."""
    persons = set(canonical(session, person_ids).values())
    held = _holders(session, tag_id, persons)
    nodes = nodes_of(session, held)
    for part in chunks(nodes):
        session.execute(
            delete(PersonTagRow).where(
                PersonTagRow.node_id.in_(part), PersonTagRow.tag_id == tag_id
            )
        )
    mark_changed(session, held)
    publish_many(
        session, [TagRemoved(person_id=p, tag_id=tag_id, reason=reason) for p in sorted(held)]
    )
    return len(held)


def expire_tags(session: Session, *, most: int = 5_000) -> int:
    """Take off tags whose time is over; returns how many rows."""
    rows = session.execute(
        select(PersonTagRow.node_id, PersonTagRow.tag_id)
        .where(PersonTagRow.expires_at <= now())
        .order_by(PersonTagRow.expires_at)
        .limit(most)
    ).all()
    by_tag: dict[int, list[int]] = {}
    for row in rows:
        by_tag.setdefault(row.tag_id, []).append(row.node_id)
    for tag_id, nodes in by_tag.items():
        for part in chunks(nodes):
            session.execute(
                delete(PersonTagRow).where(
                    PersonTagRow.node_id.in_(part), PersonTagRow.tag_id == tag_id
                )
            )
        persons = set(canonical(session, nodes).values())
        still = _holders(session, tag_id, persons)
        gone = sorted(persons - still.keys())
        mark_changed(session, persons)
        publish_many(
            session, [TagRemoved(person_id=p, tag_id=tag_id, reason="expired") for p in gone]
        )
    return len(rows)


def tags_of(session: Session, nodes: Mapping[int, int]) -> dict[int, dict[int, str]]:
    """Person → tag id → source; those that have run out are left out.

    Args:
        nodes: node → person.

    """
    moment = now()
    found: dict[int, dict[int, str]] = {}
    columns = ("node_id", "tag_id", "source", "expires_at")
    for node, tag_id, source, expires_at in select_in(
        session, PersonTagRow, columns, "node_id", nodes
    ):
        if expires_at is None or expires_at > moment:
            found.setdefault(nodes[node], {})[tag_id] = source
    return found


def tag_names(session: Session, tag_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Tag id → name of its group, its own name."""
    found = {}
    for part in chunks(set(tag_ids)):
        for row in session.execute(
            select(TagRow.id, TagGroupRow.name.label("group_name"), TagRow.name)
            .join(TagGroupRow, TagGroupRow.id == TagRow.group_id)
            .where(TagRow.id.in_(part))
        ):
            found[row.id] = (row.group_name, row.name)
    return found


def expiries(session: Session, tag_ids: Iterable[int]) -> dict[int, tuple[int, datetime]]:
    """Tag id → on how many nodes it stands for a time only, and when the first of them runs out."""
    found: dict[int, tuple[int, datetime]] = {}
    for part in chunks(set(tag_ids)):
        query = (
            select(PersonTagRow.tag_id, func.count(), func.min(PersonTagRow.expires_at))
            .where(PersonTagRow.expires_at.is_not(None), PersonTagRow.tag_id.in_(part))
            .group_by(PersonTagRow.tag_id)
        )
        for tag_id, count, first in session.execute(query):
            if first is not None:
                found[tag_id] = (count, first)
    return found


def _holders(session: Session, tag_id: int, persons: Iterable[int]) -> dict[int, int]:
    """Person → one of its nodes that has the tag."""
    nodes = nodes_of(session, persons)
    columns: Sequence[str] = ("node_id",)
    rows = select_in(session, PersonTagRow, columns, "node_id", nodes, only={"tag_id": tag_id})
    return {nodes[node]: node for (node,) in rows}


def delete_tag(session: Session, tag_id: int) -> str:
    """Take a tag off everybody and out of the catalogue; returns its name.

    Raises:
        TagNotFound: no such tag.

    """
    row = session.get(TagRow, tag_id)
    if row is None:
        raise TagNotFound(tag_id)
    held = session.scalars(select(PersonTagRow.node_id).where(PersonTagRow.tag_id == tag_id)).all()
    mark_changed(session, canonical(session, held).values())
    session.execute(delete(PersonTagRow).where(PersonTagRow.tag_id == tag_id))
    session.delete(row)
    session.flush()
    return row.name
