"""What somebody bought and looked at: what is recommended to them starts from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import func, select

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import SiyuError
from siyu.warehouse import Warehouse, load_sql

from ..orders import PayState
from ..orders.models import OrderLineRow, OrderRow
from .goods import products_named

SQL = Path(__file__).parent / "sql"
DAYS = 400
KEPT = (PayState.paid, PayState.part_refunded)
SEEDS_MAX = 200
QUERY_SECONDS_MAX = 1
"""The warehouse may be busy; then what the mall itself sold has to do."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A product that somebody bought and kept, or only looked at, and when last."""

    product_id: int
    bought: bool
    at: datetime


def seeds_of(session: Session, context: Context, nodes: Sequence[int]) -> list[Seed]:
    """The latest of what these nodes bought or looked at, each product once, bought before looked at."""
    found: dict[int, Seed] = {}
    for seed in (*_bought_here(session, nodes), *_told(session, context, nodes)):
        known = found.get(seed.product_id)
        if known is None or (seed.bought, seed.at) > (known.bought, known.at):
            found[seed.product_id] = seed
    return sorted(found.values(), key=lambda s: (s.bought, s.at, s.product_id), reverse=True)


def usual_store(session: Session, nodes: Sequence[int]) -> int | None:
    """The org node of the latest order that these nodes paid at one."""
    return session.scalar(
        select(OrderRow.node_id)
        .where(
            OrderRow.person_id.in_(nodes),
            OrderRow.pay_state.in_(KEPT),
            OrderRow.node_id.is_not(None),
        )
        .order_by(OrderRow.placed_at.desc())
        .limit(1)
    )


def _bought_here(session: Session, nodes: Sequence[int]) -> list[Seed]:
    """Of the mall's own orders, as they stand; what was given back is not theirs any more."""
    last = func.max(OrderRow.placed_at)
    query = (
        select(OrderLineRow.product_id, last)
        .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
        .where(
            OrderRow.person_id.in_(nodes),
            OrderRow.pay_state.in_(KEPT),
            OrderLineRow.quantity > OrderLineRow.refunded,
        )
        .group_by(OrderLineRow.product_id)
        .order_by(last.desc(), OrderLineRow.product_id.desc())
        .limit(SEEDS_MAX)
    )
    rows = session.execute(query).all()
    return [Seed(product_id=product, bought=True, at=at) for product, at in rows]


def _told(session: Session, context: Context, nodes: Sequence[int]) -> list[Seed]:
    """Of events: what was looked at, and what was bought elsewhere."""
    params = {"nodes": list(nodes), "since": now() - timedelta(days=DAYS), "most": SEEDS_MAX}
    try:
        rows = context.get(Warehouse).rows(
            load_sql(SQL, "seen"), params, settings={"max_execution_time": QUERY_SECONDS_MAX}
        )
    except SiyuError as error:
        log.warning("recommendations_without_events", problem=error.code())
        return []
    products = products_named(session, [row["word"] for row in rows])
    return [
        Seed(
            product_id=products[row["word"]],
            bought=bool(row["bought"]),
            at=datetime.fromtimestamp(int(row["milliseconds"]) / 1000, UTC),
        )
        for row in rows
        if row["word"] in products
    ]
