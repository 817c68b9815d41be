"""The catalogue as a file in the console: tried, taken in, written out."""

import csv
import io
import shutil
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import ConfigDict, Field

from siyu import imports, organization
from siyu.http import LateRoute, Schema, context_of, fails_with
from siyu.kernel.files import Files, FileTooLarge
from siyu.kernel.spreadsheets import safe_cell

from .. import prices, stock
from ..access import STOCK, Manager, Reader
from ..goods_files import GoodsFileTooLong, GoodsFileUnfit, export_goods, take_goods
from ..schemas import LocationCode, PriceBookCode
from .stock_api import require_location_at

FILE_BYTES_MAX = 32 << 20
FORM_BYTES_MAX = 1 << 20
BAD_SHOWN_MAX = 500

router = APIRouter(prefix="/commerce", tags=["commerce_goods_files"], route_class=LateRoute)


class BadGoodsRow(Schema):
    """A row that was not taken, the reason's code, and what stood there."""

    model_config = ConfigDict(from_attributes=True)

    row: int = Field(description="Its number in the file; the header is 1.")
    code: str
    value: str


class GoodsFileOut(Schema):
    """What a file did, or would do."""

    dry_run: bool
    rows: int
    taken: int
    products_made: int
    products_changed: int
    skus_made: int
    skus_changed: int
    prices_written: int
    levels_moved: int
    bad_count: int
    bad: list[BadGoodsRow] = Field(description="The first 500.")


@router.post(
    "/goods-files",
    max_body_size=FILE_BYTES_MAX + FORM_BYTES_MAX,
    responses=fails_with(
        FileTooLarge,
        GoodsFileUnfit,
        GoodsFileTooLong,
        imports.FileEmpty,
        imports.FileUnreadable,
        imports.FileUnpacksTooLarge,
        prices.PriceBookNotFound,
        stock.LocationNotFound,
    ),
)
def post_goods_file(
    request: Request,
    caller: Manager,
    file: UploadFile,
    dry_run: Annotated[bool, Form(description="Only say what it would do.")] = True,
    price_book_id: Annotated[
        PriceBookCode | None, Form(description="Where prices go; without it they are passed over.")
    ] = None,
    location_id: Annotated[
        LocationCode | None, Form(description="Where stock lies; without it stock is passed over.")
    ] = None,
) -> GoodsFileOut:
    """Take a CSV or XLSX of SKUs in, or try it; the same file again changes nothing."""
    context = context_of(request)
    with context.session(read_only=True) as session:
        if price_book_id is not None:
            prices.require_price_book(session, price_book_id)
        if location_id is not None:
            require_location_at(session, caller, STOCK, location_id)
    files = context.get(Files)
    with files.create() as (name, handle):
        shutil.copyfileobj(file.file, handle)
    try:
        if files.path(name).stat().st_size > FILE_BYTES_MAX:
            raise FileTooLarge(FILE_BYTES_MAX)
        report = take_goods(
            context,
            files.path(name),
            price_book_id=price_book_id,
            location_id=location_id,
            dry_run=dry_run,
            actor=caller.actor,
        )
    finally:
        files.delete(name)
    told = GoodsFileOut(
        dry_run=dry_run,
        rows=report.rows,
        taken=report.taken,
        products_made=report.products_made,
        products_changed=report.products_changed,
        skus_made=report.skus_made,
        skus_changed=report.skus_changed,
        prices_written=report.prices_written,
        levels_moved=report.levels_moved,
        bad_count=len(report.bad),
        bad=[BadGoodsRow.model_validate(bad) for bad in report.bad[:BAD_SHOWN_MAX]],
    )
    if not dry_run:
        with context.session() as session:
            organization.write_audit(
                session,
                caller.actor,
                action="commerce.goods_files.take",
                target=(file.filename or "file").replace("\x00", "")[:200],
                before=None,
                after=told.model_dump(mode="json", exclude={"bad"}),
            )
    return told


@router.get(
    "/goods-files/export",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/csv": {}}},
        **fails_with(prices.PriceBookNotFound, stock.LocationNotFound),
    },
)
def export_goods_file(
    request: Request,
    caller: Reader,
    price_book_id: Annotated[PriceBookCode | None, Query(description="Whose prices.")] = None,
    location_id: Annotated[LocationCode | None, Query(description="Whose stock.")] = None,
    language: Annotated[str, Query(pattern="^(zh|en)$")] = "zh",
) -> StreamingResponse:
    """The catalogue as CSV, in the columns that can be taken in again."""
    context = context_of(request)
    with context.session(read_only=True) as session:
        if price_book_id is not None:
            prices.require_price_book(session, price_book_id)
        if location_id is not None:
            require_location_at(session, caller, "commerce.read", location_id)

    def lines() -> Iterator[str]:
        with context.session(read_only=True) as session:
            yield "\ufeff"  # without the mark a spreadsheet takes Chinese for something else
            for rows in export_goods(
                session,
                price_book_id=price_book_id,
                location_id=location_id,
                language=language,
            ):
                text = io.StringIO()
                csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
                yield text.getvalue()

    return StreamingResponse(
        lines(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="goods.csv"'},
    )
