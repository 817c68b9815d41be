"""Lists of people, uploaded or kept by hand; segments may ask them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from siyu import organization, people
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_missing
from siyu.warehouse import Warehouse

from . import members
from .contracts import AudienceList
from .errors import AudienceListNotFound, ListInUse, ListNameTaken
from .models import ListEntryRow, ListRow, UseRow
from .touches import touch

ROWS_AT_ONCE = 5_000


def add_list(
    session: Session,
    *,
    actor: str,
    name: str,
    description: str = "",
    node_id: int | None = None,
) -> AudienceList:
    """Start an empty list.

    Raises:
        ListNameTaken: another list has this name.

    """
    moment = now()
    row = ListRow(
        name=name,
        description=description,
        node_id=node_id,
        created_by=actor,
        created_at=moment,
        updated_at=moment,
    )
    _keep(session, row)
    _audit(session, row, actor, "create", before=None)
    return list_contract(row)


def change_list(
    session: Session,
    list_id: int,
    *,
    actor: str,
    name: str | None = None,
    description: str | None = None,
) -> AudienceList:
    """Name or describe a list anew.

    Raises:
        AudienceListNotFound: there is none.
        ListNameTaken: another list has this name.

    """
    row = require_list_row(session, list_id)
    before = _audited(row)
    row.name = name if name is not None else row.name
    row.description = description if description is not None else row.description
    row.updated_at = now()
    _keep(session, row)
    _audit(session, row, actor, "update", before=before)
    return list_contract(row)


def remove_list(session: Session, list_id: int, *, actor: str) -> None:
    """Take a list away.

    Raises:
        AudienceListNotFound: there is none.
        ListInUse: a segment asks it.

    """
    row = require_list_row(session, list_id)
    users = session.scalars(
        select(UseRow.segment_id).where(UseRow.kind == "list", UseRow.used_id == list_id)
    ).all()
    if users:
        raise ListInUse(used_by=[ids.code("seg", segment) for segment in users[:20]])
    before = _audited(row)
    session.execute(delete(ListEntryRow).where(ListEntryRow.list_id == list_id))
    session.delete(row)
    session.flush()
    _audit(session, row, actor, "delete", before=before, after=None)


def put_on_list(session: Session, list_id: int, person_ids: Iterable[int], *, actor: str) -> int:
    """Put people on a list; who is on it already stays. Returns how many came.

    Raises:
        AudienceListNotFound: there is none.

    """
    row = require_list_row(session, list_id, lock=True)
    wanted = sorted(set(people.canonical(session, person_ids).values()))
    moment, before = now(), row.size
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        insert_missing(
            session,
            ListEntryRow,
            [
                {"list_id": list_id, "person_id": person, "added_at": moment, "added_by": actor}
                for person in wanted[start : start + ROWS_AT_ONCE]
            ],
            keys=["list_id", "person_id"],
        )
    _note_entries(session, row, actor)
    return row.size - before


def take_off_list(session: Session, list_id: int, person_ids: Iterable[int], *, actor: str) -> int:
    """Take people off a list; returns how many went.

    Raises:
        AudienceListNotFound: there is none.

    """
    row = require_list_row(session, list_id, lock=True)
    before = row.size
    gone = sorted(set(person_ids))
    for start in range(0, len(gone), 500):
        session.execute(
            delete(ListEntryRow).where(
                ListEntryRow.list_id == list_id,
                ListEntryRow.person_id.in_(gone[start : start + 500]),
            )
        )
    _note_entries(session, row, actor)
    return before - row.size


def find_people(
    session: Session, type_: str, values: Sequence[str], *, org_nodes: frozenset[int] | None = None
) -> tuple[list[int], list[int]]:
    """People behind identifiers, and positions of values that name nobody.

    Args:
        org_nodes: who belongs to none of these is nobody; None is everywhere.

    """
    named = [people.find_person(session, people.Identifier(type_, v.strip())) for v in values]
    seen = set(filter(None, named))
    if org_nodes is not None:
        seen = people.those_within(session, seen, org_nodes)
    found = [person for person in named if person in seen]
    unknown = [position for position, person in enumerate(named) if person not in seen]
    return found, unknown


def mirror_lists(context: Context) -> bool:
    """Bring lists that changed to the warehouse, and let segments that ask them look again."""
    with context.session(read_only=True) as session:
        waiting = session.scalars(select(ListRow.id).where(ListRow.mirrored.is_(False))).all()
    for list_id in waiting:
        _mirror(context, list_id)
    return bool(waiting)


def forget_people(session: Session, person_ids: Sequence[int]) -> None:
    """Take people off every list."""
    where = ListEntryRow.person_id.in_(person_ids)
    lists = session.scalars(select(ListEntryRow.list_id).where(where).distinct()).all()
    session.execute(delete(ListEntryRow).where(where))
    _unmirror(session, lists)


def follow_people(session: Session, person_ids: Sequence[int]) -> None:
    """These now lead elsewhere: lists that hold them are mirrored anew."""
    where = ListEntryRow.person_id.in_(person_ids)
    _unmirror(session, session.scalars(select(ListEntryRow.list_id).where(where).distinct()).all())


def require_list(session: Session, list_id: int) -> AudienceList:
    """The list of this id.

    Raises:
        AudienceListNotFound: there is none.

    """
    return list_contract(require_list_row(session, list_id))


def require_list_row(session: Session, list_id: int, *, lock: bool = False) -> ListRow:
    """The list's row.

    Raises:
        AudienceListNotFound: there is none.

    """
    row = session.get(ListRow, list_id, with_for_update=True if lock else None)
    if row is None:
        raise AudienceListNotFound(list=ids.code("lst", list_id))
    return row


def list_contract(row: ListRow) -> AudienceList:
    return AudienceList(
        id=row.id,
        name=row.name,
        description=row.description,
        node_id=row.node_id,
        size=row.size,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _mirror(context: Context, list_id: int) -> None:
    warehouse = context.get(Warehouse)
    with context.session(read_only=True) as session:
        row = session.get(ListRow, list_id)
        if row is None:
            return
        version = row.members_version
        entries = session.scalars(
            select(ListEntryRow.person_id).where(ListEntryRow.list_id == list_id)
        ).all()
        wanted = set(people.canonical(session, entries).values())
    held = {int(person) for person in members.ids_of(warehouse, "list", list_id)}
    entered, left = sorted(wanted - held), sorted(held - wanted)
    members.change(warehouse, "list", list_id, version=version, entered=entered, left=left)
    with context.session() as session:
        users = session.scalars(
            select(UseRow.segment_id).where(UseRow.kind == "list", UseRow.used_id == list_id)
        ).all()
        for segment_id in users:
            touch(session, [*entered, *left], segment_id=segment_id)
        session.execute(
            update(ListRow)
            .where(ListRow.id == list_id, ListRow.members_version == version)
            .values(mirrored=True)
        )


def _unmirror(session: Session, list_ids: Sequence[int]) -> None:
    for list_id in list_ids:
        size = (
            select(func.count())
            .select_from(ListEntryRow)
            .where(ListEntryRow.list_id == list_id)
            .scalar_subquery()
        )
        session.execute(
            update(ListRow)
            .where(ListRow.id == list_id)
            .values(mirrored=False, size=size, members_version=ListRow.members_version + 1)
        )


def _note_entries(session: Session, row: ListRow, actor: str) -> None:
    before = _audited(row)
    session.flush()
    row.size = (
        session.scalar(
            select(func.count()).select_from(ListEntryRow).where(ListEntryRow.list_id == row.id)
        )
        or 0
    )
    row.mirrored, row.updated_at = False, now()
    row.members_version += 1
    session.flush()
    _audit(session, row, actor, "update", before=before)


def _keep(session: Session, row: ListRow) -> None:
    with session.no_autoflush:
        taken = select(ListRow.id).where(ListRow.name == row.name)
        if session.scalar(taken.where(ListRow.id != row.id) if row.id else taken):
            raise ListNameTaken(list_name=row.name)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise ListNameTaken(list_name=row.name) from None


def _audited(row: ListRow) -> dict[str, Any]:
    return {"name": row.name, "description": row.description, "size": row.size}


_SAME: dict[str, Any] = {}


def _audit(
    session: Session,
    row: ListRow,
    actor: str,
    verb: str,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None = _SAME,
) -> None:
    organization.write_audit(
        session,
        actor,
        action=f"audience_lists.{verb}",
        target=ids.code("lst", row.id),
        before=before,
        after=_audited(row) if after is _SAME else after,
        node_id=row.node_id,
    )
