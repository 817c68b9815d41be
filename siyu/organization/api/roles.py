"""Roles, and the permissions they are made of."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy import select

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
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
from siyu.kernel.ids import code

from ..audit import write_audit
from ..errors import (
    CannotGrant,
    ConsoleHeaderMissing,
    OutsideScope,
    PermissionUnknown,
    RoleBuiltIn,
    RoleInUse,
    RoleNameTaken,
    RoleNotFound,
)
from ..models import RoleRow
from ..permissions import BUILT_IN_ROLES, PermissionCatalogue
from ..roles import (
    add_role,
    change_role,
    count_holders,
    permissions_of,
    remove_role,
    require_role,
)
from ..scope import require_at, require_grantable
from .shapes import Catalogue, PermissionName, RoleCode

router = APIRouter(tags=["roles"], route_class=IdempotentRoute)

READ, MANAGE = "organization.read", "organization.manage_roles"
Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]

_ALWAYS = (Unauthenticated, PermissionMissing)
_ON_CHANGE = (*_ALWAYS, ConsoleHeaderMissing, OutsideScope, CannotGrant, RoleNameTaken)


class PermissionOut(Schema):
    """Something a role may allow."""

    name: PermissionName
    title: dict[str, str] = Field(examples=[{"zh": "查看用户", "en": "See people"}])


class RoleOut(Schema):
    """A set of permissions."""

    id: RoleCode
    name: str = Field(examples=["operator"])
    title: dict[str, str] = Field(description="Name by language, for built-in roles.")
    description: str
    built_in: bool
    permissions: list[PermissionName]
    staff_count: int = Field(description="People who hold it somewhere.", examples=[12])


class RoleCreate(Schema):
    """A role of the brand's own."""

    name: Annotated[Text, Field(min_length=1, max_length=100, examples=["区域督导"])]
    description: Annotated[Text, Field(max_length=500)] = ""
    permissions: list[PermissionName] = Field(max_length=500)


class RoleChange(Schema):
    """What to set; what is left out stays."""

    name: Annotated[Text, Field(min_length=1, max_length=100)] | None = None
    description: Annotated[Text, Field(max_length=500)] | None = None
    permissions: list[PermissionName] | None = Field(None, max_length=500)


@router.get("/permissions", responses=fails_with(*_ALWAYS))
def list_permissions(caller: Reader, catalogue: Catalogue) -> list[PermissionOut]:
    """Everything a role may allow in this installation."""
    return [PermissionOut(name=p.name, title=p.title) for p in catalogue.all()]


@router.get("/roles", responses=fails_with(*_ALWAYS))
def list_roles(
    session: Db, caller: Reader, catalogue: Catalogue, page: PageRequest
) -> Page[RoleOut]:
    """Roles, built-in ones first."""
    query = select(RoleRow).order_by(RoleRow.id).limit(page.limit + 1)
    if position := decode_cursor(page.cursor, int):
        query = query.where(RoleRow.id > position[0])
    rows = session.scalars(query).all()
    holders = count_holders(session, [row.id for row in rows])
    return page_of(
        rows,
        page,
        item=lambda row: _out(row, catalogue, holders[row.id]),
        position=lambda row: (row.id,),
    )


@router.get("/roles/{role_id}", responses=fails_with(*_ALWAYS, RoleNotFound))
def get_role(session: Db, caller: Reader, catalogue: Catalogue, role_id: RoleCode) -> RoleOut:
    """One role."""
    row = require_role(session, role_id)
    return _out(row, catalogue, count_holders(session, [role_id])[role_id])


@router.post("/roles", status_code=201, responses=fails_with(*_ON_CHANGE, PermissionUnknown))
def create_role(session: Db, caller: Manager, catalogue: Catalogue, body: RoleCreate) -> RoleOut:
    """Make a role out of permissions the caller holds everywhere."""
    require_at(session, caller, MANAGE, None)
    catalogue.require_known(body.permissions)
    require_grantable(session, caller, body.permissions, None)
    row = add_role(
        session, name=body.name, description=body.description, permissions=body.permissions
    )
    _note(session, caller, "roles.create", row.id, before=None, after=_plain(row))
    return _out(row, catalogue, 0)


@router.patch(
    "/roles/{role_id}",
    responses=fails_with(*_ON_CHANGE, PermissionUnknown, RoleNotFound, RoleBuiltIn),
)
def change(
    session: Db, caller: Manager, catalogue: Catalogue, role_id: RoleCode, body: RoleChange
) -> RoleOut:
    """Change a role of the brand's own; whoever has it is affected at once."""
    require_at(session, caller, MANAGE, None)
    row = require_role(session, role_id)
    before = _plain(row)
    if body.permissions is not None:
        added = set(body.permissions) - set(row.permissions)
        catalogue.require_known(added)
        require_grantable(session, caller, added, None)
    row = change_role(session, role_id, **body.model_dump(exclude_none=True))
    _note(session, caller, "roles.update", role_id, before=before, after=_plain(row))
    return _out(row, catalogue, count_holders(session, [role_id])[role_id])


@router.delete(
    "/roles/{role_id}",
    status_code=204,
    responses=fails_with(
        *_ALWAYS, ConsoleHeaderMissing, OutsideScope, RoleNotFound, RoleBuiltIn, RoleInUse
    ),
)
def delete_role(session: Db, caller: Manager, role_id: RoleCode) -> Response:
    """Drop a role nobody has."""
    require_at(session, caller, MANAGE, None)
    before = _plain(require_role(session, role_id))
    remove_role(session, role_id)
    _note(session, caller, "roles.delete", role_id, before=before, after=None)
    return Response(status_code=204)


def _out(row: RoleRow, catalogue: PermissionCatalogue, staff_count: int) -> RoleOut:
    return RoleOut(
        id=row.id,
        name=row.name,
        title=BUILT_IN_ROLES[row.name] if row.built_in else {},
        description=row.description,
        built_in=row.built_in,
        permissions=sorted(permissions_of(row, catalogue)),
        staff_count=staff_count,
    )


def _plain(row: RoleRow) -> dict[str, Any]:
    return {"name": row.name, "description": row.description, "permissions": row.permissions}


def _note(
    session: Db,
    caller: Caller,
    action: str,
    role_id: int,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    write_audit(
        session,
        caller.actor,
        action=action,
        target=code("rol", role_id),
        before=before,
        after=after,
    )
