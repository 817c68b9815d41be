"""Lists of people over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Form, UploadFile
from sqlalchemy import func, select

from siyu import organization, people
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    decode_cursor,
    encode_cursor,
    fails_with,
    page_of,
)
from siyu.kernel.database import Session
from siyu.kernel.files import Files, FileTooLarge

from .access import MANAGE, READ, visible_list
from .api import Manager, Reader
from .conditions import ListCode, Word
from .errors import AudienceListNotFound, ListInUse, ListNameTaken
from .lists import (
    add_list,
    change_list,
    find_people,
    list_contract,
    put_on_list,
    remove_list,
    take_off_list,
)
from .models import ListEntryRow, ListRow
from .schemas import JobStarted, ListCreate, ListOut, ListUpdate, MemberOut, PeopleIn, PeopleTaken
from .uploads import BYTES_MAX, FORM_BYTES_MAX, keep_file, request_upload

UPLOAD_BYTES_MAX = BYTES_MAX + FORM_BYTES_MAX

router = APIRouter(prefix="/audience-lists", tags=["audience lists"], route_class=IdempotentRoute)


@router.get("")
def list_lists(
    session: Db, page: PageRequest, caller: Reader, node_id: organization.WithinNode = None
) -> Page[ListOut]:
    """Lists, newest first."""
    query = select(ListRow)
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    if nodes is not None:
        query = query.where(ListRow.node_id.in_(nodes))
    total = session.scalar(select(func.count()).select_from(query.subquery()))
    if position := decode_cursor(page.cursor, int):
        query = query.where(ListRow.id < position[0])
    rows = session.scalars(query.order_by(ListRow.id.desc()).limit(page.limit + 1)).all()
    found = page_of(rows, page, item=_out, position=lambda row: (row.id,))
    return found.model_copy(update={"total": total})


@router.post("", status_code=201, responses=fails_with(ListNameTaken, organization.OutsideScope))
def create_list(body: ListCreate, session: Db, caller: Manager) -> ListOut:
    """Start an empty list."""
    organization.require_at(session, caller, MANAGE, body.node_id)
    made = add_list(
        session,
        actor=caller.actor,
        name=body.name,
        description=body.description,
        node_id=body.node_id,
    )
    return ListOut.model_validate(made)


@router.get("/{list_id}", responses=fails_with(AudienceListNotFound))
def get_list(list_id: ListCode, session: Db, caller: Reader) -> ListOut:
    """One list."""
    return _out(visible_list(session, caller, READ, list_id))


@router.patch("/{list_id}", responses=fails_with(AudienceListNotFound, ListNameTaken))
def update_list(list_id: ListCode, body: ListUpdate, session: Db, caller: Manager) -> ListOut:
    """Name or describe a list anew."""
    visible_list(session, caller, MANAGE, list_id)
    changed = change_list(
        session, list_id, actor=caller.actor, name=body.name, description=body.description
    )
    return ListOut.model_validate(changed)


@router.delete("/{list_id}", status_code=204, responses=fails_with(AudienceListNotFound, ListInUse))
def delete_list(list_id: ListCode, session: Db, caller: Manager) -> None:
    """Take a list away, unless a segment asks it."""
    visible_list(session, caller, MANAGE, list_id)
    remove_list(session, list_id, actor=caller.actor)


@router.get("/{list_id}/members", responses=fails_with(AudienceListNotFound))
def list_entries(
    list_id: ListCode, session: Db, page: PageRequest, caller: Reader
) -> Page[MemberOut]:
    """People on the list, by id."""
    row = visible_list(session, caller, READ, list_id)
    query = select(ListEntryRow.person_id).where(ListEntryRow.list_id == list_id)
    if position := decode_cursor(page.cursor, int):
        query = query.where(ListEntryRow.person_id > position[0])
    found = session.scalars(query.order_by(ListEntryRow.person_id).limit(page.limit + 1)).all()
    items = [MemberOut(person_id=person) for person in found[: page.limit]]
    more = len(found) > page.limit
    return Page(
        items=items,
        next_cursor=encode_cursor(items[-1].person_id) if more else None,
        total=row.size,
    )


@router.post("/{list_id}/members", responses=fails_with(AudienceListNotFound))
def add_members(list_id: ListCode, body: PeopleIn, session: Db, caller: Manager) -> PeopleTaken:
    """Put people on the list, by code or by identifier."""
    visible_list(session, caller, MANAGE, list_id)
    people_ids, unknown = _named(session, caller, body)
    came = put_on_list(session, list_id, people_ids, actor=caller.actor)
    return PeopleTaken(changed=came, unknown=unknown)


@router.post("/{list_id}/removals", responses=fails_with(AudienceListNotFound))
def remove_members(list_id: ListCode, body: PeopleIn, session: Db, caller: Manager) -> PeopleTaken:
    """Take people off the list, by code or by identifier."""
    visible_list(session, caller, MANAGE, list_id)
    people_ids, unknown = _named(session, caller, body)
    went = take_off_list(session, list_id, people_ids, actor=caller.actor)
    return PeopleTaken(changed=went, unknown=unknown)


@router.post(
    "/{list_id}/uploads",
    status_code=202,
    max_body_size=UPLOAD_BYTES_MAX,
    responses=fails_with(AudienceListNotFound, FileTooLarge),
)
def upload_members(
    list_id: ListCode,
    file: UploadFile,
    session: Db,
    context: Running,
    caller: Manager,
    identifier_type: Annotated[Word, Form()] = "phone",
) -> JobStarted:
    """Put a file of identifiers, one a line (or the first column of a CSV), on the list."""
    visible_list(session, caller, MANAGE, list_id)
    name = keep_file(context.get(Files), file.file)
    return JobStarted(
        job_id=request_upload(
            session,
            list_id,
            actor=caller.actor,
            file=name,
            identifier_type=identifier_type,
            org_nodes=organization.scope_ids(session, caller.nodes(MANAGE)),
        )
    )


def _named(session: Session, caller: Caller, body: PeopleIn) -> tuple[list[int], list[int]]:
    """Whom a body names, of those within the caller's nodes, and positions that name nobody."""
    nodes = organization.scope_ids(session, caller.nodes(MANAGE))
    type_ = body.identifier_type or "user_id"
    found, unknown = find_people(session, type_, body.identifiers, org_nodes=nodes)
    by_code = body.people if nodes is None else people.those_within(session, body.people, nodes)
    return [*by_code, *found], unknown


def _out(row: ListRow) -> ListOut:
    return ListOut.model_validate(list_contract(row))
