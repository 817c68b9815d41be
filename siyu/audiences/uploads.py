"""A file of identifiers, one a line, put on a list as a job."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.files import Files, FileTooLarge
from siyu.kernel.jobs import JobRun, request_job

from .lists import find_people, put_on_list

UPLOAD = "audiences.upload"
BYTES_MAX = 200 << 20
FORM_BYTES_MAX = 1 << 20
"""Around the file itself."""
LINE_MAX = 10_000
ROWS_AT_ONCE = 1_000
UNKNOWN_SHOWN_MAX = 1_000


def keep_file(files: Files, source: IO[bytes]) -> str:
    """Store an upload; returns its name.

    Raises:
        FileTooLarge: more than 200 MB.

    """
    size = 0
    with files.create(".csv") as (name, handle):
        while part := source.read(1 << 20):
            size += len(part)
            if size > BYTES_MAX:
                raise FileTooLarge(bytes_max=BYTES_MAX)
            handle.write(part)
    return name


def request_upload(
    session: Session,
    list_id: int,
    *,
    actor: str,
    file: str,
    identifier_type: str,
    org_nodes: frozenset[int] | None = None,
) -> int:
    """Ask for a stored file to be put on a list; returns the job's id.

    Args:
        org_nodes: who belongs to none of these is nobody; None is everywhere.

    """
    return request_job(
        session,
        UPLOAD,
        key=f"{UPLOAD}:{file}",
        arguments={
            "list_id": list_id,
            "file": file,
            "identifier_type": identifier_type,
            "org_nodes": None if org_nodes is None else sorted(org_nodes),
        },
        requested_by=actor,
    )


def upload(context: Context, run: JobRun) -> dict[str, Any]:
    """Find people line by line and put them on the list; a second time changes nothing."""
    asked = run.arguments
    nodes = asked.get("org_nodes")
    within = None if nodes is None else frozenset(nodes)
    files = context.get(Files)
    found_all, unknown_all, lines_all, added = 0, 0, 0, 0
    shown: list[int] = []
    batch: list[tuple[int, str]] = []

    def take() -> None:
        nonlocal found_all, unknown_all, added
        with context.session() as session:
            found, unknown = find_people(
                session,
                asked["identifier_type"],
                [value for _, value in batch],
                org_nodes=within,
            )
            added += put_on_list(
                session, int(asked["list_id"]), found, actor=f"job:{run.job_id or 0}"
            )
        found_all += len(found)
        unknown_all += len(unknown)
        shown.extend(batch[position][0] for position in unknown[: UNKNOWN_SHOWN_MAX - len(shown)])
        batch.clear()

    for number, value in _lines(files.path(asked["file"])):
        lines_all = number
        batch.append((number, value))
        if len(batch) >= ROWS_AT_ONCE:
            take()
            run.report(number)
    take()
    files.delete(asked["file"])
    return {
        "lines": lines_all,
        "found": found_all,
        "added": added,
        "unknown": unknown_all,
        "unknown_lines": shown,
    }


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Line numbers from 1 and the first column, without empty ones."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for number, line in enumerate(_bounded(file), 1):
            cells = next(csv.reader([line.replace("\x00", "")]), [])
            if cells and cells[0].strip():
                yield number, cells[0].strip()[:500]


def _bounded(file: IO[str]) -> Iterator[str]:
    # A line without end must not fill the memory; what is cut off counts as further lines.
    while line := file.readline(LINE_MAX):
        yield line.rstrip("\r\n")
