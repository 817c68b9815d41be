"""Whose figures are asked for, and with what calendar and currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from siyu import organization
from siyu.http import Caller
from siyu.kernel.clock import business_day, now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

READ = "insights.read"
MANAGE = "insights.manage_goals"


@dataclass(frozen=True)
class Scope:
    """People who belong to some org nodes, and orders that were rung up there.

    Args:
        nodes: None is everybody, whether they belong somewhere or not.

    """

    nodes: frozenset[int] | None
    zone: str
    currency: str
    moment: datetime

    @property
    def today(self) -> date:
        return business_day(self.moment, self.zone)

    @property
    def params(self) -> Mapping[str, Any]:
        """What every query of this room takes."""
        nodes = sorted(self.nodes or ())
        return {
            "everyone": int(self.nodes is None),
            "places": [f"belongs:{node}" for node in nodes],
            "orgs": nodes,
            "zone": self.zone,
        }


def scope_of(session: Session, context: Context, caller: Caller, node_id: int | None) -> Scope:
    """What a caller may see, at or below a node where one is asked for."""
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    return scope_at(session, context, nodes)


def scope_at(session: Session, context: Context, nodes: frozenset[int] | None) -> Scope:
    """Figures of these nodes, as of now."""
    brand = organization.get_brand(session, context.settings)
    return Scope(nodes=nodes, zone=brand.timezone, currency=brand.currency, moment=now())
