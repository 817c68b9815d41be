"""What the keeper of an installation does over HTTP: examine it, measure it, back it up."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import ConfigDict, Field

from siyu.http import Caller, IdempotentRoute, Schema, allow, fails_with
from siyu.kernel.clock import now
from siyu.kernel.errors import Refused
from siyu.organization import allow_everywhere, write_audit

from .backup import BackupFolderInUse, back_up, list_backups
from .control import COMMAND_LINE
from .doctor import examine
from .house import BUILT_IN, House
from .housekeeping import MODULE as HOUSEKEEPING
from .stores import measure_disk, measure_stores

router = APIRouter(prefix="/system", tags=["system"], route_class=IdempotentRoute)


class DiagnosisOut(Schema):
    """One line of the doctor's report; ``problem`` is empty where all is well."""

    kind: str = Field(examples=["invariant"])
    name: str
    says: str
    problem: str


class BackupOut(Schema):
    """A finished and verified backup."""

    folder: str
    manifest: dict[str, Any]


class BackupSummary(Schema):
    """A backup that lies in the home folder."""

    model_config = ConfigDict(from_attributes=True)

    name: str = Field(examples=["20261122-041500"])
    made_at: datetime
    siyu: str = Field(description="Version that made it.", examples=["0.1.0"])
    files: int
    bytes: int


class TableSizeOut(Schema):
    """One table of a store."""

    model_config = ConfigDict(from_attributes=True)

    name: str = Field(examples=["events"])
    rows: int
    bytes: int


class StoreOut(Schema):
    """One store and what it takes."""

    model_config = ConfigDict(from_attributes=True)

    name: str = Field(description="`relational`, `inbox`, `jobs`, `warehouse`, `files`, `backups`.")
    engine: str = Field(description="`sqlite`, `postgresql`, `chdb`, `clickhouse` or `folder`.")
    bytes: int | None = Field(description="Null where the store does not answer.")
    tables: list[TableSizeOut] = Field(description="The largest; empty where they share one file.")


class StoresOut(Schema):
    """All stores, and the room left for them."""

    stores: list[StoreOut]
    disk_total_bytes: int
    disk_free_bytes: int


class ScheduleOut(Schema):
    """Work by the clock."""

    model_config = ConfigDict(from_attributes=True)

    name: str = Field(examples=["kernel.trim_outbox"])
    cron: str = Field(description="In the business time zone.", examples=["15 4 * * *"])


class ModuleOut(Schema):
    """A module of siyu, or a plug-in, that is loaded."""

    name: str = Field(examples=["people"])
    plug_in: bool = Field(description="Came as a distribution of its own.")
    blocks: list[str] = Field(description="`<kind> <name>` of each.", examples=[["channel email"]])
    events: list[str]
    jobs: list[str]
    schedules: list[ScheduleOut]
    permissions: list[str]
    invariants: int


class FolderRefused(Refused):
    """Only the command line on the server itself may choose the folder."""


@router.get("/doctor")
def get_diagnosis(
    request: Request,
    caller: Annotated[Caller, allow("system.read")],
    invariants: Annotated[
        bool, Query(description="They read whole tables: minutes, where there is much.")
    ] = True,
) -> list[DiagnosisOut]:
    """Checks, lags and every module's invariants."""
    house: House = request.app.state.house
    return [DiagnosisOut(**vars(finding)) for finding in examine(house, invariants=invariants)]


@router.get("/stores")
def list_stores(request: Request, caller: Annotated[Caller, allow("system.read")]) -> StoresOut:
    """Every store with its size."""
    house: House = request.app.state.house
    disk = measure_disk(house)
    return StoresOut(
        stores=[StoreOut.model_validate(store) for store in measure_stores(house)],
        disk_total_bytes=disk.total_bytes,
        disk_free_bytes=disk.free_bytes,
    )


@router.get("/modules")
def list_modules(
    request: Request, caller: Annotated[Caller, allow("system.read")]
) -> list[ModuleOut]:
    """Modules and plug-ins that are loaded, lowest floor first."""
    house: House = request.app.state.house
    own = {HOUSEKEEPING.name, *(module.name for module in BUILT_IN)}
    return [
        ModuleOut(
            name=module.name,
            plug_in=module.name not in own,
            blocks=[f"{block.kind} {block.name}" for block in module.blocks],
            events=[event.name for event in module.events],
            jobs=[job.name for job in module.jobs],
            schedules=[ScheduleOut.model_validate(each) for each in module.schedules],
            permissions=[permission.name for permission in module.permissions],
            invariants=len(module.invariants),
        )
        for module in house.modules
    ]


@router.get("/backups")
def get_backups(
    request: Request, caller: Annotated[Caller, allow("system.read")]
) -> list[BackupSummary]:
    """Backups in ``home/backups``, newest first."""
    house: House = request.app.state.house
    found = list_backups(house.settings.home / "backups")
    return [BackupSummary.model_validate(backup) for backup in found]


@router.post("/backups", status_code=201, responses=fails_with(BackupFolderInUse, FolderRefused))
def create_backup(
    request: Request,
    caller: Annotated[Caller, allow_everywhere("system.manage")],
    folder: str | None = None,
) -> BackupOut:
    """Back both stores up into ``home/backups``; answers when the copy is verified."""
    house: House = request.app.state.house
    if folder is not None and caller.actor != COMMAND_LINE:
        raise FolderRefused
    stamp = now().astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    target = Path(folder) if folder else house.settings.home / "backups" / stamp
    # A copy waits for SQLite's writer: this request is none meanwhile.
    manifest = back_up(house, target)
    with house.context.session() as own:
        write_audit(
            own, caller.actor, action="system.back_up", target=target.name, before=None, after=None
        )
    return BackupOut(folder=str(target), manifest=manifest)
