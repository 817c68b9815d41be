"""The people behind a figure, a stretch of them at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from siyu.warehouse import load_sql

from .asking import SQL, Questions, within
from .channels import By, new_by_channel
from .contracts import Days
from .scope import Scope
from .wheel import select

InChannel = Literal["people", "new_people"]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Ids after an id, ascending, ``most`` of them."""

    after: int
    most: int


def people_of(
    questions: Questions, scope: Scope, group: str, days: Days, stretch: Stretch
) -> tuple[list[int], int]:
    """Ids of a stage (or ``active``), and how many there are in all."""
    params = {**scope.params, **within(days, scope.zone)}
    return _stretch_of(questions, group, select(group), params, stretch)


def people_in_channel(
    questions: Questions,
    scope: Scope,
    by: By,
    name: str,
    days: Days,
    stretch: Stretch,
    *,
    group: InChannel,
) -> tuple[list[int], int]:
    """Ids behind a channel's or a source's figure, and how many there are in all."""
    params = {**scope.params, **within(days, scope.zone), "by": by, "channel": name}
    if group == "people":
        selected = load_sql(SQL, "people_in_channel")
    else:
        selected = f"SELECT id FROM ({new_by_channel()}) WHERE channel = {{channel:String}}"
    return _stretch_of(questions, f"{group} in channel", selected, params, stretch)


def _stretch_of(
    questions: Questions, name: str, selected: str, params: Mapping[str, Any], stretch: Stretch
) -> tuple[list[int], int]:
    [row] = questions.composed(
        f"count {name}", f"SELECT uniqExact(id) AS people FROM ({selected})", params
    )
    page = questions.composed(
        f"page {name}",
        f"SELECT DISTINCT id FROM ({selected}) WHERE id > {{after:UInt32}} ORDER BY id LIMIT {{most:UInt32}}",
        {**params, "after": stretch.after, "most": stretch.most},
    )
    return [int(found["id"]) for found in page], int(row["people"])
