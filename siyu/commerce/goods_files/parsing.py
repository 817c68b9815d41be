"""A row of cells to a line, or why not; nothing typed into a file is trusted."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from ..prices import PRICE_MINOR_MAX
from ..stock.contracts import QUANTITY_MAX
from .columns import status_of
from .contracts import BadRow, GoodsLine

WEIGHT_G_MAX = 10_000_000
OPTIONS_MAX = 5
MINOR = 100

_LENGTHS = {
    "product_code": 100,
    "sku_code": 100,
    "title": 200,
    "subtitle": 200,
    "description": 50_000,
    "brand": 100,
    "barcode": 50,
}
# NUL and its kin, halves of characters, and what stands for bytes that were none.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd]")
# An apostrophe that a spreadsheet needs before what it would take for a formula.
_GUARDED = re.compile(r"^'(?=\s*[=+\-@\t\r|%])")


class UnfitCell(Exception):
    """A cell that cannot be taken: the code of the reason, and what stood there."""

    def __init__(self, code: str, value: str) -> None:
        super().__init__(code)
        self.code, self.value = code, value[:100]


def line_of(row: int, cells: Sequence[str], places: Mapping[str, int]) -> GoodsLine | BadRow:
    """The line of a row; an empty cell says nothing."""
    try:
        return _line(row, {name: cell_of(cells, place) for name, place in places.items()})
    except UnfitCell as error:
        return BadRow(row=row, code=error.code, value=shown(error.value))


def _line(row: int, said: dict[str, str]) -> GoodsLine:
    for name in ("product_code", "sku_code"):
        if not said.get(name):
            raise UnfitCell(f"{name}_missing", "")
    for name, most in _LENGTHS.items():
        if len(said.get(name, "")) > most:
            raise UnfitCell("too_long", said[name])
    price, crossed_out = _money(said.get("price")), _money(said.get("list_price"))
    if crossed_out is not None and (price is None or crossed_out < price):
        raise UnfitCell("list_price_below_price", said["list_price"])
    return GoodsLine(
        row=row,
        product_code=said["product_code"],
        sku_code=said["sku_code"],
        title=said.get("title") or None,
        subtitle=said.get("subtitle") or None,
        description=said.get("description") or None,
        category=_parts(said.get("category"), "/>", 100),
        brand=said.get("brand") or None,
        tags=_parts(said.get("tags"), ",，、;；", 50),
        pictures=_pictures(said.get("pictures")),
        status=_status(said.get("status")),
        options=_options(said.get("options")),
        barcode=said.get("barcode") or None,
        weight_g=_whole(said.get("weight_g"), WEIGHT_G_MAX),
        floor_minor=_money(said.get("floor_price")),
        price_minor=price,
        list_minor=crossed_out,
        stock=_whole(said.get("stock"), QUANTITY_MAX),
        safety=_whole(said.get("safety"), QUANTITY_MAX),
    )


def shown(text: str) -> str:
    """A cell that can be told of, whatever stands in it."""
    return _UNFIT.sub("?", text)[:100]


def cell_of(cells: Sequence[str], place: int) -> str:
    """What stands in a column, without what a spreadsheet put around it; empty where the row is short.

    Raises:
        UnfitCell: characters that no store keeps.

    """
    text = cells[place].strip() if place < len(cells) else ""
    if _UNFIT.search(text):
        raise UnfitCell("unfit_characters", text)
    return _GUARDED.sub("", text)


def _money(text: str | None) -> int | None:
    number = _number(text)
    if number is None or text is None:
        return None
    minor = number * MINOR
    if minor != minor.to_integral_value():
        raise UnfitCell("too_fine", text)
    if not 0 <= minor <= PRICE_MINOR_MAX:
        raise UnfitCell("out_of_range", text)
    return int(minor)


def _whole(text: str | None, most: int) -> int | None:
    number = _number(text)
    if number is None or text is None:
        return None
    if number != number.to_integral_value():
        raise UnfitCell("not_whole", text)
    if not 0 <= number <= most:
        raise UnfitCell("out_of_range", text)
    return int(number)


def _number(text: str | None) -> Decimal | None:
    if not text:
        return None
    plain = text.replace(",", "").replace("，", "").removeprefix("¥").removeprefix("￥").strip()
    # Before Decimal sees it: 1e999999999 is a short text, and a number of a billion digits.
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", plain, re.ASCII):
        raise UnfitCell("not_a_number", text)
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise UnfitCell("not_a_number", text) from None


def _status(text: str | None) -> str | None:
    if not text:
        return None
    found = status_of(text)
    if found is None:
        raise UnfitCell("status_unknown", text)
    return found


def _parts(text: str | None, separators: str, most: int) -> tuple[str, ...] | None:
    if not text:
        return None
    parts = [part.strip() for part in re.split(f"[{re.escape(separators)}]", text)]
    found = tuple(dict.fromkeys(part for part in parts if part))
    for part in found:
        if len(part) > most:
            raise UnfitCell("too_long", part)
    if len(found) > 50:
        raise UnfitCell("too_many", text)
    return found or None


def _pictures(text: str | None) -> tuple[str, ...] | None:
    if not text:
        return None
    found = tuple(text.split())
    for address in found:
        if not re.match(r"https?://", address) or len(address) > 2000:
            raise UnfitCell("not_an_address", address)
    if len(found) > 50:
        raise UnfitCell("too_many", text)
    return found


def _options(text: str | None) -> dict[str, str]:
    """``颜色:红; 尺码:S`` as a mapping."""
    found: dict[str, str] = {}
    for part in re.split("[;；]", text or ""):
        if not part.strip():
            continue
        name, colon, value = part.replace("：", ":").partition(":")
        name, value = name.strip(), value.strip()
        if not colon or not name or not value or name in found:
            raise UnfitCell("options_malformed", text or "")
        if max(len(name), len(value)) > 50 or len(found) == OPTIONS_MAX:
            raise UnfitCell("too_long", part)
        found[name] = value
    return found
