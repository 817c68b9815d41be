"""Households and companies."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from siyu.http import Caller, Db, IdempotentRoute, Page, Schema, Text, fails_with
from siyu.kernel import ids
from siyu.kernel.database import Session
from siyu.organization import NodeNotFound, OutsideScope, require_at, write_audit

from ..accounts import add_member, members_of, remove_member
from ..contracts import PersonKind
from ..errors import (
    IdentifierTaken,
    IdentifierUnusable,
    MembershipNotFound,
    NotAnAccount,
    PersonNotFound,
)
from ..manual import create_person
from .people import AllBlocks
from .person_shapes import PersonOut
from .shapes import (
    MANAGE,
    OF_PERSON,
    Instant,
    JsonObject,
    Manager,
    NodeCode,
    PersonCode,
    PersonSummary,
    Reader,
    require_visible,
)
from .views import summaries, whole_person

router = APIRouter(prefix="/accounts", tags=["accounts"], route_class=IdempotentRoute)

Role = Annotated[Text, Field(max_length=100, examples=["buyer"])]


class AccountCreate(Schema):
    """A household or a company."""

    kind: Literal["household", "company"]
    traits: JsonObject = Field({}, examples=[{"name": "静安幼儿园"}])
    node_id: NodeCode | None = None


class MemberIn(Schema):
    """What a member is to the account."""

    role: Role = ""
    since: Instant | None = None


class MemberOut(Schema):
    """A member."""

    person: PersonSummary
    role: str
    since: datetime


@router.post(
    "",
    status_code=201,
    responses=fails_with(
        *OF_PERSON, IdentifierTaken, IdentifierUnusable, OutsideScope, NodeNotFound
    ),
)
def create_account(
    session: Db, caller: Manager, blocks: AllBlocks, body: AccountCreate
) -> PersonOut:
    """Enter a household or a company; it is listed among people, by its kind."""
    if body.node_id is not None or caller.nodes(MANAGE) is not None:
        require_at(session, caller, MANAGE, body.node_id)
    account = create_person(
        session,
        traits=body.traits,
        kind=PersonKind(body.kind),
        org_node_id=body.node_id,
    )
    write_audit(
        session,
        caller.actor,
        action="accounts.create",
        target=ids.code("per", account),
        before=None,
        after={"kind": body.kind},
    )
    return whole_person(session, caller, require_visible(session, caller, account), blocks)


@router.get("/{account_id}/members", responses=fails_with(*OF_PERSON, NotAnAccount))
def list_members(session: Db, caller: Reader, account_id: PersonCode) -> Page[MemberOut]:
    """Who belongs to it; those the caller may not see are left out."""
    require_visible(session, caller, account_id)
    members = members_of(session, account_id)
    shown = [
        MemberOut(person=summary, role=members[summary.id][0], since=members[summary.id][1])
        for summary in summaries(session, caller, sorted(members))
        if _sees(session, caller, summary.id)
    ]
    return Page[MemberOut](items=shown, total=len(shown))


@router.put(
    "/{account_id}/members/{person_id}",
    status_code=204,
    responses=fails_with(*OF_PERSON, NotAnAccount),
)
def put_member(
    session: Db, caller: Manager, account_id: PersonCode, person_id: PersonCode, body: MemberIn
) -> Response:
    """Make somebody a member, or give another role."""
    for one in (account_id, person_id):
        require_visible(session, caller, one, MANAGE)
    add_member(session, account_id, person_id, role=body.role, since=body.since)
    write_audit(
        session,
        caller.actor,
        action="accounts.add_member",
        target=ids.code("per", account_id),
        before=None,
        after={"person": ids.code("per", person_id), "role": body.role},
    )
    return Response(status_code=204)


@router.delete(
    "/{account_id}/members/{person_id}",
    status_code=204,
    responses=fails_with(*OF_PERSON, MembershipNotFound),
)
def delete_member(
    session: Db, caller: Manager, account_id: PersonCode, person_id: PersonCode
) -> Response:
    """End a membership."""
    require_visible(session, caller, account_id, MANAGE)
    if not remove_member(session, account_id, person_id):
        raise MembershipNotFound(account_id, person_id)
    write_audit(
        session,
        caller.actor,
        action="accounts.remove_member",
        target=ids.code("per", account_id),
        before={"person": ids.code("per", person_id)},
        after=None,
    )
    return Response(status_code=204)


def _sees(session: Session, caller: Caller, person_id: int) -> bool:
    try:
        require_visible(session, caller, person_id)
    except PersonNotFound:
        return False
    return True
