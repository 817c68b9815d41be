"""What commerce offers to other modules: what hangs on a node, and what waits for somebody."""

from sqlalchemy import func, select

from siyu import organization, people, promotions
from siyu.kernel.attention import COUNT_MAX, Urgency, Waiting, attention_block
from siyu.kernel.blocks import Block
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .access import READ
from .after_sales import AfterSaleState
from .after_sales.models import AfterSaleRow
from .catalogue.known_goods import known_goods
from .orders import ParcelState
from .orders.models import ShipmentRow
from .payments import RefundState
from .payments.models import RefundRow
from .sales_channels.models import SalesChannelRow
from .stock.models import LocationRow, StockLevelRow
from .stock_alerts import low_levels
from .telling_all import orders_kept, shopping_kept
from .waybills import BLOCK_KIND, SandboxCarrier


def waiting_after_sales(session: Session, context: Context) -> Waiting | None:
    """After-sales that nobody has decided."""
    waiting = (
        select(AfterSaleRow.asked_at)
        .where(AfterSaleRow.state == AfterSaleState.requested)
        .limit(COUNT_MAX)
        .subquery()
    )
    count, since = session.execute(
        select(func.count(), func.min(waiting.c.asked_at)).select_from(waiting)
    ).one()
    return Waiting(count=count, urgency=Urgency.soon, since=since) if count else None


def failed_refunds(session: Session, context: Context) -> Waiting | None:
    """Money that should have gone back and did not."""
    failed = (
        select(RefundRow.requested_at)
        .where(RefundRow.state == RefundState.failed)
        .limit(COUNT_MAX)
        .subquery()
    )
    count, since = session.execute(
        select(func.count(), func.min(failed.c.requested_at)).select_from(failed)
    ).one()
    return Waiting(count=count, urgency=Urgency.now, since=since) if count else None


def low_stock(session: Session, context: Context) -> Waiting | None:
    """Goods on sale of which orders have come down to the safety stock of an open location."""
    low = low_levels().add_columns(StockLevelRow.low_since).limit(COUNT_MAX).subquery()
    count, since = session.execute(
        select(func.count(), func.min(low.c.low_since)).select_from(low)
    ).one()
    return Waiting(count=count, urgency=Urgency.soon, since=since) if count else None


def troubled_parcels(session: Session, context: Context) -> Waiting | None:
    """Parcels that something holds up, or that come back."""
    troubled = (
        select(ShipmentRow.heard_at)
        .where(
            ShipmentRow.state.in_((ParcelState.exception, ParcelState.returned)),
            ShipmentRow.received_at.is_(None),
        )
        .limit(COUNT_MAX)
        .subquery()
    )
    count, since = session.execute(
        select(func.count(), func.min(troubled.c.heard_at)).select_from(troubled)
    ).one()
    return Waiting(count=count, urgency=Urgency.soon, since=since) if count else None


BLOCKS = (
    Block(
        BLOCK_KIND,
        "sandbox",
        {"zh": "沙盒快递", "en": "Sandbox carrier"},
        SandboxCarrier(),
    ),
    Block(
        promotions.CATALOGUE_BLOCK,
        "commerce",
        {"zh": "商品目录", "en": "Catalogue"},
        known_goods,
    ),
    organization.node_use_block(
        "commerce_locations",
        {"zh": "门店和仓库", "en": "Locations"},
        organization.rows_on_node(LocationRow.node_id),
    ),
    organization.node_use_block(
        "commerce_sales_channels",
        {"zh": "销售渠道", "en": "Sales channels"},
        organization.rows_on_node(SalesChannelRow.node_id),
    ),
    people.kept_block("orders", {"zh": "订单", "en": "Orders"}, orders_kept),
    people.kept_block("shopping", {"zh": "购物车与登录", "en": "Cart and sign-ins"}, shopping_kept),
    attention_block(
        "after_sales_waiting",
        {"zh": "待处理售后", "en": "After-sales to decide"},
        waiting_after_sales,
        permission=READ,
    ),
    attention_block(
        "parcels_troubled",
        {"zh": "包裹异常或退回", "en": "Parcels in trouble"},
        troubled_parcels,
        permission=READ,
    ),
    attention_block(
        "stock_low",
        {"zh": "库存低于安全库存", "en": "Stock down to its safety"},
        low_stock,
        permission=READ,
    ),
    attention_block(
        "refunds_failed",
        {"zh": "退款失败", "en": "Refunds failed"},
        failed_refunds,
        permission=READ,
    ),
)
