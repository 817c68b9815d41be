"""Learning from orders: what the warehouse knows of them becomes a version that pages read.

Pages go on reading the version before until the new one is whole. A learning that is cut off begins
again under a version of its own; what it left is swept by the next.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.jobs import JobRun, request_job

from .association import Orders
from .baskets import read_baskets
from .contracts import Beside, Learnt
from .models import BesideRow, PopularRow, VersionRow
from .popularity import Popular

LEARN = "commerce.learn_recommendations"
WINDOW_DAYS = 180
FRESH_HOURS = 23
"""So long a version is good; asked every hour, so that a night that was missed is made up."""
ROWS_A_TRANSACTION = 2_000
ORDERS_A_REPORT = 10_000


def learn_when_due(context: Context, at: datetime) -> None:
    """Ask for a learning where the last one is a day old, or there is none."""
    with context.session() as session:
        last = learnt(session)
        if last is None or last.at <= at - timedelta(hours=FRESH_HOURS):
            request_job(session, LEARN, key=f"{LEARN}:{at:%Y-%m-%dT%H}")


def ask_to_learn(session: Session, *, requested_by: str) -> int:
    """Ask for a learning now, once a minute; its job."""
    key = f"{LEARN}:asked:{now():%Y-%m-%dT%H:%M}"
    return request_job(session, LEARN, key=key, requested_by=requested_by)


def learn(context: Context, run: JobRun) -> dict[str, Any]:
    """Read the orders of half a year and write what they say."""
    until = now()
    orders, popular = Orders(), Popular()
    since = until - timedelta(days=WINDOW_DAYS)
    for number, basket in enumerate(read_baskets(context, since=since, until=until), 1):
        orders.add(basket.products)
        popular.add(basket)
        if number % ORDERS_A_REPORT == 0:
            run.report(number, None, "orders")
    beside = orders.beside()
    pairs = sum(map(len, beside.values()))
    with context.session() as session:
        version = VersionRow(started_at=until, ready_at=None)
        session.add(version)
        session.flush()
        version_id = version.id
    _write(context, BesideRow, _beside_rows(version_id, beside))
    _write(context, PopularRow, _popular_rows(version_id, popular))
    with context.session() as session:
        kept = session.get(VersionRow, version_id)
        if kept is not None:  # else a later learning was quicker
            kept.ready_at, kept.orders, kept.pairs = now(), orders.count, pairs
            session.flush()
            _sweep(session, version_id)
    return {"orders": orders.count, "pairs": pairs}


def learnt(session: Session) -> Learnt | None:
    """What recommendations stand on; None before the first learning."""
    row = session.get(VersionRow, version_id) if (version_id := current(session)) else None
    if row is None or row.ready_at is None:
        return None
    return Learnt(at=row.ready_at, orders=row.orders, pairs=row.pairs)


def current(session: Session) -> int | None:
    """The version to read; None before the first learning."""
    return session.scalar(
        select(VersionRow.id)
        .where(VersionRow.ready_at.is_not(None))
        .order_by(VersionRow.id.desc())
        .limit(1)
    )


def _sweep(session: Session, version_id: int) -> None:
    for table in (BesideRow, PopularRow):
        session.execute(delete(table).where(table.version_id < version_id))
    session.execute(delete(VersionRow).where(VersionRow.id < version_id))


def _write(context: Context, table: type[Any], rows: Iterator[dict[str, Any]]) -> None:
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == ROWS_A_TRANSACTION:
            _insert(context, table, waiting)
            waiting = []
    if waiting:
        _insert(context, table, waiting)


def _insert(context: Context, table: type[Any], rows: list[dict[str, Any]]) -> None:
    # Short transactions: a checkout on SQLite waits for two thousand rows, not for all.
    with context.session() as session:
        session.execute(insert(table), rows)


def _beside_rows(version_id: int, beside: Mapping[int, list[Beside]]) -> Iterator[dict[str, Any]]:
    for product_id, mates in beside.items():
        for place, mate in enumerate(mates):
            yield {
                "version_id": version_id,
                "product_id": product_id,
                "other_id": mate.product_id,
                "place": place,
                "together": mate.together,
                "lift": mate.lift,
                "score": mate.score,
            }


def _popular_rows(version_id: int, popular: Popular) -> Iterator[dict[str, Any]]:
    for scope, name, products in popular.best():
        for place, (product_id, score) in enumerate(products):
            yield {
                "version_id": version_id,
                "scope": str(scope),
                "name": name,
                "place": place,
                "product_id": product_id,
                "score": score,
            }
