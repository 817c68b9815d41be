"""People: list, search, one, the timeline."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from siyu.http import (
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Schema,
    Text,
    decode_cursor,
    encode_cursor,
    fails_with,
    service,
)
from siyu.http.pages import MalformedCursor, Paging
from siyu.kernel import ids
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.organization import (
    NodeNotFound,
    OutsideScope,
    WithinNode,
    narrowed_ids,
    require_at,
    write_audit,
)
from siyu.warehouse import Warehouse, WarehouseUnavailable

from ..contracts import Evidence, Identifier, PersonKind, PersonState
from ..errors import IdentifierTaken, IdentifierUnusable
from ..manual import SOURCE, create_person
from ..resolver import resolve
from ..searching import PersonOrder, Search, count_people, search_by_time, search_people
from ..timeline import read_timeline
from .person_shapes import PersonOut
from .shapes import (
    ALWAYS,
    MANAGE,
    OF_PERSON,
    READ,
    Instant,
    JsonObject,
    Manager,
    NodeCode,
    PersonCode,
    PersonSummary,
    Reader,
    TagCode,
    require_visible,
)
from .views import summaries, whole_person

router = APIRouter(prefix="/people", tags=["people"], route_class=IdempotentRoute)

AllBlocks = Annotated[Blocks, Depends(service(Blocks))]
TheWarehouse = Annotated[Warehouse, Depends(service(Warehouse))]


class IdentifierIn(Schema):
    """An identifier to give to a person."""

    type: str = Field(
        pattern=r"^[a-z][a-z0-9_.$-]{0,62}(:[A-Za-z0-9_.-]{1,128})?$", examples=["phone"]
    )
    value: Text = Field(min_length=1, max_length=500, examples=["13800138000"])


class PersonCreate(Schema):
    """Somebody to enter by hand."""

    identifiers: list[IdentifierIn] = Field([], max_length=20)
    traits: JsonObject = Field({}, examples=[{"name": "张小明", "city": "上海"}])
    node_id: NodeCode | None = Field(None, description="Org node the person belongs to.")


class PersonChange(Schema):
    """Traits to set, with the console as their source; null takes a trait away."""

    traits: JsonObject = Field(examples=[{"city": "杭州"}])


class TimelineItemOut(Schema):
    """One event."""

    message_id: str
    event: str = Field(examples=["Order Completed"])
    type: str = Field(examples=["track"])
    time: datetime
    source: str
    properties: dict[str, Any]
    context: dict[str, Any]


@router.get("", responses=fails_with(*ALWAYS))
def list_people(
    session: Db,
    caller: Reader,
    page: PageRequest,
    query: Annotated[
        Text, Query(max_length=200, description="Part of the name, phone, e-mail, any id.")
    ] = "",
    state: PersonState | None = None,
    kind: PersonKind | None = None,
    tag_id: Annotated[
        list[TagCode] | None, Query(max_length=10, description="Those who carry all of these.")
    ] = None,
    node_id: WithinNode = None,
    person_id: Annotated[
        list[PersonCode] | None, Query(max_length=200, description="Only these.")
    ] = None,
    order: PersonOrder = PersonOrder.created,
    ascending: Annotated[bool, Query(description="Only of an order by time.")] = False,
) -> Page[PersonSummary]:
    """People within the caller's org nodes; the newest first where no order is asked for."""
    nodes = narrowed_ids(session, caller.nodes(READ), node_id)
    search = Search(
        query=query,
        state=None if state is PersonState.erased else state,
        kind=kind,
        tag_ids=tuple(tag_id or ()),
        org_nodes=nodes,
        person_ids=None if person_id is None else tuple(person_id),
    )
    shown, cursor = _page_of_people(session, search, order, ascending, page)
    return Page[PersonSummary](
        items=summaries(session, caller, shown),
        next_cursor=cursor,
        total=count_people(session, search),
    )


@router.post(
    "",
    status_code=201,
    responses=fails_with(*ALWAYS, IdentifierTaken, IdentifierUnusable, OutsideScope, NodeNotFound),
)
def add_person(session: Db, caller: Manager, blocks: AllBlocks, body: PersonCreate) -> PersonOut:
    """Enter somebody by hand."""
    if body.node_id is not None or caller.nodes(MANAGE) is not None:
        require_at(session, caller, MANAGE, body.node_id)
    person_id = create_person(
        session,
        identifiers=[Identifier(one.type, one.value) for one in body.identifiers],
        traits=body.traits,
        org_node_id=body.node_id,
    )
    after = {"identifiers": [one.type for one in body.identifiers], "traits": sorted(body.traits)}
    _note(session, caller, "people.create", person_id, after)
    return _shown(session, caller, person_id, blocks)


@router.get("/{person_id}", responses=fails_with(*OF_PERSON))
def get_person(session: Db, caller: Reader, blocks: AllBlocks, person_id: PersonCode) -> PersonOut:
    """Everything about a person but the events; an absorbed id leads to whoever absorbed it."""
    return _shown(session, caller, person_id, blocks)


@router.patch("/{person_id}", responses=fails_with(*OF_PERSON, IdentifierUnusable))
def change_person(
    session: Db, caller: Manager, blocks: AllBlocks, person_id: PersonCode, body: PersonChange
) -> PersonOut:
    """Set traits by hand; other sources keep their versions, the newest counts."""
    person = require_visible(session, caller, person_id, MANAGE)
    moment = now()
    evidence = Evidence(
        (Identifier("person_id", str(person.id)),),
        moment,
        f"{SOURCE}:{caller.actor}:{moment.isoformat()}",
        SOURCE,
        traits=body.traits,
    )
    resolve(session, [evidence])
    _note(session, caller, "people.update", person.id, {"traits": sorted(body.traits)})
    return _shown(session, caller, person.id, blocks)


@router.get("/{person_id}/timeline", responses=fails_with(*OF_PERSON, WarehouseUnavailable))
def get_timeline(
    session: Db,
    caller: Reader,
    warehouse: TheWarehouse,
    page: PageRequest,
    person_id: PersonCode,
    event: Annotated[list[Text], Query(max_length=50, description="Only these names.")] = [],  # noqa: B006
    type_: Annotated[list[Text], Query(alias="type", max_length=10)] = [],  # noqa: B006
    since: Annotated[Instant | None, Query(description="From this instant on.")] = None,
    until: Annotated[Instant | None, Query(description="Before this instant.")] = None,
) -> Page[TimelineItemOut]:
    """Everything that happened to a person, newest first."""
    person = require_visible(session, caller, person_id)
    position = decode_cursor(page.cursor, datetime, str)
    items = read_timeline(
        warehouse,
        person.nodes,
        events=event,
        types=type_,
        since=since,
        until=until,
        before=position and (position[0], position[1]),
        most=page.limit + 1,
    )
    shown = items[: page.limit]
    return Page[TimelineItemOut](
        items=[TimelineItemOut.model_validate(item, from_attributes=True) for item in shown],
        next_cursor=encode_cursor(shown[-1].time, shown[-1].message_id)
        if len(items) > page.limit
        else None,
    )


def _page_of_people(
    session: Session, search: Search, order: PersonOrder, ascending: bool, page: Paging
) -> tuple[list[int], str | None]:
    """Ids of a page, and the cursor behind it."""
    most = page.limit + 1
    if order is PersonOrder.created:
        position = decode_cursor(page.cursor, int)
        before = min(max(position[0], 0), 1 << 32) if position else None
        found = search_people(session, search, before=before, most=most)
        shown = found[: page.limit]
        return shown, encode_cursor(shown[-1]) if len(found) > page.limit else None
    position = decode_cursor(page.cursor, datetime, int)
    rows = search_by_time(
        session,
        search,
        order,
        ascending=ascending,
        after=position and (_storable(position[0]), position[1]),
        most=most,
    )
    last = rows[page.limit - 1] if len(rows) > page.limit else None
    cursor = encode_cursor(last.time, last.node_id) if last else None
    return [row.person_id for row in rows[: page.limit]], cursor


def _storable(time: datetime) -> datetime:
    if time.tzinfo is None or not 1 < time.year < 9999:
        raise MalformedCursor
    return time


def _shown(session: Any, caller: Any, person_id: int, blocks: Blocks) -> PersonOut:
    person = require_visible(session, caller, person_id)
    return whole_person(session, caller, person, blocks)


def _note(session: Any, caller: Any, action: str, person_id: int, after: dict[str, Any]) -> None:
    # What was set is personal; which fields were is enough for the log.
    write_audit(
        session,
        caller.actor,
        action=action,
        target=ids.code("per", person_id),
        before=None,
        after=after,
    )
