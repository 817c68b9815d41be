"""API keys."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import ConfigDict, Field
from sqlalchemy import select

from siyu.http import (
    Caller,
    Code,
    Db,
    IdempotentRoute,
    Instant,
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

from ..api_keys import add_api_key, require_api_key, revoke_api_key
from ..audit import write_audit
from ..errors import (
    ApiKeyNotFound,
    CannotGrant,
    ConsoleHeaderMissing,
    NodeNotFound,
    OutsideScope,
    PermissionUnknown,
)
from ..models import ApiKeyRow
from ..scope import WithinNode, narrowed_ids, require_at, require_grantable
from .shapes import Catalogue, NodeCode, PermissionName

router = APIRouter(prefix="/keys", tags=["keys"], route_class=IdempotentRoute)

MANAGE = "organization.manage_keys"
Manager = Annotated[Caller, allow(MANAGE)]
KeyCode = Annotated[int, Code("key")]

_ALWAYS = (Unauthenticated, PermissionMissing)
_ON_CHANGE = (*_ALWAYS, ConsoleHeaderMissing, OutsideScope)


class ApiKeyOut(Schema):
    """A program that may call."""

    model_config = ConfigDict(from_attributes=True)

    id: KeyCode
    name: str = Field(examples=["ERP"])
    hint: str = Field(description="Last letters of the key.", examples=["x4Qd"])
    permissions: list[PermissionName]
    node_id: NodeCode | None
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None = Field(description="To within a minute.")
    revoked_at: datetime | None


class ApiKeyCreate(Schema):
    """A key to make."""

    name: Annotated[Text, Field(min_length=1, max_length=100, examples=["ERP"])]
    permissions: list[PermissionName] = Field(min_length=1, max_length=500)
    node_id: NodeCode | None = Field(None, description="Here and below; None for everywhere.")
    expires_at: Instant | None = None


class ApiKeyMade(ApiKeyOut):
    """The new key with its text, which is shown only here."""

    key: str = Field(examples=["sk_…"], description="Send it as `Authorization: Bearer`.")


@router.get("", responses=fails_with(*_ALWAYS))
def list_keys(
    session: Db,
    caller: Manager,
    page: PageRequest,
    revoked: bool = False,
    node_id: WithinNode = None,
) -> Page[ApiKeyOut]:
    """Keys at or below the caller's nodes, newest first."""
    query = select(ApiKeyRow).order_by(ApiKeyRow.id.desc()).limit(page.limit + 1)
    nodes = narrowed_ids(session, caller.nodes(MANAGE), node_id)
    if nodes is not None:
        query = query.where(ApiKeyRow.node_id.in_(nodes))
    if not revoked:
        query = query.where(ApiKeyRow.revoked_at.is_(None))
    if position := decode_cursor(page.cursor, int):
        query = query.where(ApiKeyRow.id < position[0])
    return page_of(
        session.scalars(query).all(),
        page,
        item=ApiKeyOut.model_validate,
        position=lambda row: (row.id,),
    )


@router.post(
    "",
    status_code=201,
    responses=fails_with(*_ON_CHANGE, CannotGrant, PermissionUnknown, NodeNotFound),
)
def create_key(
    session: Db, caller: Manager, catalogue: Catalogue, body: ApiKeyCreate
) -> ApiKeyMade:
    """Make a key out of permissions the caller holds."""
    require_at(session, caller, MANAGE, body.node_id)
    catalogue.require_known(body.permissions)
    require_grantable(session, caller, body.permissions, body.node_id)
    row, key = add_api_key(session, created_by=caller.actor, **body.model_dump())
    _note(session, caller, "keys.create", row, after=_plain(row))
    return ApiKeyMade(**ApiKeyOut.model_validate(row).model_dump(mode="python"), key=key)


@router.delete("/{key_id}", responses=fails_with(*_ON_CHANGE, ApiKeyNotFound))
def delete_key(session: Db, caller: Manager, key_id: KeyCode) -> ApiKeyOut:
    """Revoke a key, at once and for good."""
    require_at(session, caller, MANAGE, require_api_key(session, key_id).node_id)
    row = revoke_api_key(session, key_id)
    _note(session, caller, "keys.revoke", row, after=None)
    return ApiKeyOut.model_validate(row)


def _plain(row: ApiKeyRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "permissions": row.permissions,
        "node": code("node", row.node_id) if row.node_id else None,
        "expires_at": row.expires_at.isoformat() if row.expires_at else None,
    }


def _note(
    session: Db, caller: Caller, action: str, row: ApiKeyRow, *, after: dict[str, Any] | None
) -> None:
    write_audit(
        session,
        caller.actor,
        action=action,
        target=code("key", row.id),
        node_id=row.node_id,
        before=None if after else _plain(row),
        after=after,
    )
