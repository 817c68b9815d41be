"""Imports: list, look, set kind and mapping."""

from typing import Any

import msgspec
from fastapi import APIRouter, Request
from sqlalchemy import select

from siyu import organization
from siyu.http import (
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    context_of,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.http.callers import PermissionMissing
from siyu.imports.contracts import Kind
from siyu.imports.errors import (
    FileEmpty,
    FileUnpacksTooLarge,
    FileUnreadable,
    ImportNotFound,
    ImportNotReady,
    MappingMalformed,
)
from siyu.imports.mapping_changes import change_import
from siyu.imports.models import ImportRow
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.files import FileGone
from siyu.kernel.ids import code

from .schemas import ImportChange, ImportCode, ImportOut
from .shapes import MANAGE, READ, Manager, Reader, import_out, visible

router = APIRouter(prefix="/imports", tags=["imports"], route_class=IdempotentRoute)

_ALWAYS = (Unauthenticated, PermissionMissing)


@router.get("", responses=fails_with(*_ALWAYS))
def list_imports(
    request: Request,
    session: Db,
    caller: Reader,
    page: PageRequest,
    kind: Kind | None = None,
    node_id: organization.WithinNode = None,
) -> Page[ImportOut]:
    """Imports at or below the caller's nodes, newest first."""
    query = select(ImportRow).order_by(ImportRow.id.desc()).limit(page.limit + 1)
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    if nodes is not None:
        query = query.where(ImportRow.node_id.in_(nodes))
    if kind is not None:
        query = query.where(ImportRow.kind == kind)
    if position := decode_cursor(page.cursor, int):
        query = query.where(ImportRow.id < position[0])
    context = context_of(request)
    return page_of(
        session.scalars(query).all(),
        page,
        item=lambda row: import_out(context, session, row),
        position=lambda row: (row.id,),
    )


@router.get("/{import_id}", responses=fails_with(*_ALWAYS, ImportNotFound))
def get_import(request: Request, session: Db, caller: Reader, import_id: ImportCode) -> ImportOut:
    """An import with its progress and its report."""
    return import_out(context_of(request), session, visible(session, caller, READ, import_id))


@router.patch(
    "/{import_id}",
    responses=fails_with(
        *_ALWAYS,
        ImportNotFound,
        ImportNotReady,
        MappingMalformed,
        FileGone,
        FileEmpty,
        FileUnreadable,
        FileUnpacksTooLarge,
    ),
)
def update_import(
    request: Request, session: Db, caller: Manager, import_id: ImportCode, body: ImportChange
) -> ImportOut:
    """Set how the file is read and what its columns mean, before anything of it is sent."""
    context = context_of(request)
    row = visible(session, caller, MANAGE, import_id)
    before = _meant(row)
    change_import(context, session, row, kind=body.kind, reading=body.reading, mapping=body.mapping)
    organization.write_audit(
        session,
        caller.actor,
        action="imports.update",
        target=code("imp", row.id),
        before=before,
        after=_meant(row),
        node_id=row.node_id,
    )
    return import_out(context, session, row)


def _meant(row: ImportRow) -> dict[str, Any]:
    """What an operator decides about a file."""
    meant: dict[str, Any] = msgspec.to_builtins(
        {"kind": row.kind, "mapping": row.mapping, "reading": row.detection.get("reading")}
    )
    return meant
