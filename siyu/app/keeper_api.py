"""What the keeper of an installation does over HTTP: examine it, back it up."""

from datetime import UTC
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from siyu.http import Caller, Db, IdempotentRoute, allow, fails_with
from siyu.kernel.clock import now
from siyu.kernel.errors import Refused
from siyu.organization import write_audit

from .backup import BackupFolderInUse, back_up
from .control import COMMAND_LINE
from .doctor import examine
from .house import House

router = APIRouter(prefix="/system", tags=["system"], route_class=IdempotentRoute)


class DiagnosisOut(BaseModel):
    """One line of the doctor's report; ``problem`` is empty where all is well."""

    kind: str = Field(examples=["invariant"])
    name: str
    says: str
    problem: str


class BackupOut(BaseModel):
    """A finished and verified backup."""

    folder: str
    manifest: dict[str, Any]


class FolderRefused(Refused):
    """Only the command line on the server itself may choose the folder."""


@router.get("/doctor")
def get_diagnosis(
    request: Request, caller: Annotated[Caller, allow("system.read")]
) -> list[DiagnosisOut]:
    """Checks, lags and every module's invariants."""
    house: House = request.app.state.house
    return [DiagnosisOut(**vars(finding)) for finding in examine(house)]


@router.post("/backups", status_code=201, responses=fails_with(BackupFolderInUse, FolderRefused))
def create_backup(
    request: Request,
    session: Db,
    caller: Annotated[Caller, allow("system.manage")],
    folder: str | None = None,
) -> BackupOut:
    """Back both stores up into ``home/backups``; answers when the copy is verified."""
    house: House = request.app.state.house
    if folder is not None and caller.actor != COMMAND_LINE:
        raise FolderRefused
    stamp = now().astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    target = Path(folder) if folder else house.settings.home / "backups" / stamp
    # A copy waits for SQLite's writer; this request must not be one.
    session.rollback()
    manifest = back_up(house, target)
    with house.context.session() as own:
        write_audit(
            own, caller.actor, action="system.back_up", target=target.name, before=None, after=None
        )
    return BackupOut(folder=str(target), manifest=manifest)
