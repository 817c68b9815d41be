"""An import from its beginning to its end: begun, checked (a dry run), run, found again after a kill."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from siyu import organization
from siyu.imports.contracts import Detection, Finding, Kind, Mapping, Report
from siyu.imports.corrections import Verdict
from siyu.imports.detection import inspect_file
from siyu.imports.dirt import severity_of
from siyu.imports.errors import FileChanged, ImportNotFound
from siyu.imports.models import ImportRow
from siyu.imports.preparing import Progress, check_mapping, mark_of, prepare
from siyu.imports.saved_mappings import find_mapping, save_mapping
from siyu.imports.sending import Send, batches, foresee, send_batch
from siyu.imports.spool import Items
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.files import Files
from siyu.warehouse import Warehouse

DEFAULT_SOURCE = "Imports"


def import_file(
    context: Context,
    path: Path,
    *,
    kind: Kind,
    mapping: Mapping | None = None,
    source: str | None = None,
    progress: Progress = lambda *_: None,
) -> Report:
    """Import a file of this machine; the same call after a kill goes on where it stood.

    Args:
        mapping: one that was saved for such a file, else the suggested one, where None.
        source: name of the source its events come from; made where there is none.

    Raises:
        MappingIncomplete: no column was found for a needed field.
        FileUnreadable, FileEmpty, FileUnpacksTooLarge: see there.

    """
    import_id = _find_or_begin(context, path, kind=kind, mapping=mapping, source=source)
    return run_import(context, import_id, progress=progress)


def check_file(
    context: Context,
    path: Path,
    *,
    kind: Kind,
    mapping: Mapping | None = None,
    source: str | None = None,
    progress: Progress = lambda *_: None,
) -> Report:
    """What ``import_file`` would do, without doing it."""
    import_id = _find_or_begin(context, path, kind=kind, mapping=mapping, source=source)
    return check_import(context, import_id, progress=progress)


def begin_import(
    context: Context,
    session: Session,
    *,
    title: str,
    file: str,
    in_place: bool,
    file_hash: str,
    detection: Detection,
    mapping: Mapping | None,
    source: str | int | None,
    created_by: str,
) -> ImportRow:
    """Write down a file that is to be imported."""
    path = path_of(context, file, in_place=in_place)
    key = _source(session, source)
    saved = find_mapping(session, detection)
    row = ImportRow(
        kind=detection.kind,
        title=title[:200],
        state="new",
        file=file,
        in_place=in_place,
        file_bytes=path.stat().st_size,
        file_hash=file_hash,
        source_id=key.source_id,
        source_name=key.source_name,
        node_id=key.node_id,
        detection=msgspec.to_builtins(detection),
        mapping=msgspec.to_builtins(mapping or saved or detection.mapping),
        report=None,
        created_by=created_by,
        created_at=now(),
    )
    session.add(row)
    session.flush()
    return row


def check_import(
    context: Context, import_id: int, *, progress: Progress = lambda *_: None
) -> Report:
    """Read the whole file and say what is in it; send nothing.

    Raises:
        MappingIncomplete, MappingMalformed, FileUnreadable, FileUnpacksTooLarge: see there.

    """
    report, items, send = _prepare(context, import_id, progress)
    verdicts = foresee(context, send, items)
    seen = {
        Verdict.changed: "order_changed",
        Verdict.conflicting: "order_changed_customer",
    }
    report = replace(
        report,
        already_there=verdicts[Verdict.same],
        findings=[
            *report.findings,
            *_order_findings(send.kind, {code: verdicts[v] for v, code in seen.items()}),
        ],
    )
    _change(context, import_id, report=msgspec.to_builtins(report), state="checked")
    return report


def run_import(context: Context, import_id: int, *, progress: Progress = lambda *_: None) -> Report:
    """Import what has not been imported yet; safe to call again at any time.

    Raises:
        ImportNotReady: another process is at it.
        MappingIncomplete, MappingMalformed, FileUnreadable, FileUnpacksTooLarge: see there.

    """
    row = _read(context, import_id)
    if row.state == "done" and row.report is not None:
        return msgspec.convert(row.report, Report)
    report, items, send = _prepare(context, import_id, progress)
    with context.session() as session:
        save_mapping(session, _detection(row), send.mapping, actor=row.created_by)
    _change(context, import_id, state="running")
    total, done = items.count(), row.sent_items
    for batch in batches(items.read(done)):
        send_batch(context, send, batch, done=done)
        done += len(batch)
        progress(done, total, "sending")
    report = _final(report, _read(context, import_id))
    _change(
        context,
        import_id,
        report=msgspec.to_builtins(report),
        state="done",
        finished_at=now(),
    )
    _forget_file(context, row)
    return report


def folder_of(context: Context, import_id: int) -> Path:
    """Where an import keeps what lies between the file and the stores, and its rejects."""
    return context.settings.home / "imports" / str(import_id)


def require_import(session: Session, import_id: int) -> ImportRow:
    """The import's row.

    Raises:
        ImportNotFound: there is none.

    """
    row = session.get(ImportRow, import_id)
    if row is None:
        raise ImportNotFound
    return row


def file_hash(path: Path) -> str:
    """SHA-256 of the file as it lies on disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _find_or_begin(
    context: Context, path: Path, *, kind: Kind, mapping: Mapping | None, source: str | None
) -> int:
    """The unfinished import of the same file under the same mapping, else a new one."""
    path = path.expanduser().absolute()
    settings = context.settings
    detection = inspect_file(
        path,
        kind,
        warehouse=find_warehouse(context),
        time_zone=settings.timezone,
        currency=settings.currency,
    )
    hashed = file_hash(path)
    with context.session() as session:
        chosen = mapping or find_mapping(session, detection) or detection.mapping
        check_mapping(kind, chosen, [column.name for column in detection.columns])
        for row in session.scalars(
            select(ImportRow).where(
                ImportRow.file_hash == hashed, ImportRow.kind == kind, ImportRow.state != "done"
            )
        ):
            same = msgspec.convert(row.mapping, Mapping) == chosen
            if row.in_place and same and row.source_name == (source or DEFAULT_SOURCE):
                row.file = str(path)
                return row.id
        return begin_import(
            context,
            session,
            title=path.name,
            file=str(path),
            in_place=True,
            file_hash=hashed,
            detection=detection,
            mapping=chosen,
            source=source,
            created_by="cli",
        ).id


def _prepare(context: Context, import_id: int, progress: Progress) -> tuple[Report, Items, Send]:
    """Items on disk and their report: kept ones where nothing has changed, else made anew."""
    row = _read(context, import_id)
    detection, mapping = _detection(row), msgspec.convert(row.mapping, Mapping)
    source = str(row.source_id)
    send = Send(
        import_id=import_id,
        kind=detection.kind,
        mapping=mapping,
        source_id=row.source_id,
        source_name=row.source_name,
        node_id=row.node_id,
        at=row.created_at,
    )
    folder, mark = folder_of(context, import_id), mark_of(detection, mapping, source)
    items = Items(folder / "items")
    if row.prepared == mark and row.report is not None and items.is_complete(mark):
        return _bare(msgspec.convert(row.report, Report)), items, send
    path = path_of(context, row.file, in_place=row.in_place)
    if row.in_place and (path.stat().st_size != row.file_bytes or file_hash(path) != row.file_hash):
        raise FileChanged
    with context.session(read_only=True) as session:
        stores = frozenset(node.code for node in organization.list_nodes(session) if node.code)
    report, items = prepare(
        path,
        detection,
        mapping,
        source=source,
        at=row.created_at,
        folder=folder,
        stores=stores,
        warehouse=find_warehouse(context),
        progress=progress,
    )
    report = replace(report, import_id=import_id)
    _change(context, import_id, report=msgspec.to_builtins(report), prepared=mark)
    return report, items, send


def _bare(report: Report) -> Report:
    """A report without what the comparison with the past adds."""
    return replace(
        report,
        already_there=0,
        findings=[f for f in report.findings if not f.code.startswith("order_changed")],
    )


def _final(report: Report, row: ImportRow) -> Report:
    found = {"order_changed": row.changed_items, "order_changed_customer": row.conflicting_items}
    return replace(
        report,
        sent=row.new_items,
        corrected=row.corrected_items,
        already_there=row.sent_items - row.new_items - row.changed_items - row.conflicting_items,
        findings=[*report.findings, *_order_findings(Kind(row.kind), found)],
        position=row.position,
        finished=True,
    )


def _order_findings(kind: Kind, counts: dict[str, int]) -> list[Finding]:
    return [
        Finding(code=code, severity=severity_of(code), count=count, first_rows=[])
        for code, count in counts.items()
        if count and kind is Kind.orders
    ]


def _source(session: Session, source: str | int | None) -> organization.WriteKey:
    keys = organization.list_write_keys(session)
    wanted = DEFAULT_SOURCE if source is None else source
    for key in keys:
        if wanted in (key.source_id, key.source_name):
            return key
    if isinstance(wanted, int):
        raise organization.SourceNotFound(wanted)
    return organization.add_source(session, name=wanted, kind=organization.SourceKind.file)


def _detection(row: ImportRow) -> Detection:
    return msgspec.convert(row.detection, Detection)


def path_of(context: Context, file: str, *, in_place: bool) -> Path:
    return Path(file) if in_place else context.get(Files).path(file)


def _forget_file(context: Context, row: ImportRow) -> None:
    """An upload is personal data: once it is imported, only the rejects are kept."""
    shutil.rmtree(folder_of(context, row.id) / "items", ignore_errors=True)
    if not row.in_place:
        context.get(Files).delete(row.file)


def find_warehouse(context: Context) -> Warehouse | None:
    found: Warehouse | None = context.services.get(Warehouse)
    return found


def _read(context: Context, import_id: int) -> ImportRow:
    with context.session(read_only=True) as session:
        return require_import(session, import_id)


def _change(context: Context, import_id: int, **values: Any) -> None:
    with context.session() as session:
        row = require_import(session, import_id)
        for name, value in values.items():
            setattr(row, name, value)
