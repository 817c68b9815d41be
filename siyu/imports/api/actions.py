"""What is done with an import: dry run, start, pause, resume, cancel."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request

from siyu import organization
from siyu.http import Caller, Db, IdempotentRoute, context_of, fails_with
from siyu.http.callers import PermissionMissing
from siyu.imports.errors import (
    ImportNotFound,
    ImportNotReady,
    MappingIncomplete,
    MappingMalformed,
)
from siyu.imports.jobs import cancel, pause, request_check, request_run, resume
from siyu.imports.models import ImportRow
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code

from .schemas import ImportCode, ImportOut
from .shapes import MANAGE, Manager, import_out, visible

router = APIRouter(prefix="/imports/{import_id}", tags=["imports"], route_class=IdempotentRoute)

_MISSING = (Unauthenticated, PermissionMissing, ImportNotFound, ImportNotReady)
_UNREADY: dict[int | str, dict[str, Any]] = fails_with(
    *_MISSING, MappingIncomplete, MappingMalformed
)


@router.post("/dry-run", status_code=202, responses=_UNREADY)
def check_import(
    request: Request, session: Db, caller: Manager, import_id: ImportCode
) -> ImportOut:
    """Read the whole file and report what is in it; import nothing."""
    return _act(
        request,
        session,
        caller,
        import_id,
        "check",
        lambda row: request_check(session, row, actor=caller.actor),
    )


@router.post("/start", status_code=202, responses=_UNREADY)
def start_import(
    request: Request, session: Db, caller: Manager, import_id: ImportCode
) -> ImportOut:
    """Import; what came before is not imported again."""
    return _act(
        request,
        session,
        caller,
        import_id,
        "start",
        lambda row: request_run(session, row, actor=caller.actor),
    )


@router.post("/pause", responses=fails_with(*_MISSING))
def pause_import(
    request: Request, session: Db, caller: Manager, import_id: ImportCode
) -> ImportOut:
    """Hold the work at its next step."""
    return _act(request, session, caller, import_id, "pause", lambda row: pause(session, row))


@router.post("/resume", responses=fails_with(*_MISSING))
def resume_import(
    request: Request, session: Db, caller: Manager, import_id: ImportCode
) -> ImportOut:
    """Go on where a paused or failed import stands."""
    return _act(request, session, caller, import_id, "resume", lambda row: resume(session, row))


@router.post("/cancel", responses=fails_with(*_MISSING))
def cancel_import(
    request: Request, session: Db, caller: Manager, import_id: ImportCode
) -> ImportOut:
    """Stop for good; what was imported so far stays."""
    return _act(request, session, caller, import_id, "cancel", lambda row: cancel(session, row))


def _act(
    request: Request,
    session: Session,
    caller: Caller,
    import_id: int,
    what: str,
    do: Callable[[ImportRow], None],
) -> ImportOut:
    row = visible(session, caller, MANAGE, import_id)
    before = row.state
    do(row)
    session.flush()
    organization.write_audit(
        session,
        caller.actor,
        action=f"imports.{what}",
        target=code("imp", row.id),
        before={"state": before},
        after={"state": row.state},
        node_id=row.node_id,
    )
    return import_out(context_of(request), session, row)
