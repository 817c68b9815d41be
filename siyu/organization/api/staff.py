"""Staff: who works here, with which roles, where."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy import ColumnElement, select

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    Schema,
    Text,
    allow,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.http.callers import PermissionMissing
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code

from .. import totp
from ..audit import write_audit
from ..contracts import NewInvitation
from ..errors import (
    CannotGrant,
    ConsoleHeaderMissing,
    EmailTaken,
    LastAdministrator,
    MembershipNotFound,
    NodeNotFound,
    OutsideScope,
    RoleNotFound,
    StaffNotFound,
)
from ..invitations import invite
from ..models import MembershipRow, StaffRow
from ..permissions import PermissionCatalogue
from ..roles import permissions_of, require_role
from ..scope import require_at, require_grantable
from ..staff import (
    Membership,
    add_staff,
    email_index,
    grant_role,
    memberships,
    require_membership,
    require_staff_row,
    set_active,
    withdraw_role,
)
from ..tree import in_subtrees
from .shapes import (
    Catalogue,
    Email,
    MembershipCode,
    MembershipOut,
    NodeCode,
    RoleCode,
    StaffCode,
    membership_out,
)

router = APIRouter(prefix="/staff", tags=["staff"], route_class=IdempotentRoute)

READ, MANAGE = "organization.read_staff", "organization.manage_staff"
Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]

_ALWAYS = (Unauthenticated, PermissionMissing)
_ON_CHANGE = (*_ALWAYS, ConsoleHeaderMissing, OutsideScope, CannotGrant)

Name = Annotated[Text, Field(min_length=1, max_length=100, examples=["陈晨"])]


class StaffOut(Schema):
    """Someone who works here."""

    id: StaffCode
    email: str = Field(examples=["chenchen@example.com"])
    name: Name
    active: bool
    invited: bool = Field(description="Has not set a password yet.")
    one_time_codes: bool
    memberships: list[MembershipOut]
    created_at: datetime


class MembershipCreate(Schema):
    """A role to give."""

    role_id: RoleCode
    node_id: NodeCode | None = Field(None, description="Here and below; None for everywhere.")


class StaffCreate(Schema):
    """Someone to invite."""

    email: Email
    name: Name
    memberships: list[MembershipCreate] = Field(min_length=1, max_length=50)


class StaffChange(Schema):
    """What to set; what is left out stays."""

    name: Name | None = None
    active: bool | None = Field(None, description="False shuts them out at once.")


class InvitationOut(Schema):
    """A link to hand to the person; shown once."""

    link: str
    token: str
    expires_at: datetime


class StaffInvited(Schema):
    """Someone new, and their invitation."""

    staff: StaffOut
    invitation: InvitationOut


@router.get("", responses=fails_with(*_ALWAYS))
def list_staff(
    session: Db,
    caller: Reader,
    page: PageRequest,
    email: Email | None = None,
    active: bool | None = None,
    node_id: NodeCode | None = None,
) -> Page[StaffOut]:
    """Staff with a role at or below the caller's nodes."""
    query = select(StaffRow).order_by(StaffRow.id).limit(page.limit + 1)
    nodes = caller.nodes(READ)
    if nodes is not None:
        query = query.where(_works_at(nodes))
    if node_id is not None:
        query = query.where(_works_at(frozenset({node_id})))
    if email is not None:
        query = query.where(StaffRow.email_index == email_index(email))
    if active is not None:
        query = query.where(StaffRow.active == active)
    if position := decode_cursor(page.cursor, int):
        query = query.where(StaffRow.id > position[0])
    rows = session.scalars(query).all()
    held = memberships(session, [row.id for row in rows])
    return page_of(
        rows, page, item=lambda row: _out(row, held[row.id]), position=lambda row: (row.id,)
    )


@router.post(
    "",
    status_code=201,
    responses=fails_with(*_ON_CHANGE, EmailTaken, RoleNotFound, NodeNotFound),
)
def invite_staff(
    session: Db, context: Running, caller: Manager, catalogue: Catalogue, body: StaffCreate
) -> StaffInvited:
    """Enter someone with their roles; hand them the link of the answer."""
    for wanted in body.memberships:
        _require_may_give(session, caller, catalogue, wanted.role_id, wanted.node_id)
    row = add_staff(session, email=body.email, name=body.name)
    for wanted in body.memberships:
        grant_role(session, row.id, role_id=wanted.role_id, node_id=wanted.node_id)
    invitation = invite(session, row.id)
    out = _fresh(session, row)
    _note(session, caller, "staff.create", row.id, before=None, after=_plain(out))
    return StaffInvited(staff=out, invitation=_invitation(context, invitation))


@router.get("/{staff_id}", responses=fails_with(*_ALWAYS, StaffNotFound))
def get_staff(session: Db, caller: Reader, staff_id: StaffCode) -> StaffOut:
    """One member of staff."""
    return _fresh(session, _require_visible(session, caller, READ, staff_id))


@router.patch("/{staff_id}", responses=fails_with(*_ON_CHANGE, StaffNotFound, LastAdministrator))
def change(
    session: Db, caller: Manager, catalogue: Catalogue, staff_id: StaffCode, body: StaffChange
) -> StaffOut:
    """Rename someone, shut them out, or let them in again."""
    row = _require_in_charge(session, caller, catalogue, staff_id)
    before = _plain(_fresh(session, row))
    if body.name is not None:
        row.name = body.name
    if body.active is not None:
        set_active(session, staff_id, active=body.active)
    session.flush()
    out = _fresh(session, row)
    _note(session, caller, "staff.update", staff_id, before=before, after=_plain(out))
    return out


@router.post(
    "/{staff_id}/memberships",
    status_code=201,
    responses=fails_with(*_ON_CHANGE, StaffNotFound, RoleNotFound, NodeNotFound),
)
def create_membership(
    session: Db, caller: Manager, catalogue: Catalogue, staff_id: StaffCode, body: MembershipCreate
) -> StaffOut:
    """Give a role at a node; having it already changes nothing."""
    _require_may_give(session, caller, catalogue, body.role_id, body.node_id)
    # Whom the caller does not see: else a role at one's own store would show anybody's address.
    row = _require_visible(session, caller, MANAGE, staff_id)
    before = _plain(_fresh(session, row))
    grant_role(session, staff_id, role_id=body.role_id, node_id=body.node_id)
    out = _fresh(session, row)
    _note(session, caller, "staff.grant_role", staff_id, before=before, after=_plain(out))
    return out


@router.delete(
    "/{staff_id}/memberships/{membership_id}",
    responses=fails_with(*_ON_CHANGE, StaffNotFound, MembershipNotFound, LastAdministrator),
)
def delete_membership(
    session: Db,
    caller: Manager,
    catalogue: Catalogue,
    staff_id: StaffCode,
    membership_id: MembershipCode,
) -> StaffOut:
    """Take a role at a node away."""
    row = require_staff_row(session, staff_id)
    membership = require_membership(session, staff_id, membership_id)
    _require_may_give(session, caller, catalogue, membership.role_id, membership.node_id)
    before = _plain(_fresh(session, row))
    withdraw_role(session, staff_id, membership_id)
    out = _fresh(session, row)
    _note(session, caller, "staff.withdraw_role", staff_id, before=before, after=_plain(out))
    return out


@router.post(
    "/{staff_id}/invitations",
    status_code=201,
    responses=fails_with(*_ON_CHANGE, StaffNotFound),
)
def invite_again(
    session: Db, context: Running, caller: Manager, catalogue: Catalogue, staff_id: StaffCode
) -> InvitationOut:
    """A new link to set a password; earlier links stop working."""
    _require_in_charge(session, caller, catalogue, staff_id)
    invitation = invite(session, staff_id)
    _note(session, caller, "staff.invite", staff_id, before=None, after=None)
    return _invitation(context, invitation)


@router.delete(
    "/{staff_id}/totp", status_code=204, responses=fails_with(*_ON_CHANGE, StaffNotFound)
)
def reset_totp(session: Db, caller: Manager, catalogue: Catalogue, staff_id: StaffCode) -> Response:
    """Switch one-time codes off for someone who lost their authenticator."""
    row = _require_in_charge(session, caller, catalogue, staff_id)
    totp.switch_off(session, row)
    _note(session, caller, "staff.switch_totp_off", staff_id, before=None, after=None)
    return Response(status_code=204)


def _works_at(nodes: frozenset[int]) -> ColumnElement[bool]:
    held = select(MembershipRow.staff_id).where(in_subtrees(MembershipRow.node_id, nodes))
    return StaffRow.id.in_(held)


def _require_visible(session: Session, caller: Caller, permission: str, staff_id: int) -> StaffRow:
    nodes = caller.nodes(permission)
    query = select(StaffRow).where(StaffRow.id == staff_id)
    if nodes is not None:
        query = query.where(_works_at(nodes))
    row = session.scalars(query).first()
    if row is None:
        raise StaffNotFound(staff_id)
    return row


def _require_may_give(
    session: Session,
    caller: Caller,
    catalogue: PermissionCatalogue,
    role_id: int,
    node_id: int | None,
) -> None:
    require_at(session, caller, MANAGE, node_id)
    held = permissions_of(require_role(session, role_id), catalogue)
    require_grantable(session, caller, held, node_id)


def _require_in_charge(
    session: Session, caller: Caller, catalogue: PermissionCatalogue, staff_id: int
) -> StaffRow:
    # Whoever may reset a password can become that person, so must hold all that person holds.
    row = _require_visible(session, caller, MANAGE, staff_id)
    for membership in memberships(session, [staff_id])[staff_id]:
        node_id = membership.node.id if membership.node else None
        _require_may_give(session, caller, catalogue, membership.role.id, node_id)
    return row


def _fresh(session: Session, row: StaffRow) -> StaffOut:
    return _out(row, memberships(session, [row.id])[row.id])


def _out(row: StaffRow, held: list[Membership]) -> StaffOut:
    return StaffOut(
        id=row.id,
        email=row.email,
        name=row.name,
        active=row.active,
        invited=row.password_hash is None,
        one_time_codes=row.totp_confirmed_at is not None,
        memberships=[membership_out(membership) for membership in held],
        created_at=row.created_at,
    )


def _plain(out: StaffOut) -> dict[str, Any]:
    return {
        "active": out.active,
        "roles": [
            {"role": m.role.name, "node": code("node", m.node.id) if m.node else None}
            for m in out.memberships
        ],
    }


def _invitation(context: Context, made: NewInvitation) -> InvitationOut:
    # Behind "#" the token stays in the browser: no server and no proxy logs it.
    link = f"{context.settings.public_url.rstrip('/')}/invitation#{made.token}"
    return InvitationOut(link=link, token=made.token, expires_at=made.expires_at)


def _note(
    session: Session,
    caller: Caller,
    action: str,
    staff_id: int,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    write_audit(
        session,
        caller.actor,
        action=action,
        target=code("stf", staff_id),
        before=before,
        after=after,
    )
