"""Many parcels at once in the console: chosen orders or a file; tried, shipped, fetched as a table."""

import csv
import io
import shutil
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response, UploadFile
from pydantic import ConfigDict, Field

from siyu import imports, organization
from siyu.http import Caller, Code, Db, IdempotentRoute, Running, Schema, Text, fails_with
from siyu.kernel.context import Context
from siyu.kernel.files import Files, FileTooLarge
from siyu.kernel.ids import code
from siyu.kernel.spreadsheets import safe_cell

from .. import ship_files
from ..access import FULFIL, Fulfiller
from ..schemas import OrderCode
from ..ship_files import ROWS_MAX, RowOutcome, ShipLine, ShippedRow

FILE_BYTES_MAX = 8 << 20
FORM_BYTES_MAX = 1 << 20

router = APIRouter(prefix="/commerce", tags=["commerce_ship_batches"], route_class=IdempotentRoute)

BatchCode = Annotated[int, Code("shb")]
Language = Annotated[str, Query(pattern="^(zh|en)$", description="Of the header and the words.")]


class ShipRowBody(Schema):
    """An order to ship, all that is left of it."""

    order_id: OrderCode
    carrier: Annotated[Text, Field(min_length=1, max_length=50, examples=["SF"])]
    waybill: Annotated[Text, Field(max_length=100)] = Field(
        "", description="Empty asks the carrier for one."
    )


class ShipBatchBody(Schema):
    """Orders to ship at once."""

    dry_run: bool = Field(True, description="Only say what it would do.")
    rows: Annotated[list[ShipRowBody], Field(min_length=1, max_length=ROWS_MAX)]


class ShipRowOut(Schema):
    """What came of a row, and the reason's code where it was refused."""

    model_config = ConfigDict(from_attributes=True)

    row: int = Field(description="Its number in the file, the header being 1; or its place.")
    order: str
    carrier: str
    waybill: str
    outcome: RowOutcome
    code: str


class ShipBatchOut(Schema):
    """What a batch did, or would do; `shipped` counts what would be where it was only tried."""

    id: BatchCode | None = Field(description="By which its outcome is fetched; null of a try.")
    dry_run: bool
    shipped: int
    again: int
    refused: int
    rows: list[ShipRowOut]


@router.post("/ship-batches")
def post_ship_batch(body: ShipBatchBody, context: Running, caller: Fulfiller) -> ShipBatchOut:
    """Ship orders, or try it; each once, however often it is sent."""
    lines = [
        ShipLine(
            row=place,
            order=code("ord", row.order_id),
            carrier=row.carrier.strip(),
            waybill=row.waybill.strip(),
        )
        for place, row in enumerate(body.rows, 1)
    ]
    return _run(context, caller, lines, dry_run=body.dry_run, name="")


@router.post(
    "/ship-files",
    max_body_size=FILE_BYTES_MAX + FORM_BYTES_MAX,
    responses=fails_with(
        FileTooLarge,
        ship_files.ShipFileUnfit,
        ship_files.ShipFileTooLong,
        imports.FileEmpty,
        imports.FileUnreadable,
        imports.FileUnpacksTooLarge,
    ),
)
def post_ship_file(
    context: Running,
    caller: Fulfiller,
    file: UploadFile,
    dry_run: Annotated[bool, Form(description="Only say what it would do.")] = True,
) -> ShipBatchOut:
    """Ship the orders of a CSV or XLSX, or try it; the same file again ships nothing more."""
    files = context.get(Files)
    with files.create() as (name, handle):
        shutil.copyfileobj(file.file, handle)
    try:
        if files.path(name).stat().st_size > FILE_BYTES_MAX:
            raise FileTooLarge(FILE_BYTES_MAX)
        # Read whole, so that a file that is too long ships nothing.
        lines = list(ship_files.read_lines(files.path(name)))
    finally:
        files.delete(name)
    shown = (file.filename or "file").replace("\x00", "")[:200]
    return _run(context, caller, lines, dry_run=dry_run, name=shown)


@router.get(
    "/ship-batches/waiting",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
def export_waiting(session: Db, caller: Fulfiller, language: Language = "zh") -> Response:
    """Orders that wait to be shipped as CSV, with carrier and number to be filled in and sent back."""
    nodes = organization.scope_ids(session, caller.nodes(FULFIL))
    return _csv(ship_files.waiting_table(session, nodes, language), "to-ship.csv")


@router.get(
    "/ship-batches/{batch_id}/outcome",
    response_class=Response,
    responses={
        200: {"content": {"text/csv": {}}},
        **fails_with(ship_files.ShipBatchNotFound),
    },
)
def export_outcome(
    batch_id: BatchCode, session: Db, caller: Fulfiller, language: Language = "zh"
) -> Response:
    """What came of each row of a batch as CSV; to whoever sent it."""
    batch = ship_files.require_batch(session, batch_id, by=caller.actor)
    return _csv(ship_files.outcome_table(batch, language), "shipped.csv")


def _run(
    context: Context, caller: Caller, lines: Iterable[ShipLine], *, dry_run: bool, name: str
) -> ShipBatchOut:
    rows = ship_files.ship_many(context, lines, dry_run=dry_run, caller=caller)
    batch_id = None
    if not dry_run:
        with context.session() as session:
            batch_id = ship_files.keep_batch(session, rows, name=name, by=caller.actor).id
    return ShipBatchOut(
        id=batch_id,
        dry_run=dry_run,
        shipped=_count(rows, RowOutcome.shipped, RowOutcome.good),
        again=_count(rows, RowOutcome.again),
        refused=_count(rows, RowOutcome.refused),
        rows=[ShipRowOut.model_validate(row) for row in rows],
    )


def _count(rows: list[ShippedRow], *outcomes: RowOutcome) -> int:
    return sum(row.outcome in outcomes for row in rows)


def _csv(rows: Iterable[list[str]], name: str) -> Response:
    text = io.StringIO()
    text.write("\ufeff")  # without the mark a spreadsheet takes Chinese for something else
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
    return Response(
        text.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
