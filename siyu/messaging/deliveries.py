"""Everyone a campaign was for, one by one, narrowed by how it went with them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, select

from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .campaigns import variants_of
from .contracts import HOLDOUT, DeliveryFilter
from .models import DeliveryRow


def delivery_query(session: Session, campaign_id: int, only: DeliveryFilter) -> Select[DeliveryRow]:
    """Deliveries of a campaign, by person."""
    query = select(DeliveryRow).where(DeliveryRow.campaign_id == campaign_id)
    if only.state is not None:
        query = query.where(DeliveryRow.state == only.state)
    if only.learnt is not None:
        query = query.where(getattr(DeliveryRow, f"{only.learnt}_at").is_not(None))
    if only.reason is not None:
        query = query.where(DeliveryRow.reason == only.reason)
    if only.variant is not None:
        names = variant_names(session, campaign_id)
        numbers = [number for number, name in names.items() if name == only.variant]
        query = query.where(DeliveryRow.variant.in_(numbers))
    return query.order_by(DeliveryRow.person_id)


def count_deliveries(session: Session, campaign_id: int, only: DeliveryFilter) -> int:
    """How many there are."""
    query: Select[Any] = delivery_query(session, campaign_id, only).order_by(None)
    return session.scalar(query.with_only_columns(func.count())) or 0


def delivery_pages(
    context: Context, campaign_id: int, only: DeliveryFilter, *, size: int
) -> Iterator[list[DeliveryRow]]:
    """All of them, some at a time, each page in a reading of its own."""
    after = 0
    while True:
        with context.session(read_only=True) as session:
            query = delivery_query(session, campaign_id, only)
            rows = list(session.scalars(query.where(DeliveryRow.person_id > after).limit(size)))
            session.expunge_all()
        if rows:
            yield rows
        if len(rows) < size:
            return
        after = rows[-1].person_id


def variant_names(session: Session, campaign_id: int) -> dict[int, str]:
    """What the numbers in a delivery's ``variant`` are called; the hold-out among them."""
    names = {variant.number: variant.name for variant in variants_of(session, campaign_id)}
    return names | {HOLDOUT: "holdout"}
