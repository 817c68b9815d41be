"""Tags on people, and the catalogue of tags."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query, Response
from pydantic import Field, model_validator
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Schema,
    allow,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.organization import allow_everywhere, scope_ids, write_audit

from ..contracts import TagSource
from ..errors import TagGroupNotEmpty, TagGroupNotFound, TagNameTaken, TagNotFound
from ..models import PersonTagRow, TagGroupRow, TagRow
from ..searching import those_within
from ..tags import (
    GROUP,
    delete_tag,
    ensure_tag,
    expiries,
    tag,
    tag_many,
    tag_names,
    untag,
    untag_many,
)
from .shapes import (
    ALWAYS,
    MANAGE,
    OF_PERSON,
    Instant,
    Manager,
    PersonCode,
    Reader,
    ShortText,
    TagCode,
    TagGroupCode,
    TagOut,
    require_visible,
)

of_people = APIRouter(prefix="/people", tags=["people"], route_class=IdempotentRoute)
catalogue = APIRouter(prefix="/tags", tags=["tags"], route_class=IdempotentRoute)
groups = APIRouter(prefix="/tag-groups", tags=["tag-groups"], route_class=IdempotentRoute)

Keeper = Annotated[Caller, allow("people.manage_tags")]
# What changes a tag that people everywhere may carry.
KeeperOfAll = Annotated[Caller, allow_everywhere("people.manage_tags")]


class TagAssign(Schema):
    """A tag to put on, by id or by name; a name that is new makes a tag."""

    tag_id: TagCode | None = None
    name: ShortText | None = Field(None, examples=["高价值"])
    group: ShortText = Field(GROUP, examples=["价值"])
    expires_at: Instant | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.tag_id is None) == (self.name is None):
            raise ValueError("give either tag_id or name")
        return self


class TagCreate(Schema):
    """A tag for the catalogue."""

    name: ShortText = Field(examples=["高价值"])
    group: ShortText = Field(GROUP, examples=["价值"])


class TagCatalogueOut(TagOut):
    """A tag, and how many ids carry it."""

    group_id: TagGroupCode
    count: int
    expiring: int = Field(description="Of these, for a time only.")
    next_expiry_at: datetime | None
    created_at: datetime


class TagChange(Schema):
    """A new name, another group."""

    name: ShortText | None = Field(None, examples=["高净值"])
    group_id: TagGroupCode | None = None


class TagGroupOut(Schema):
    """A drawer of tags."""

    id: TagGroupCode
    name: str = Field(examples=["价值"])


class TagGroupCreate(Schema):
    """A drawer of tags."""

    name: ShortText = Field(examples=["价值"])


class BulkTagging(Schema):
    """Many people and one tag."""

    person_ids: list[PersonCode] = Field(min_length=1, max_length=10_000)
    remove: bool = False
    expires_at: Instant | None = None


class BulkTagged(Schema):
    """How many changed."""

    changed: int


@of_people.post("/{person_id}/tags", status_code=201, responses=fails_with(*OF_PERSON, TagNotFound))
def add_tag(session: Db, caller: Manager, person_id: PersonCode, body: TagAssign) -> TagOut:
    """Put a tag on a person, perhaps for a time."""
    person = require_visible(session, caller, person_id, MANAGE)
    tag_id = body.tag_id or ensure_tag(session, group=body.group, name=body.name or "")
    tag(
        session,
        person.id,
        tag_id=tag_id,
        source=TagSource.manual,
        expires_at=body.expires_at,
        actor=caller.actor,
    )
    group, name = tag_names(session, [tag_id])[tag_id]
    _note(session, caller, "people.tag", person.id, {"tag": ids.code("tag", tag_id)})
    return TagOut(
        id=tag_id, name=name, group=group, source=TagSource.manual, expires_at=body.expires_at
    )


@of_people.delete(
    "/{person_id}/tags/{tag_id}", status_code=204, responses=fails_with(*OF_PERSON, TagNotFound)
)
def remove_tag(session: Db, caller: Manager, person_id: PersonCode, tag_id: TagCode) -> Response:
    """Take a tag off a person."""
    person = require_visible(session, caller, person_id, MANAGE)
    if not untag(session, person.id, tag_id=tag_id):
        raise TagNotFound(tag_id)
    _note(session, caller, "people.untag", person.id, {"tag": ids.code("tag", tag_id)})
    return Response(status_code=204)


@catalogue.get("", responses=fails_with(*ALWAYS))
def list_tags(
    session: Db,
    caller: Reader,
    page: PageRequest,
    group_id: Annotated[TagGroupCode | None, Query()] = None,
) -> Page[TagCatalogueOut]:
    """The catalogue, in the order in which tags were made."""
    count = (
        select(func.count())
        .where(PersonTagRow.tag_id == TagRow.id)
        .correlate(TagRow)
        .scalar_subquery()
    )
    wanted = (
        select(TagRow, TagGroupRow, count)
        .join(TagGroupRow, TagGroupRow.id == TagRow.group_id)
        .order_by(TagRow.id)
        .limit(page.limit + 1)
    )
    if group_id is not None:
        wanted = wanted.where(TagRow.group_id == group_id)
    if position := decode_cursor(page.cursor, int):
        wanted = wanted.where(TagRow.id > min(position[0], (1 << 63) - 1))
    rows = [(one, group, number) for one, group, number in session.execute(wanted)]
    ending = expiries(session, [one.id for one, _, _ in rows])
    return page_of(
        rows,
        page,
        item=lambda row: TagCatalogueOut(
            id=row[0].id,
            name=row[0].name,
            group=row[1].name,
            group_id=row[1].id,
            count=row[2],
            expiring=ending.get(row[0].id, (0, None))[0],
            next_expiry_at=ending.get(row[0].id, (0, None))[1],
            created_at=row[0].created_at,
        ),
        position=lambda row: (row[0].id,),
    )


@catalogue.post("", status_code=201, responses=fails_with(*ALWAYS))
def create_tag(session: Db, caller: Keeper, body: TagCreate) -> TagOut:
    """Make a tag, and its group where that is new; the same name gives the same tag."""
    tag_id = ensure_tag(session, group=body.group, name=body.name)
    write_audit(
        session,
        caller.actor,
        action="tags.create",
        target=ids.code("tag", tag_id),
        before=None,
        after=body.model_dump(),
    )
    return TagOut(id=tag_id, name=body.name, group=body.group)


@catalogue.patch(
    "/{tag_id}", responses=fails_with(*ALWAYS, TagNotFound, TagGroupNotFound, TagNameTaken)
)
def rename_tag(session: Db, caller: KeeperOfAll, tag_id: TagCode, body: TagChange) -> TagOut:
    """Give a tag another name or group; people keep it."""
    row = session.get(TagRow, tag_id)
    if row is None:
        raise TagNotFound(tag_id)
    if body.group_id is not None and session.get(TagGroupRow, body.group_id) is None:
        raise TagGroupNotFound(body.group_id)
    old_group, old_name = tag_names(session, [tag_id])[tag_id]
    before = {"name": old_name, "group": old_group}
    try:
        with session.begin_nested():
            row.name = body.name or row.name
            row.group_id = body.group_id or row.group_id
    except IntegrityError:
        raise TagNameTaken(body.name or old_name) from None
    group, name = tag_names(session, [tag_id])[tag_id]
    write_audit(
        session,
        caller.actor,
        action="tags.update",
        target=ids.code("tag", tag_id),
        before=before,
        after={"name": name, "group": group},
    )
    return TagOut(id=tag_id, name=name, group=group)


@catalogue.delete("/{tag_id}", status_code=204, responses=fails_with(*ALWAYS, TagNotFound))
def remove_from_catalogue(session: Db, caller: KeeperOfAll, tag_id: TagCode) -> Response:
    """Take a tag off everybody and out of the catalogue."""
    before = delete_tag(session, tag_id)
    write_audit(
        session,
        caller.actor,
        action="tags.delete",
        target=ids.code("tag", tag_id),
        before={"name": before},
        after=None,
    )
    return Response(status_code=204)


@catalogue.post("/{tag_id}/people", responses=fails_with(*ALWAYS, TagNotFound))
def tag_people(session: Db, caller: Manager, tag_id: TagCode, body: BulkTagging) -> BulkTagged:
    """Put a tag on many, or take it off; those the caller may not see are passed over."""
    nodes = scope_ids(session, caller.nodes(MANAGE))
    wanted = body.person_ids
    if nodes is not None:
        wanted = sorted(those_within(session, wanted, nodes))
    if body.remove:
        if session.get(TagRow, tag_id) is None:
            raise TagNotFound(tag_id)
        changed = untag_many(session, wanted, tag_id)
    else:
        changed = tag_many(
            session,
            wanted,
            tag_id,
            source=TagSource.manual,
            expires_at=body.expires_at,
            actor=caller.actor,
        )
    write_audit(
        session,
        caller.actor,
        action="people.tag_many",
        target=ids.code("tag", tag_id),
        before=None,
        after={"changed": changed, "remove": body.remove},
    )
    return BulkTagged(changed=changed)


@groups.get("", responses=fails_with(*ALWAYS))
def list_tag_groups(session: Db, caller: Reader, page: PageRequest) -> Page[TagGroupOut]:
    """Groups of tags."""
    wanted = select(TagGroupRow).order_by(TagGroupRow.id).limit(page.limit + 1)
    if position := decode_cursor(page.cursor, int):
        wanted = wanted.where(TagGroupRow.id > min(position[0], (1 << 63) - 1))
    return page_of(
        session.scalars(wanted).all(),
        page,
        item=lambda row: TagGroupOut(id=row.id, name=row.name),
        position=lambda row: (row.id,),
    )


@groups.post("", status_code=201, responses=fails_with(*ALWAYS, TagNameTaken))
def create_tag_group(session: Db, caller: Keeper, body: TagGroupCreate) -> TagGroupOut:
    """Make a group of tags."""
    row = TagGroupRow(name=body.name, created_at=now())
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise TagNameTaken(body.name) from None
    target = ids.code("tgr", row.id)
    write_audit(
        session,
        caller.actor,
        action="tag_groups.create",
        target=target,
        before=None,
        after={"name": body.name},
    )
    return TagGroupOut(id=row.id, name=row.name)


@groups.patch("/{group_id}", responses=fails_with(*ALWAYS, TagGroupNotFound, TagNameTaken))
def rename_tag_group(
    session: Db, caller: KeeperOfAll, group_id: TagGroupCode, body: TagGroupCreate
) -> TagGroupOut:
    """Give a group another name."""
    row = session.get(TagGroupRow, group_id)
    if row is None:
        raise TagGroupNotFound(group_id)
    before = {"name": row.name}
    try:
        with session.begin_nested():
            row.name = body.name
    except IntegrityError:
        raise TagNameTaken(body.name) from None
    write_audit(
        session,
        caller.actor,
        action="tag_groups.update",
        target=ids.code("tgr", group_id),
        before=before,
        after={"name": body.name},
    )
    return TagGroupOut(id=row.id, name=row.name)


@groups.delete(
    "/{group_id}",
    status_code=204,
    responses=fails_with(*ALWAYS, TagGroupNotFound, TagGroupNotEmpty),
)
def remove_tag_group(session: Db, caller: KeeperOfAll, group_id: TagGroupCode) -> Response:
    """Take away a group that holds no tags."""
    row = session.get(TagGroupRow, group_id)
    if row is None:
        raise TagGroupNotFound(group_id)
    if session.scalar(select(TagRow.id).where(TagRow.group_id == group_id).limit(1)) is not None:
        raise TagGroupNotEmpty(group_id)
    session.delete(row)
    write_audit(
        session,
        caller.actor,
        action="tag_groups.delete",
        target=ids.code("tgr", group_id),
        before={"name": row.name},
        after=None,
    )
    return Response(status_code=204)


def _note(session: Db, caller: Caller, action: str, person_id: int, after: dict[str, str]) -> None:
    target = ids.code("per", person_id)
    write_audit(session, caller.actor, action=action, target=target, before=None, after=after)
