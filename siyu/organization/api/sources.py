"""Sources of events and their write keys."""

from collections.abc import Sequence
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
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code

from ..audit import write_audit
from ..contracts import SourceKind
from ..errors import (
    ConsoleHeaderMissing,
    NodeNotFound,
    OutsideScope,
    SourceNameTaken,
    SourceNotFound,
    WriteKeyNotFound,
)
from ..models import SourceRow, WriteKeyRow
from ..scope import WithinNode, holds_at, narrowed_ids, require_at
from ..sources import (
    add_source,
    add_write_key,
    change_source,
    require_source,
    revoke_write_key,
)
from .shapes import NodeCode

router = APIRouter(prefix="/sources", tags=["sources"], route_class=IdempotentRoute)

READ, MANAGE = "organization.read_sources", "organization.manage_sources"
Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
SourceCode = Annotated[int, Code("src")]
WriteKeyCode = Annotated[int, Code("wky")]

_ALWAYS = (Unauthenticated, PermissionMissing)
_ON_CHANGE = (*_ALWAYS, ConsoleHeaderMissing, OutsideScope, SourceNotFound)

Name = Annotated[Text, Field(min_length=1, max_length=100, examples=["小程序"])]


class WriteKeyOut(Schema):
    """What an SDK signs its events with; no secret."""

    model_config = ConfigDict(from_attributes=True)

    id: WriteKeyCode
    key: str = Field(examples=["wk_…"])
    created_at: datetime
    revoked_at: datetime | None


class SourceOut(Schema):
    """Something that sends events."""

    id: SourceCode
    name: Name
    kind: SourceKind
    node_id: NodeCode | None
    strict: bool = Field(description="Events the tracking plan does not know are quarantined.")
    active: bool
    created_at: datetime
    write_keys: list[WriteKeyOut]


class SourceCreate(Schema):
    """A source to add; the answer holds its first write key."""

    name: Name
    kind: SourceKind
    node_id: NodeCode | None = Field(None, description="Events belong here; None: to nobody.")
    strict: bool = False


class SourceChange(Schema):
    """What to set; what is left out stays."""

    name: Name | None = None
    node_id: NodeCode | None = None
    strict: bool | None = None
    active: bool | None = None


@router.get("", responses=fails_with(*_ALWAYS))
def list_sources(
    session: Db, caller: Reader, page: PageRequest, node_id: WithinNode = None
) -> Page[SourceOut]:
    """Sources at or below the caller's nodes."""
    query = select(SourceRow).order_by(SourceRow.id).limit(page.limit + 1)
    nodes = narrowed_ids(session, caller.nodes(READ), node_id)
    if nodes is not None:
        query = query.where(SourceRow.node_id.in_(nodes))
    if position := decode_cursor(page.cursor, int):
        query = query.where(SourceRow.id > position[0])
    rows = session.scalars(query).all()
    keys = _keys_by_source(session, rows)
    return page_of(
        rows, page, item=lambda row: _out(row, keys[row.id]), position=lambda row: (row.id,)
    )


@router.post("", status_code=201, responses=fails_with(*_ON_CHANGE, SourceNameTaken, NodeNotFound))
def create_source(session: Db, caller: Manager, body: SourceCreate) -> SourceOut:
    """Add a source with its first write key."""
    require_at(session, caller, MANAGE, body.node_id)
    source_id = add_source(session, **body.model_dump()).source_id
    row = require_source(session, source_id)
    _note(session, caller, "sources.create", row, before=None)
    return _fresh(session, row)


@router.get("/{source_id}", responses=fails_with(*_ALWAYS, SourceNotFound))
def get_source(session: Db, caller: Reader, source_id: SourceCode) -> SourceOut:
    """One source."""
    row = require_source(session, source_id)
    if not holds_at(session, caller, READ, row.node_id):
        raise SourceNotFound(source_id)
    return _fresh(session, row)


@router.patch("/{source_id}", responses=fails_with(*_ON_CHANGE, SourceNameTaken, NodeNotFound))
def change(session: Db, caller: Manager, source_id: SourceCode, body: SourceChange) -> SourceOut:
    """Rename a source, stop it, or hang it on another node."""
    row = _require_managed(session, caller, source_id)
    before = _plain(row)
    changes = body.model_dump(exclude_none=True)
    if "node_id" in body.model_fields_set:
        require_at(session, caller, MANAGE, body.node_id)
        changes["node_id"] = body.node_id
    row = change_source(session, source_id, changes)
    _note(session, caller, "sources.update", row, before=before)
    return _fresh(session, row)


@router.post("/{source_id}/keys", status_code=201, responses=fails_with(*_ON_CHANGE))
def create_write_key(session: Db, caller: Manager, source_id: SourceCode) -> SourceOut:
    """One more write key; the others go on working until they are revoked."""
    row = _require_managed(session, caller, source_id)
    add_write_key(session, source_id)
    _note(session, caller, "sources.add_key", row, before=None)
    return _fresh(session, row)


@router.delete(
    "/{source_id}/keys/{write_key_id}", responses=fails_with(*_ON_CHANGE, WriteKeyNotFound)
)
def delete_write_key(
    session: Db, caller: Manager, source_id: SourceCode, write_key_id: WriteKeyCode
) -> SourceOut:
    """Revoke a write key."""
    row = _require_managed(session, caller, source_id)
    revoke_write_key(session, source_id, write_key_id)
    _note(session, caller, "sources.revoke_key", row, before=None)
    return _fresh(session, row)


def _require_managed(session: Session, caller: Caller, source_id: int) -> SourceRow:
    row = require_source(session, source_id)
    require_at(session, caller, MANAGE, row.node_id)
    return row


def _keys_by_source(session: Session, rows: Sequence[SourceRow]) -> dict[int, list[WriteKeyRow]]:
    found: dict[int, list[WriteKeyRow]] = {row.id: [] for row in rows}
    query = select(WriteKeyRow).where(WriteKeyRow.source_id.in_(found)).order_by(WriteKeyRow.id)
    for key in session.scalars(query):
        found[key.source_id].append(key)
    return found


def _fresh(session: Session, row: SourceRow) -> SourceOut:
    return _out(row, _keys_by_source(session, [row])[row.id])


def _out(row: SourceRow, keys: list[WriteKeyRow]) -> SourceOut:
    return SourceOut(
        id=row.id,
        name=row.name,
        kind=SourceKind(row.kind),
        node_id=row.node_id,
        strict=row.strict,
        active=row.active,
        created_at=row.created_at,
        write_keys=[WriteKeyOut.model_validate(key) for key in keys],
    )


def _plain(row: SourceRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "kind": row.kind,
        "node": code("node", row.node_id) if row.node_id else None,
        "strict": row.strict,
        "active": row.active,
    }


def _note(
    session: Session,
    caller: Caller,
    action: str,
    row: SourceRow,
    *,
    before: dict[str, Any] | None,
) -> None:
    write_audit(
        session,
        caller.actor,
        action=action,
        target=code("src", row.id),
        node_id=row.node_id,
        before=before,
        after=_plain(row),
    )
