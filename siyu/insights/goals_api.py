"""Goals: set them, change them, see how far they are."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    allow,
    decode_cursor,
    fails_with,
    page_of,
    service,
)
from siyu.http.callers import PermissionMissing
from siyu.kernel.clock import business_day, now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code
from siyu.organization import (
    NodeNotFound,
    OutsideScope,
    WithinNode,
    get_brand,
    holds_at,
    narrowed_ids,
    require_at,
    write_audit,
)

from .asking import Questions
from .contracts import Metric, Period
from .errors import GoalNotFound, GoalTaken
from .forecast import Forecast
from .goals import WHOLE_BRAND, change_target, days_of, list_goals, require_goal, set_goal
from .models import GoalRow
from .periods import period_of
from .progress import progress
from .schemas import ForecastOut, GoalCode, GoalCreate, GoalOut, GoalUpdate, NodeCode, OutlookOut
from .scope import MANAGE, READ, scope_at

router = APIRouter(prefix="/insights/goals", tags=["insights"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Asking = Annotated[Questions, Depends(service(Questions))]

_ALWAYS = (Unauthenticated, PermissionMissing)


@router.get("", responses=fails_with(*_ALWAYS))
def list_all_goals(
    session: Db,
    context: Running,
    caller: Reader,
    questions: Asking,
    page: PageRequest,
    node_id: WithinNode = None,
    current: Annotated[bool, Query(description="Only of the periods that run today.")] = True,
) -> Page[GoalOut]:
    """Goals with what is reached and expected, the latest period first."""
    nodes = narrowed_ids(session, caller.nodes(READ), node_id)
    today = business_day(now(), get_brand(session, context.settings).timezone)
    position = decode_cursor(page.cursor, date, int)
    rows = list_goals(
        session,
        nodes=nodes,
        current=today if current else None,
        before=(position[0], position[1]) if position else None,
        most=page.limit + 1,
    )
    return page_of(
        rows,
        page,
        item=lambda row: _out(session, context, questions, row),
        position=lambda row: (row.starts_on, row.id),
    )


@router.post(
    "", status_code=201, responses=fails_with(*_ALWAYS, OutsideScope, NodeNotFound, GoalTaken)
)
def create_goal(
    session: Db, context: Running, caller: Manager, questions: Asking, body: GoalCreate
) -> GoalOut:
    """Set a goal."""
    require_at(session, caller, MANAGE, body.node_id)
    today = business_day(now(), get_brand(session, context.settings).timezone)
    row = set_goal(
        session,
        metric=body.metric,
        period=body.period,
        day=body.day or today,
        node_id=body.node_id,
        target=body.target,
        actor=caller.actor,
    )
    _note(session, caller, "goals.create", row, before=None)
    return _out(session, context, questions, row)


@router.get("/outlook", responses=fails_with(*_ALWAYS, OutsideScope, NodeNotFound))
def get_outlook(
    session: Db,
    context: Running,
    caller: Manager,
    questions: Asking,
    metric: Metric,
    period: Period,
    day: Annotated[
        date | None, Query(description="Any day of the period; left out: today.")
    ] = None,
    node_id: Annotated[NodeCode | None, Query(description="Left out: the whole brand.")] = None,
) -> OutlookOut:
    """What a figure came to in the period before, and will come to in this one without a goal."""
    require_at(session, caller, MANAGE, node_id)
    at = None if node_id is None else narrowed_ids(session, None, node_id)
    scope = scope_at(session, context, at)
    days = period_of(period, day or scope.today)
    before = period_of(period, days.first - timedelta(days=1))
    found = progress(questions, scope, metric, days)
    return OutlookOut(
        starts_on=days.first,
        ends_on=days.last,
        actual=found.actual,
        forecast=_forecast(found.forecast),
        previous=progress(questions, scope, metric, before).actual,
    )


@router.get("/{goal_id}", responses=fails_with(*_ALWAYS, GoalNotFound))
def get_goal(
    session: Db, context: Running, caller: Reader, questions: Asking, goal_id: GoalCode
) -> GoalOut:
    """One goal."""
    return _out(session, context, questions, _visible(session, caller, READ, goal_id))


@router.patch("/{goal_id}", responses=fails_with(*_ALWAYS, GoalNotFound))
def change_goal(
    session: Db,
    context: Running,
    caller: Manager,
    questions: Asking,
    goal_id: GoalCode,
    body: GoalUpdate,
) -> GoalOut:
    """Change a goal's target."""
    before = _plain(_visible(session, caller, MANAGE, goal_id))
    row = change_target(session, goal_id, body.target, actor=caller.actor)
    _note(session, caller, "goals.update", row, before=before)
    return _out(session, context, questions, row)


@router.delete("/{goal_id}", status_code=204, responses=fails_with(*_ALWAYS, GoalNotFound))
def delete_goal(session: Db, caller: Manager, goal_id: GoalCode) -> Response:
    """Give a goal up."""
    row = _visible(session, caller, MANAGE, goal_id)
    _note(session, caller, "goals.delete", row, before=_plain(row))
    session.delete(row)
    return Response(status_code=204)


def _visible(session: Session, caller: Caller, permission: str, goal_id: int) -> GoalRow:
    row = require_goal(session, goal_id)
    if not holds_at(session, caller, permission, row.node_id or None):
        raise GoalNotFound(goal_id)
    return row


def _out(session: Session, context: Context, questions: Questions, row: GoalRow) -> GoalOut:
    days = days_of(row)
    at = None if row.node_id == WHOLE_BRAND else narrowed_ids(session, None, row.node_id)
    scope = scope_at(session, context, at)
    found = progress(questions, scope, Metric(row.metric), days)
    gone = min(max((scope.today - days.first).days + 1, 0), days.count)
    return GoalOut(
        id=row.id,
        metric=Metric(row.metric),
        period=Period(row.period),
        starts_on=days.first,
        ends_on=days.last,
        node_id=row.node_id or None,
        target=row.target,
        actual=found.actual,
        expected_by_now=row.target * gone // days.count,
        reached=found.reached,
        forecast=_forecast(found.forecast),
        set_by=row.set_by,
        set_at=row.set_at,
    )


def _forecast(ahead: Forecast | None) -> ForecastOut | None:
    if ahead is None:
        return None
    return ForecastOut(low=round(ahead.low), expected=round(ahead.expected), high=round(ahead.high))


def _plain(row: GoalRow) -> dict[str, Any]:
    return {
        "metric": row.metric,
        "period": row.period,
        "starts_on": row.starts_on.isoformat(),
        "node_id": code("node", row.node_id) if row.node_id else None,
        "target": row.target,
    }


def _note(
    session: Session, caller: Caller, action: str, row: GoalRow, *, before: dict[str, Any] | None
) -> None:
    after = None if action == "goals.delete" else _plain(row)
    write_audit(
        session,
        caller.actor,
        action=action,
        target=code("goal", row.id),
        before=before,
        after=after,
    )
