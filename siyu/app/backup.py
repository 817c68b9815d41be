"""``siyu backup`` and ``siyu restore``: both stores, taken while running, verified.

The loader rests while the copy is made, so the inbox's cursor and the warehouse agree; accepting
events and all else goes on. A folder holds::

    manifest.json     when, version, schema revision, and size and SHA-256 of every file
    relational/       a SQLite file per store, or one COPY file per table of PostgreSQL
    warehouse/        ClickHouse's own backup
    files/            uploads and exports
    secret.key        only where the key lives in the home folder
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Engine, create_engine

from siyu.kernel.clock import now
from siyu.kernel.errors import Conflict, Invalid
from siyu.kernel.settings import Settings
from siyu.tracking import loading_paused
from siyu.warehouse import Warehouse
from siyu.warehouse import backup as back_up_warehouse
from siyu.warehouse import restore as restore_warehouse

from .house import House
from .postgres_copy import dump_tables, load_tables
from .stores import folder_bytes

FORMAT = 1

log = structlog.get_logger(__name__)


@dataclass(eq=False)
class BackupFolderInUse(Conflict):
    """The folder for the backup exists already and is not empty."""

    folder: str


@dataclass(eq=False)
class BackupDamaged(Invalid):
    """The backup is not whole: a file is missing or differs from what was written."""

    file: str


@dataclass(eq=False)
class HomeNotEmpty(Conflict):
    """There is data here already; restore into an empty home, or say --replace."""

    home: str


@dataclass(frozen=True, kw_only=True)
class MadeBackup:
    """A backup as its manifest tells of it."""

    name: str
    made_at: datetime
    siyu: str
    files: int
    bytes: int


def back_up(house: House, folder: Path) -> dict[str, Any]:
    """Write a backup and read it back; returns its manifest.

    Raises:
        BackupFolderInUse: the folder is not empty.

    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupFolderInUse(str(folder))
    settings = house.settings
    for name in ("relational", "warehouse", "files"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with loading_paused(house.context):
        _copy_relational(settings, house.context.engine, folder / "relational")
        back_up_warehouse(house.context.get(Warehouse), folder / "warehouse")
    shutil.copytree(settings.home / "files", folder / "files", dirs_exist_ok=True)
    key = settings.home / "secret.key"
    if key.exists():
        shutil.copy2(key, folder / "secret.key")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "siyu": version("siyu"),
        "made_at": now().isoformat(),
        "relational": house.context.engine.dialect.name,
        "files": {name: _digest(folder / name) for name in _names(folder)},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False))
    verify(folder)
    log.info("backup.made", files=len(manifest["files"]))
    return manifest


def list_backups(folder: Path, *, most: int = 50) -> list[MadeBackup]:
    """Finished backups in a folder, newest first; what has no readable manifest is none."""
    if not folder.is_dir():
        return []
    found = [_made(each) for each in folder.iterdir() if each.is_dir()]
    finished = [backup for backup in found if backup is not None]
    return sorted(finished, key=lambda backup: backup.made_at, reverse=True)[:most]


def _made(folder: Path) -> MadeBackup | None:
    try:
        manifest = json.loads((folder / "manifest.json").read_text())
        return MadeBackup(
            name=folder.name,
            made_at=datetime.fromisoformat(manifest["made_at"]),
            siyu=str(manifest["siyu"]),
            files=len(manifest["files"]),
            bytes=folder_bytes(folder),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def verify(folder: Path) -> dict[str, Any]:
    """Check every file of a backup against its manifest, and that SQLite files are sound.

    Raises:
        BackupDamaged: names the first file that is missing or differs.

    """
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
        files: dict[str, str] = manifest["files"]
    except (OSError, ValueError, KeyError):
        raise BackupDamaged("manifest.json") from None
    for name, digest in files.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise BackupDamaged(name)
        if name.endswith(".db") and not _is_sound(path):
            raise BackupDamaged(name)
    return manifest


def restore(settings: Settings, folder: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put a backup back; nothing may be running on these stores.

    Raises:
        BackupDamaged: the backup is not whole; nothing was touched.
        HomeNotEmpty: there is data already and ``replace`` was not said.

    """
    manifest = verify(folder)
    is_sqlite = settings.database.startswith("sqlite")
    if is_sqlite != (manifest["relational"] == "sqlite"):
        raise BackupDamaged(f"relational: made on {manifest['relational']}")
    stores = [_path(url) for url in _sqlite_urls(settings)] if is_sqlite else []
    occupied = [path for path in stores if path.exists()]
    if (occupied or (settings.home / "warehouse").exists()) and not replace:
        raise HomeNotEmpty(str(settings.home))
    settings.home.mkdir(parents=True, exist_ok=True)
    if (folder / "secret.key").exists():
        shutil.copy2(folder / "secret.key", settings.home / "secret.key")
    shutil.copytree(folder / "files", settings.home / "files", dirs_exist_ok=True)
    if is_sqlite:
        for path in stores:
            _remove_sqlite(path)
            if (folder / "relational" / path.name).exists():
                shutil.copy2(folder / "relational" / path.name, path)
    else:
        engine = create_engine(settings.database)
        load_tables(engine, folder / "relational")
        engine.dispose()
    if settings.warehouse.startswith("chdb:"):
        shutil.rmtree(settings.home / "warehouse", ignore_errors=True)
    warehouse = Warehouse(settings.warehouse, cluster=settings.warehouse_cluster or None)
    try:
        restore_warehouse(warehouse, folder / "warehouse")
    finally:
        warehouse.close()
    return manifest


def _copy_relational(settings: Settings, engine: Engine, folder: Path) -> None:
    if engine.dialect.name == "postgresql":
        dump_tables(engine, folder)
        return
    for url in _sqlite_urls(settings):
        path = _path(url)
        if not path.exists():
            continue
        # SQLite's own online backup: a consistent copy while others write.
        source, target = sqlite3.connect(path), sqlite3.connect(folder / path.name)
        try:
            source.backup(target)
            target.execute("pragma journal_mode=delete")
        finally:
            source.close()
            target.close()


def _sqlite_urls(settings: Settings) -> list[str]:
    return [settings.database, settings.inbox_database, settings.jobs_database]


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _remove_sqlite(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _is_sound(path: Path) -> bool:
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        return bool(connection.execute("pragma integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "manifest.json":
            yield str(path.relative_to(folder))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
