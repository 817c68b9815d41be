"""The growth water wheel: people per stage of a window, and how many of one stage are in another too."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from siyu.warehouse import load_sql

from .asking import SQL, Questions, within
from .contracts import Days, Stage
from .scope import Scope

FROM = {
    Stage.nurture: Stage.acquire,
    Stage.spread: Stage.nurture,
    Stage.convert: Stage.nurture,
    Stage.keep: Stage.convert,
}
"""Of whose people a stage's conversion is counted. Into ``acquire`` lead invitations."""
ACTIVE = "active"


@dataclass(frozen=True, kw_only=True)
class StageFigure:
    """One stage.

    Args:
        source: the stage whose people are looked for here.
        source_people: how many they are.
        both: those of them who are in this stage too; of ``acquire``: invitations accepted.

    """

    stage: Stage
    people: int
    source: Stage
    source_people: int
    both: int


@dataclass(frozen=True, kw_only=True)
class Wheel:
    """All stages in their order, and everybody who was active."""

    days: Days
    active_people: int
    stages: list[StageFigure]


def window(scope: Scope, days: int) -> Days:
    """The last days, today included as far as it has come."""
    return Days(scope.today - timedelta(days=days - 1), scope.today)


def water_wheel(questions: Questions, scope: Scope, days: Days) -> Wheel:
    """Every stage over a window."""
    params = {**scope.params, **within(days, scope.zone)}
    [row] = questions.composed("wheel", _wheel_sql(), params)
    [invited] = questions.lately("invited", scope, first=days.first, last=days.last)
    people = {stage: int(row[stage.value]) for stage in Stage}
    stages = [
        StageFigure(
            stage=stage,
            people=people[stage],
            source=FROM.get(stage, Stage.spread),
            source_people=people[FROM.get(stage, Stage.spread)],
            both=int(row[f"{stage.value}_both"]) if stage in FROM else int(invited["invited"]),
        )
        for stage in Stage
    ]
    return Wheel(days=days, active_people=int(row[ACTIVE]), stages=stages)


def select(group: str) -> str:
    """The query for the people of a stage, or of ``active``."""
    return load_sql(SQL, "active" if group == ACTIVE else f"stage_{group}")


def _wheel_sql() -> str:
    """One row; each stage is put into a bitmap once."""
    names: list[Any] = [*Stage, ACTIVE]
    bitmaps = ",\n".join(
        f"(SELECT groupBitmapState(toUInt32(id)) FROM ({select(name)})) AS in_{name}"
        for name in names
    )
    counts = [f"bitmapCardinality(in_{name}) AS {name}" for name in names]
    counts += [
        f"bitmapAndCardinality(in_{stage}, in_{source}) AS {stage}_both"
        for stage, source in FROM.items()
    ]
    return f"WITH\n{bitmaps}\nSELECT {', '.join(counts)}"
