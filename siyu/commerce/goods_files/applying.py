"""One product of a goods file, with its SKUs, prices and stock, in the caller's savepoint."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import select

from siyu.kernel.database import Session
from siyu.kernel.errors import Conflict, Invalid

from .. import catalogue, prices, stock
from ..catalogue import NewProduct, NewSku, ProductStatus
from ..catalogue.models import BrandRow, CategoryRow, ProductRow, SkuRow
from .contracts import GoodsLine, GoodsReport

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where prices and stock of a file go, and the cause of what moves."""

    price_book_id: int | None
    location_id: int | None
    cause: str
    actor: str


@dataclass(eq=False)
class TitleMissing(Invalid):
    """A product that is not there yet needs a title."""

    product_code: str


@dataclass(eq=False)
class SkuOfAnotherProduct(Conflict):
    """The SKU belongs to another product already."""

    sku_code: str


@dataclass(eq=False)
class OptionsFixed(Conflict):
    """A SKU keeps its options; other options are another SKU."""

    sku_code: str


def apply_product(
    session: Session, code: str, lines: Sequence[GoodsLine], target: Target
) -> GoodsReport:
    """Make or change a product as its rows say; returns what was done.

    Raises:
        SiyuError: a row cannot be taken; then none of the product is.

    """
    done = GoodsReport(taken=len(lines))
    row = session.scalars(select(ProductRow).where(ProductRow.code == code)).first()
    known = {sku.code: sku for sku in catalogue.skus_of(session, row.id)} if row else {}
    _refuse_foreign(session, lines, known)
    wanted = _product(session, code, row, lines)
    if row is None:
        row = catalogue.add_product(session, wanted)
        done.products_made += 1
    elif wanted != _kept(session, row):
        catalogue.change_product(session, row.id, wanted)
        done.products_changed += 1
    sku_ids = {line.sku_code: _sku(session, row.id, line, known, done) for line in lines}
    _write_prices(session, lines, sku_ids, target, done)
    _write_stock(session, lines, sku_ids, target, done)
    status = next((line.status for line in reversed(lines) if line.status), None)
    if status is not None and status != row.status:
        catalogue.set_status(session, row.id, ProductStatus(status))
    return done


def _refuse_foreign(session: Session, lines: Sequence[GoodsLine], known: dict[str, SkuRow]) -> None:
    others = [line.sku_code for line in lines if line.sku_code not in known]
    taken = session.scalars(select(SkuRow.code).where(SkuRow.code.in_(others))).first()
    if taken is not None:
        raise SkuOfAnotherProduct(taken)


def _product(
    session: Session, code: str, row: ProductRow | None, lines: Sequence[GoodsLine]
) -> NewProduct:
    """The product as the rows say it, the last that says something; else as it is."""
    if row is None:
        title = _last(line.title for line in lines)
        if title is None:
            raise TitleMissing(code)
        before = NewProduct(code=code, title=title)
    else:
        before = _kept(session, row)
    category = _last(line.category for line in lines)
    brand = _last(line.brand for line in lines)
    return replace(
        before,
        title=_last(line.title for line in lines) or before.title,
        subtitle=_last(line.subtitle for line in lines) or before.subtitle,
        description=_last(line.description for line in lines) or before.description,
        tags=tuple(sorted(set(_last(line.tags for line in lines) or before.tags))),
        pictures=_last(line.pictures for line in lines) or before.pictures,
        category_id=_category(session, category) if category else before.category_id,
        brand_id=_brand(session, brand) if brand else before.brand_id,
        options=_options(before.options, lines),
    )


def _last(said: Iterable[T | None]) -> T | None:
    return next((one for one in reversed(list(said)) if one is not None), None)


def _kept(session: Session, row: ProductRow) -> NewProduct:
    return NewProduct(
        code=row.code,
        title=row.title,
        subtitle=row.subtitle,
        description=row.description,
        category_id=row.category_id,
        brand_id=row.brand_id,
        tags=tuple(row.tags),
        attributes=dict(row.attributes),
        options={name: list(values) for name, values in row.options},
        pictures=tuple(catalogue.pictures_of(session, row.id)),
    )


def _options(before: dict[str, list[str]], lines: Sequence[GoodsLine]) -> dict[str, list[str]]:
    """Options with the values that rows add, in their order."""
    found = {name: list(values) for name, values in before.items()}
    for line in lines:
        for name, value in line.options.items():
            values = found.setdefault(name, [])
            if value not in values:
                values.append(value)
    return found


def _category(session: Session, names: tuple[str, ...]) -> int:
    parent: int | None = None
    for name in names:
        above = (
            CategoryRow.parent_id.is_(None) if parent is None else CategoryRow.parent_id == parent
        )
        found = session.scalar(select(CategoryRow.id).where(CategoryRow.name == name, above))
        parent = found or catalogue.add_category(session, name=name, parent_id=parent).id
    assert parent is not None
    return parent


def _brand(session: Session, name: str) -> int:
    found = session.scalar(select(BrandRow.id).where(BrandRow.name == name))
    return found or catalogue.add_brand(session, name=name).id


def _sku(
    session: Session,
    product_id: int,
    line: GoodsLine,
    known: dict[str, SkuRow],
    done: GoodsReport,
) -> int:
    row = known.get(line.sku_code)
    if row is None:
        made = NewSku(
            code=line.sku_code,
            options=line.options,
            barcode=line.barcode or "",
            floor_minor=line.floor_minor or 0,
            weight_g=line.weight_g or 0,
        )
        done.skus_made += 1
        return catalogue.add_sku(session, product_id, made).id
    if line.options and line.options != row.options:
        raise OptionsFixed(line.sku_code)
    barcode = row.barcode if line.barcode is None else line.barcode
    floor = row.floor_minor if line.floor_minor is None else line.floor_minor
    weight = row.weight_g if line.weight_g is None else line.weight_g
    if (barcode, floor, weight) != (row.barcode, row.floor_minor, row.weight_g):
        catalogue.change_sku(
            session,
            row.id,
            barcode=barcode,
            floor_minor=floor,
            weight_g=weight,
            retired=row.retired_at is not None,
        )
        done.skus_changed += 1
    return row.id


def _write_prices(
    session: Session,
    lines: Sequence[GoodsLine],
    sku_ids: dict[str, int],
    target: Target,
    done: GoodsReport,
) -> None:
    said = {
        sku_ids[line.sku_code]: (line.price_minor, line.list_minor)
        for line in lines
        if line.price_minor is not None
    }
    if target.price_book_id is None or not said:
        return
    kept = prices.prices(session, target.price_book_id, said)
    fresh = [
        prices.NewPrice(sku_id=sku_id, unit_minor=unit, list_minor=crossed_out)
        for sku_id, (unit, crossed_out) in said.items()
        if sku_id not in kept
        or (kept[sku_id].unit_minor, kept[sku_id].list_minor) != (unit, crossed_out or unit)
    ]
    if fresh:
        prices.set_prices(session, target.price_book_id, fresh)
        done.prices_written += len(fresh)


def _write_stock(
    session: Session,
    lines: Sequence[GoodsLine],
    sku_ids: dict[str, int],
    target: Target,
    done: GoodsReport,
) -> None:
    if target.location_id is None:
        return
    place = target.location_id
    levels = stock.levels(session, sku_ids.values(), location_ids=[place], lock=True)
    kept = {level.sku_id: level for level in levels}
    for line in sorted(lines, key=lambda line: sku_ids[line.sku_code]):
        sku_id = sku_ids[line.sku_code]
        level = kept.get(sku_id)
        if line.safety is not None and line.safety != (level.safety if level else 0):
            stock.set_safety(session, sku_id=sku_id, location_id=place, safety=line.safety)
        more = 0 if line.stock is None else line.stock - (level.on_hand if level else 0)
        if more:
            counted = stock.Movement(
                sku_id=sku_id, location_id=place, kind=stock.StockKind.counted, on_hand=more
            )
            moved = stock.move(
                session, [counted], cause=f"{target.cause}:{sku_id}", actor=target.actor
            )
            done.levels_moved += moved
