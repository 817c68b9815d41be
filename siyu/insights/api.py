"""The overview: today, the water wheel, channels, what waits; and the people behind a figure."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from siyu.http import (
    Caller,
    Db,
    LateRoute,
    PageRequest,
    Running,
    Text,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
    service,
)
from siyu.http.callers import PermissionMissing
from siyu.kernel.attention import ATTENTION, COUNT_MAX, Look
from siyu.kernel.blocks import Blocks
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code
from siyu.organization import WithinNode
from siyu.warehouse import QueryTooExpensive, WarehouseUnavailable

from .as_segment import definition_of
from .asking import Questions
from .behind import InChannel, Stretch, people_in_channel, people_of
from .channels import By, channel_figures
from .contracts import Stage
from .schemas import (
    ChannelFigureOut,
    ChannelsOut,
    FigureOut,
    PeopleBehind,
    PersonRef,
    StageOut,
    TodayOut,
    WaitingOut,
    WheelOut,
)
from .scope import READ, scope_of
from .today import figures_of_today
from .wheel import StageFigure, water_wheel, window

router = APIRouter(prefix="/insights", tags=["insights"], route_class=LateRoute)

Reader = Annotated[Caller, allow(READ)]
Asking = Annotated[Questions, Depends(service(Questions))]
AllBlocks = Annotated[Blocks, Depends(service(Blocks))]
WindowDays = Annotated[int, Query(ge=1, le=366, description="The last days, today included.")]
Group = Literal["acquire", "nurture", "spread", "convert", "keep", "active"]

_FAILS = fails_with(Unauthenticated, PermissionMissing, WarehouseUnavailable, QueryTooExpensive)


@router.get("/today", responses=_FAILS)
def get_today(
    session: Db, context: Running, caller: Reader, questions: Asking, node_id: WithinNode = None
) -> TodayOut:
    """Today so far, against the same weekday a week ago up to the same time of day."""
    scope = scope_of(session, context, caller, node_id)
    day = scope.today
    return TodayOut(
        day=day,
        compared_with=day.fromordinal(day.toordinal() - 7),
        moment=scope.moment,
        currency=scope.currency,
        any_event=bool(questions.now("any_event", scope)),
        figures=[FigureOut.model_validate(figure) for figure in figures_of_today(questions, scope)],
    )


@router.get("/wheel", responses=_FAILS)
def get_wheel(
    session: Db,
    context: Running,
    caller: Reader,
    questions: Asking,
    days: WindowDays = 30,
    node_id: WithinNode = None,
) -> WheelOut:
    """People in each stage of the growth water wheel, and how many go from one to another."""
    scope = scope_of(session, context, caller, node_id)
    wheel = water_wheel(questions, scope, window(scope, days))
    return WheelOut(
        first=wheel.days.first,
        last=wheel.days.last,
        active_people=wheel.active_people,
        stages=[_stage(figure) for figure in wheel.stages],
    )


@router.get("/people", responses=_FAILS)
def list_people_behind(
    session: Db,
    context: Running,
    caller: Reader,
    questions: Asking,
    page: PageRequest,
    group: Annotated[Group, Query(description="A stage of the wheel, or all who were active.")],
    days: WindowDays = 30,
    node_id: WithinNode = None,
) -> PeopleBehind:
    """The people behind a figure, by id."""
    scope = scope_of(session, context, caller, node_id)
    found = people_of(questions, scope, group, window(scope, days), _stretch(page))
    definition = definition_of(group, days, code("node", node_id) if node_id else None)
    return _behind(page, *found, definition)


@router.get("/channels", responses=_FAILS)
def list_channels(
    session: Db,
    context: Running,
    caller: Reader,
    questions: Asking,
    days: WindowDays = 30,
    by: By = "channel",
    node_id: WithinNode = None,
) -> ChannelsOut:
    """People, orders, revenue and cost of each channel or source."""
    scope = scope_of(session, context, caller, node_id)
    span = window(scope, days)
    figures = channel_figures(questions, scope, span, by)
    return ChannelsOut(
        first=span.first,
        last=span.last,
        currency=scope.currency,
        channels=[ChannelFigureOut.model_validate(figure) for figure in figures],
    )


@router.get("/channels/people", responses=_FAILS)
def list_people_in_channel(
    session: Db,
    context: Running,
    caller: Reader,
    questions: Asking,
    page: PageRequest,
    name: Annotated[Text, Query(max_length=500, description="As it stands in the figures.")],
    group: Annotated[InChannel, Query(description="Which of its figures.")] = "people",
    days: WindowDays = 30,
    by: By = "channel",
    node_id: WithinNode = None,
) -> PeopleBehind:
    """The people behind a channel's or a source's figure, by id."""
    scope = scope_of(session, context, caller, node_id)
    span = window(scope, days)
    found = people_in_channel(questions, scope, by, name, span, _stretch(page), group=group)
    return _behind(page, *found, None)


@router.get("/attention", responses=fails_with(Unauthenticated, PermissionMissing))
def list_waiting(
    session: Db, context: Running, caller: Reader, blocks: AllBlocks
) -> list[WaitingOut]:
    """What waits for somebody, the urgent first; only what the caller may see to."""
    found = []
    for block in blocks.of_kind(ATTENTION):
        look: Look = block.implementation
        # Modules count over the whole installation: not for who sees a part of it.
        sees = caller.nodes(look.permission) is None
        waiting = look.find(session, context) if sees else None
        if waiting is not None:
            found.append(
                WaitingOut(
                    name=block.name,
                    title=block.title,
                    count=waiting.count,
                    or_more=waiting.count >= COUNT_MAX,
                    urgency=waiting.urgency,
                    since=waiting.since,
                    about=waiting.about,
                )
            )
    return sorted(found, key=lambda one: (one.urgency != "now", one.name))


def _stretch(page: PageRequest) -> Stretch:
    """One more than is shown, to know whether there are more."""
    position = decode_cursor(page.cursor, int)
    after = min(max(position[0], 0), (1 << 32) - 2) if position else 0
    return Stretch(after=after, most=page.limit + 1)


def _behind(
    page: PageRequest, found: list[int], total: int, definition: dict[str, Any] | None
) -> PeopleBehind:
    shown = found[: page.limit]
    return PeopleBehind(
        items=[PersonRef(person_id=person) for person in shown],
        next_cursor=encode_cursor(shown[-1]) if len(found) > page.limit else None,
        total=total,
        definition=definition,
    )


def _stage(figure: StageFigure) -> StageOut:
    whole = figure.people if figure.stage is Stage.acquire else figure.source_people
    return StageOut(
        stage=figure.stage,
        people=figure.people,
        source=figure.source,
        source_people=figure.source_people,
        both=figure.both,
        rate=min(figure.both / whole, 1.0) if whole else None,
    )
