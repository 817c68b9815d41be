"""How far campaigns have come, in one line each: what a list of them shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from siyu.kernel.database import Session
from siyu.warehouse import Warehouse

from .contracts import DeliveryState
from .models import CampaignRow, DeliveryRow
from .result import converted_count

_TIMES = ("sent", "delivered", "opened", "clicked", "bounced", "failed", "unsubscribed")


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One campaign's people by what was learnt; ``converted`` is None without a goal."""

    campaign_id: int
    waiting: int
    sent: int
    delivered: int
    opened: int
    clicked: int
    bounced: int
    failed: int
    unsubscribed: int
    suppressed: int
    converted: int | None


def campaign_figures(
    session: Session, warehouse: Warehouse, rows: Sequence[CampaignRow]
) -> list[Figures]:
    """Figures of these campaigns, in their order; those that have not begun are all zero."""
    counts = _counts(session, [row.id for row in rows])
    return [
        Figures(
            campaign_id=row.id,
            converted=converted_count(session, warehouse, row),
            **counts.get(row.id, _NONE),
        )
        for row in rows
    ]


_NONE = dict.fromkeys((*_TIMES, "waiting", "suppressed"), 0)


def _counts(session: Session, campaign_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    learnt = [func.count(getattr(DeliveryRow, f"{name}_at")).label(name) for name in _TIMES]
    lines = session.execute(
        select(
            DeliveryRow.campaign_id,
            _in(DeliveryState.queued, DeliveryState.sending).label("waiting"),
            _in(DeliveryState.suppressed).label("suppressed"),
            *learnt,
        )
        .where(DeliveryRow.campaign_id.in_(campaign_ids))
        .group_by(DeliveryRow.campaign_id)
    ).mappings()
    return {line["campaign_id"]: {name: line[name] for name in _NONE} for line in lines}


def _in(*states: DeliveryState) -> Any:
    return func.count(case((DeliveryRow.state.in_(states), 1)))
