"""Pools and channels: who came by which, what they ordered, what the ads cost."""

from dataclasses import dataclass
from typing import Any, Literal

from siyu.kernel.money import to_minor
from siyu.warehouse import load_sql

from .asking import SQL, Questions, within
from .contracts import Days
from .scope import Scope

CHANNELS_MAX = 200
"""Beyond the largest of each figure nobody looks, and a sender that puts ids there cannot flood us."""

By = Literal["channel", "source"]


@dataclass(frozen=True, kw_only=True)
class ChannelFigure:
    """One channel or source; an empty name stands for what named none.

    Args:
        cost_minor: ad spend imported for a channel of this name; None where there is none.

    """

    name: str
    people: int
    new_people: int
    orders: int
    revenue_minor: int
    cost_minor: int | None

    @property
    def cac_minor(self) -> int | None:
        """Cost of a new person; None without cost or without new people."""
        if self.cost_minor is None or not self.new_people:
            return None
        return round(self.cost_minor / self.new_people)


def channel_figures(questions: Questions, scope: Scope, days: Days, by: By) -> list[ChannelFigure]:
    """Every channel of a window, those that brought most first."""
    span = {"first": days.first, "last": days.last, "most": CHANNELS_MAX}
    money = {**span, "currency": scope.currency}
    instants = within(days, scope.zone)
    ends = {name: instants[name] for name in ("since_seconds", "until_seconds")}
    found: dict[str, dict[str, Any]] = {}

    def add(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            found.setdefault(row.pop("channel"), {}).update(row)

    add([dict(row) for row in questions.lately("channel_people", scope, by=by, **span)])
    new = {**scope.params, "by": by, **span, **ends}
    add([dict(row) for row in questions.composed("channel_new", _counted_new(), new)])
    add([dict(row) for row in questions.lately("channel_orders", scope, by=by, **money)])
    if by == "channel":
        add([dict(row) for row in questions.lately("channel_costs", scope, **money)])
    figures = [_figure(name, row, scope) for name, row in found.items()]
    return sorted(figures, key=lambda f: (-f.revenue_minor, -f.people, f.name))


def new_by_channel() -> str:
    """New people with the channel each came by: what is counted here, and listed behind the count."""
    return load_sql(SQL, "new_people_by_channel")


def _counted_new() -> str:
    return (
        f"SELECT channel, count() AS new_people FROM ({new_by_channel()})"
        " GROUP BY channel ORDER BY new_people DESC LIMIT {most:UInt32}"
    )


def _figure(name: str, row: dict[str, Any], scope: Scope) -> ChannelFigure:
    cost = row.get("cost")
    return ChannelFigure(
        name=name,
        people=int(row.get("people", 0)),
        new_people=int(row.get("new_people", 0)),
        orders=int(row.get("orders", 0)),
        revenue_minor=to_minor(row["revenue"], scope.currency) if "revenue" in row else 0,
        cost_minor=None if cost is None else to_minor(cost, scope.currency),
    )
