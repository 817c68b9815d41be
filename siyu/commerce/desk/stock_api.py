"""Locations, stock levels and their ledger in the console."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import organization
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Text,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.kernel.database import Session

from .. import catalogue, sales_channels, stock
from ..access import MANAGE, READ, STOCK, Manager, Reader, Stockkeeper, audit
from ..catalogue.models import ProductRow, SkuRow
from ..schemas import LocationCode, SkuCode
from ..stock.models import LocationRow, StockLevelRow, StockLineRow
from .stock_schemas import (
    LevelOut,
    LocationBody,
    LocationCreate,
    LocationOut,
    QuotaBody,
    ReceiptBody,
    SafetyBody,
    StockLineOut,
)

router = APIRouter(prefix="/commerce", tags=["commerce_stock"], route_class=IdempotentRoute)

Low = Annotated[bool, Query(description="Only where safety stock is touched, or all is taken.")]


@router.get("/locations")
def list_locations(
    session: Db, caller: Reader, node_id: organization.WithinNode = None
) -> list[LocationOut]:
    """Stores and warehouses, by priority."""
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    return [
        LocationOut.model_validate(one)
        for one in stock.list_locations(session)
        if nodes is None or one.node_id in nodes
    ]


@router.post(
    "/locations",
    status_code=201,
    responses=fails_with(
        stock.LocationCodeTaken,
        stock.OpeningHoursUnfit,
        stock.DeliveryPlaceMissing,
        organization.NodeNotFound,
    ),
)
def create_location(body: LocationCreate, session: Db, caller: Manager) -> LocationOut:
    """Open a location."""
    organization.require_at(session, caller, MANAGE, body.node_id)
    made = stock.add_location(session, **body.model_dump())
    audit(
        session,
        caller,
        "locations.create",
        "loc",
        made.id,
        after=body.model_dump(mode="json"),
        node_id=made.node_id,
    )
    return LocationOut.model_validate(made)


@router.put(
    "/locations/{location_id}",
    responses=fails_with(
        stock.LocationNotFound,
        stock.OpeningHoursUnfit,
        stock.DeliveryPlaceMissing,
        organization.NodeNotFound,
    ),
)
def replace_location(
    location_id: LocationCode, body: LocationBody, session: Db, caller: Manager
) -> LocationOut:
    """Change a location."""
    require_location_at(session, caller, MANAGE, location_id)
    organization.require_at(session, caller, MANAGE, body.node_id)
    changed = stock.change_location(session, location_id, **body.model_dump())
    audit(
        session,
        caller,
        "locations.update",
        "loc",
        location_id,
        after=body.model_dump(mode="json"),
        node_id=changed.node_id,
    )
    return LocationOut.model_validate(changed)


@router.get("/stock")
def list_levels(
    session: Db,
    page: PageRequest,
    caller: Reader,
    sku_id: Annotated[SkuCode | None, Query(description="Only this SKU.")] = None,
    location_id: Annotated[LocationCode | None, Query(description="Only there.")] = None,
    low: Low = False,
    search: Annotated[Text | None, Query(max_length=100, description="As for products.")] = None,
) -> Page[LevelOut]:
    """Stock levels, by SKU and location."""
    level = StockLevelRow
    query = (
        select(level, SkuRow.code, ProductRow.title)
        .join(SkuRow, SkuRow.id == level.sku_id)
        .join(ProductRow, ProductRow.id == SkuRow.product_id)
        .order_by(level.id)
    )
    nodes = organization.scope_ids(session, caller.nodes(READ))
    if nodes is not None:
        inside = select(LocationRow.id).where(LocationRow.node_id.in_(nodes))
        query = query.where(level.location_id.in_(inside))
    if sku_id is not None:
        query = query.where(level.sku_id == sku_id)
    if location_id is not None:
        query = query.where(level.location_id == location_id)
    if search:
        query = query.where(SkuRow.product_id.in_(sorted(catalogue.find_products(session, search))))
    if low:
        query = query.where(stock.sold_out())
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(level.id > position[0])
    rows = session.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return Page(
        items=[
            LevelOut(
                sku_id=row.sku_id,
                sku_code=code,
                title=title,
                location_id=row.location_id,
                on_hand=row.on_hand,
                reserved=row.reserved,
                safety=row.safety,
                set_aside=row.set_aside,
                available=max(0, row.on_hand - row.reserved - row.safety - row.set_aside),
            )
            for row, code, title in shown
        ],
        next_cursor=encode_cursor(shown[-1][0].id) if len(rows) > page.limit else None,
    )


@router.get("/stock/lines", responses=fails_with(stock.LocationNotFound))
def list_stock_lines(
    session: Db, page: PageRequest, caller: Reader, sku_id: SkuCode, location_id: LocationCode
) -> Page[StockLineOut]:
    """The ledger of a SKU in one place, newest first."""
    require_location_at(session, caller, READ, location_id)
    query = select(StockLineRow).where(
        StockLineRow.sku_id == sku_id, StockLineRow.location_id == location_id
    )
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(StockLineRow.id < position[0])
    rows = session.scalars(query.order_by(StockLineRow.id.desc()).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return Page(
        items=[StockLineOut.model_validate(row) for row in shown],
        next_cursor=encode_cursor(shown[-1].id) if len(rows) > page.limit else None,
    )


@router.post(
    "/stock/receipts",
    status_code=204,
    responses=fails_with(
        stock.LocationNotFound, catalogue.SkuNotFound, stock.StockReserved, stock.QuantityUnfit
    ),
)
def post_receipt(body: ReceiptBody, session: Db, caller: Stockkeeper) -> None:
    """Goods come in, or are written off; once by reference."""
    node_id = require_location_at(session, caller, STOCK, body.location_id)
    catalogue.require_sku(session, body.sku_id)
    kind = stock.StockKind.received if body.quantity > 0 else stock.StockKind.adjusted
    stock.receive(
        session,
        sku_id=body.sku_id,
        location_id=body.location_id,
        quantity=body.quantity,
        cause=f"{kind}:{body.reference}",
        actor=caller.actor,
        kind=kind,
    )
    audit(
        session,
        caller,
        f"stock.{kind}",
        "loc",
        body.location_id,
        after=body.model_dump(mode="json"),
        node_id=node_id,
    )


@router.put(
    "/stock/{sku_id}/{location_id}/safety",
    status_code=204,
    responses=fails_with(stock.LocationNotFound, catalogue.SkuNotFound),
)
def put_safety(
    sku_id: SkuCode, location_id: LocationCode, body: SafetyBody, session: Db, caller: Stockkeeper
) -> None:
    """Keep pieces back from sale."""
    node_id = require_location_at(session, caller, STOCK, location_id)
    catalogue.require_sku(session, sku_id)
    stock.set_safety(session, sku_id=sku_id, location_id=location_id, safety=body.safety)
    after = body.model_dump()
    audit(session, caller, "stock.safety", "sku", sku_id, after=after, node_id=node_id)


@router.put(
    "/stock/quotas",
    status_code=204,
    responses=fails_with(
        stock.LocationNotFound,
        catalogue.SkuNotFound,
        sales_channels.SalesChannelNotFound,
        stock.OutOfStock,
        stock.QuantityUnfit,
    ),
)
def put_quota(body: QuotaBody, session: Db, caller: Stockkeeper) -> None:
    """Set pieces aside for one sales channel."""
    node_id = require_location_at(session, caller, STOCK, body.location_id)
    catalogue.require_sku(session, body.sku_id)
    sales_channels.require_sales_channel(session, body.sales_channel_id)
    stock.set_quota(session, **body.model_dump())
    after = body.model_dump(mode="json")
    audit(session, caller, "stock.quota", "sku", body.sku_id, after=after, node_id=node_id)


def require_location_at(
    session: Session, caller: Caller, permission: str, location_id: int
) -> int | None:
    """Node of the location, if the caller holds the permission there.

    Raises:
        LocationNotFound: there is none, or none that this caller may touch.

    """
    found = stock.require_location(session, location_id)
    if not organization.holds_at(session, caller, permission, found.node_id):
        raise stock.LocationNotFound(location_id)
    return found.node_id
