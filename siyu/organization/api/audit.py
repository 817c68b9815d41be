"""The audit log."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field

from siyu.http import (
    Caller,
    Code,
    Db,
    Instant,
    LateRoute,
    Page,
    PageRequest,
    Schema,
    Text,
    allow,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.http.callers import PermissionMissing
from siyu.kernel.errors import Unauthenticated

from ..audit import actors_and_actions, audit_query
from .shapes import NodeCode

router = APIRouter(prefix="/audit", tags=["audit"], route_class=LateRoute)

READ = "organization.read_audit"
Reader = Annotated[Caller, allow(READ)]
AuditCode = Annotated[int, Code("aud")]


class AuditOut(Schema):
    """One change."""

    model_config = ConfigDict(from_attributes=True)

    id: AuditCode
    at: datetime
    actor: str = Field(description="`staff:…`, `key:…` or `system`.", examples=["staff:1"])
    actor_name: str | None = Field(description="At the time of the change.", examples=["李华"])
    address: str = Field(examples=["203.0.113.7"])
    action: str = Field(examples=["segments.update"])
    target: str = Field(examples=["seg_1h7k2m9"])
    node_id: NodeCode | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class AuditActorOut(Schema):
    """Someone, or some program, that has changed something."""

    actor: str = Field(examples=["staff:1"])
    name: str | None = Field(description="At their last change.", examples=["李华"])


class AuditWordsOut(Schema):
    """What the log can be searched by."""

    actors: list[AuditActorOut]
    actions: list[str] = Field(examples=[["segments.update"]])


@router.get("/words", responses=fails_with(Unauthenticated, PermissionMissing))
def get_words(session: Db, caller: Reader) -> AuditWordsOut:
    """Actors and actions that stand in the log."""
    actors, actions = actors_and_actions(session, nodes=caller.nodes(READ))
    return AuditWordsOut(
        actors=[AuditActorOut(actor=actor, name=name) for actor, name in sorted(actors.items())],
        actions=actions,
    )


@router.get("", responses=fails_with(Unauthenticated, PermissionMissing))
def list_audit(
    session: Db,
    caller: Reader,
    page: PageRequest,
    actor: Annotated[Text | None, Query(max_length=60, examples=["staff:1"])] = None,
    action: Annotated[
        Text | None,
        Query(max_length=100, description="A whole action, or all of a kind: `segments`."),
    ] = None,
    target: Annotated[Text | None, Query(max_length=200)] = None,
    node_id: Annotated[NodeCode | None, Query(description="Here and below.")] = None,
    since: Annotated[Instant | None, Query(description="From this instant on.")] = None,
    until: Annotated[Instant | None, Query(description="Before this instant.")] = None,
) -> Page[AuditOut]:
    """Changes, newest first."""
    position = decode_cursor(page.cursor, int)
    query = audit_query(
        nodes=caller.nodes(READ),
        actor=actor,
        action=action,
        target=target,
        node_id=node_id,
        since=since,
        until=until,
        before_id=position[0] if position else None,
    )
    return page_of(
        session.scalars(query.limit(page.limit + 1)).all(),
        page,
        item=AuditOut.model_validate,
        position=lambda row: (row.id,),
    )
