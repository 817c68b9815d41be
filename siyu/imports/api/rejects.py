"""The rows that were not taken: looked at, or downloaded."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Text,
    context_of,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.http.callers import PermissionMissing
from siyu.imports.dirt import title_of
from siyu.imports.errors import ImportNotFound, RejectsGone
from siyu.imports.importing import folder_of
from siyu.imports.rejects import read_rejects
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code

from .schemas import ImportCode, RejectOut
from .shapes import MANAGE, Manager, visible

router = APIRouter(
    prefix="/imports/{import_id}/rejects", tags=["imports"], route_class=IdempotentRoute
)

_FAILS = (Unauthenticated, PermissionMissing, ImportNotFound, RejectsGone)


@router.get(
    "",
    response_class=FileResponse,
    responses={
        **fails_with(*_FAILS),
        200: {"content": {"text/csv": {}}, "description": "The rows that were not taken."},
    },
)
def get_rejects(
    request: Request, session: Db, caller: Manager, import_id: ImportCode
) -> FileResponse:
    """Download the rows that were not taken, each with its reason; holds personal data in clear."""
    return FileResponse(
        _file(request, session, caller, import_id),
        media_type="text/csv; charset=utf-8",
        filename=f"{code('imp', import_id)}-rejects.csv",
    )


@router.get("/rows", responses=fails_with(*_FAILS))
def list_rejects(
    request: Request,
    session: Db,
    caller: Manager,
    import_id: ImportCode,
    page: PageRequest,
    code: Annotated[Text | None, Query(max_length=60, description="Only of this kind.")] = None,
) -> Page[RejectOut]:
    """The rows that were not taken, in the order of the file; holds personal data in clear."""
    path = _file(request, session, caller, import_id)
    position = decode_cursor(page.cursor, int)
    found, end = read_rejects(
        path, code=code, after=max(position[0], 0) if position else 0, most=page.limit
    )
    return Page(
        items=[
            RejectOut(row=each.row, code=each.code, title=title_of(each.code), cells=each.cells)
            for each in found
        ],
        next_cursor=None if end is None else encode_cursor(end),
    )


def _file(request: Request, session: Session, caller: Caller, import_id: int) -> Path:
    row = visible(session, caller, MANAGE, import_id)
    if not caller.may("people.reveal"):
        raise PermissionMissing("people.reveal")
    path = folder_of(context_of(request), row.id) / "rejects.csv"
    if not path.exists():
        raise RejectsGone
    return path
