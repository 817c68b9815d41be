"""Consent and belonging."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from siyu.http import (
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Schema,
    decode_cursor,
    fails_with,
    page_of,
    service,
)
from siyu.kernel import ids
from siyu.organization import (
    NodeNotFound,
    OutsideScope,
    WithinNode,
    narrowed_ids,
    require_at,
    write_audit,
)
from siyu.warehouse import Warehouse, WarehouseUnavailable

from ..belonging import belong, leave
from ..consent import consent_history, set_consent
from ..consent_counts import count_consents
from ..errors import BelongingNotFound
from .person_shapes import ConsentOut
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
    Reader,
    Word,
    require_visible,
)

router = APIRouter(prefix="/people", tags=["people"], route_class=IdempotentRoute)
purposes = APIRouter(prefix="/consents", tags=["consents"], route_class=IdempotentRoute)


class ConsentCreate(Schema):
    """Consent given or withdrawn."""

    purpose: Word = Field(examples=["marketing"])
    channel: Word = Field(examples=["sms"])
    granted: bool
    proof: JsonObject = Field(examples=[{"how": "phone call", "agent": "stf_1"}])
    at: Instant | None = Field(None, description="When it was said; now where left out.")


class ConsentCountOut(Schema):
    """People by their last word on a purpose over a channel; who never spoke is in neither."""

    model_config = ConfigDict(from_attributes=True)

    purpose: str = Field(examples=["marketing"])
    channel: str = Field(description="`any` speaks for every channel.", examples=["sms"])
    granted: int
    withdrawn: int


class BelongingCreate(Schema):
    """An org node to belong to."""

    node_id: NodeCode
    since: Instant | None = None


@purposes.get("", responses=fails_with(*ALWAYS, WarehouseUnavailable))
def list_consent_counts(
    session: Db,
    caller: Reader,
    warehouse: Annotated[Warehouse, Depends(service(Warehouse))],
    node_id: WithinNode = None,
) -> list[ConsentCountOut]:
    """Purposes and channels that people have spoken of, with how many agree."""
    nodes = narrowed_ids(session, caller.nodes(READ), node_id)
    counts = count_consents(warehouse, org_nodes=nodes)
    return [ConsentCountOut.model_validate(count) for count in counts]


@router.get("/{person_id}/consents", responses=fails_with(*OF_PERSON))
def list_consents(
    session: Db, caller: Reader, page: PageRequest, person_id: PersonCode
) -> Page[ConsentOut]:
    """The whole ledger, newest first."""
    person = require_visible(session, caller, person_id)
    position = decode_cursor(page.cursor, int)
    start = min(max(position[0], 0), 1 << 31) if position else 0
    rows = list(enumerate(consent_history(session, person.nodes), 1))[start:]
    return page_of(
        rows[: page.limit + 1],
        page,
        item=lambda row: ConsentOut.model_validate(row[1], from_attributes=True),
        position=lambda row: (row[0],),
    )


@router.post("/{person_id}/consents", status_code=201, responses=fails_with(*OF_PERSON))
def add_consent(
    session: Db, caller: Manager, person_id: PersonCode, body: ConsentCreate
) -> ConsentOut:
    """Note consent, with its proof; nothing is ever taken out of the ledger."""
    person = require_visible(session, caller, person_id, MANAGE)
    set_consent(
        session,
        person.id,
        purpose=body.purpose,
        channel=body.channel,
        granted=body.granted,
        proof=body.proof,
        at=body.at,
        actor=caller.actor,
    )
    after = {"purpose": body.purpose, "channel": body.channel, "granted": body.granted}
    target = ids.code("per", person.id)
    write_audit(
        session, caller.actor, action="people.consent", target=target, before=None, after=after
    )
    noted = consent_history(session, person.nodes)
    row = max(noted, key=lambda one: one.id)
    return ConsentOut.model_validate(row, from_attributes=True)


@router.post(
    "/{person_id}/belongings",
    status_code=204,
    responses=fails_with(*OF_PERSON, OutsideScope, NodeNotFound),
)
def add_belonging(
    session: Db, caller: Manager, person_id: PersonCode, body: BelongingCreate
) -> Response:
    """Let a person belong to an org node."""
    person = require_visible(session, caller, person_id, MANAGE)
    require_at(session, caller, MANAGE, body.node_id)
    belong(session, person.id, org_node_id=body.node_id, since=body.since)
    target, node = ids.code("per", person.id), ids.code("node", body.node_id)
    write_audit(
        session,
        caller.actor,
        action="people.belong",
        target=target,
        before=None,
        after={"node": node},
        node_id=body.node_id,
    )
    return Response(status_code=204)


@router.delete(
    "/{person_id}/belongings/{node_id}",
    status_code=204,
    responses=fails_with(*OF_PERSON, OutsideScope, NodeNotFound, BelongingNotFound),
)
def remove_belonging(
    session: Db, caller: Manager, person_id: PersonCode, node_id: NodeCode
) -> Response:
    """End a belonging, with what the person was worth to the node."""
    person = require_visible(session, caller, person_id, MANAGE)
    require_at(session, caller, MANAGE, node_id)
    if not leave(session, person.id, org_node_id=node_id):
        raise BelongingNotFound(person.id, node_id)
    target, node = ids.code("per", person.id), ids.code("node", node_id)
    write_audit(
        session,
        caller.actor,
        action="people.leave",
        target=target,
        before={"node": node},
        after=None,
        node_id=node_id,
    )
    return Response(status_code=204)
