"""Occasions over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import ConfigDict, Field
from sqlalchemy import select

from siyu import organization
from siyu.http import Caller, Code, Db, IdempotentRoute, Running, Schema, Text, allow, fails_with
from siyu.kernel import ids
from siyu.kernel.context import Context

from .access import GIVE, MANAGE, READ, visible_kind
from .errors import CouponKindNotFound, OccasionInOtherState, OccasionNotFound, OccasionUnfit
from .occasion_models import OccasionRow, OccasionRunRow
from .occasion_runs import brand_zone
from .occasions import (
    OccasionPlan,
    add_occasion,
    change_occasion,
    list_occasions,
    require_occasion,
    switch_occasion,
)
from .promotion_contracts import OccasionKind
from .schemas import KindCode, Name

router = APIRouter(prefix="/promotions", tags=["occasions"], route_class=IdempotentRoute)

OccasionCode = Annotated[int, Code("occ")]
Everywhere = organization.allow_everywhere
Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Giver = Annotated[Caller, allow(GIVE)]
RUNS_SHOWN_MAX = 60


class OccasionBody(Schema):
    """An occasion, whole."""

    model_config = ConfigDict(extra="forbid")

    name: Name = Field(examples=["生日礼"])
    kind: OccasionKind
    kind_id: KindCode = Field(description="Kind of the coupon that is given.")
    days: Annotated[list[Annotated[int, Field(ge=1, le=31)]], Field(max_length=31)] = Field(
        [], description="Days of the week (1 is Monday) or month, for `weekly` and `monthly`."
    )
    days_before: int = Field(0, ge=0, le=60, description="Given so many days ahead.")
    hour: int = Field(9, ge=0, le=23, description="From which hour of the brand's day on.")
    tiers: Annotated[
        list[Annotated[Text, Field(min_length=1, max_length=40)]], Field(max_length=20)
    ] = Field([], description="Only those of them; empty: all.")


class OccasionOut(OccasionBody):
    """An occasion as it stands."""

    model_config = ConfigDict(from_attributes=True)

    id: OccasionCode
    on: bool
    created_at: datetime
    updated_at: datetime


class OccasionRunOut(Schema):
    """One day of an occasion."""

    model_config = ConfigDict(from_attributes=True)

    day: date
    celebrated: date
    given: int
    again: int = Field(description="Who had theirs of that year or day before.")
    refused: int = Field(description="Kept out by a limit, or because the kind gives no more.")
    finished_at: datetime | None


@router.get("/occasions")
def list_all(session: Db, caller: Reader) -> list[OccasionOut]:
    """Occasions, the newest first."""
    return [OccasionOut.model_validate(row) for row in list_occasions(session)]


@router.post(
    "/occasions",
    status_code=201,
    dependencies=[Everywhere(MANAGE)],
    responses=fails_with(OccasionUnfit, CouponKindNotFound),
)
def create_occasion(body: OccasionBody, session: Db, caller: Manager) -> OccasionOut:
    """Keep an occasion; it gives nothing until it is switched on."""
    visible_kind(session, caller, MANAGE, body.kind_id)
    row = add_occasion(session, OccasionPlan(**body.model_dump()), actor=caller.actor)
    return _audited(session, caller, "create", row, before=None)


@router.put(
    "/occasions/{occasion_id}",
    dependencies=[Everywhere(MANAGE)],
    responses=fails_with(OccasionNotFound, OccasionUnfit, CouponKindNotFound),
)
def replace_occasion(
    occasion_id: OccasionCode, body: OccasionBody, session: Db, caller: Manager
) -> OccasionOut:
    """Change it from the next day that is due on."""
    visible_kind(session, caller, MANAGE, body.kind_id)
    before = _facts(require_occasion(session, occasion_id))
    row = change_occasion(session, occasion_id, OccasionPlan(**body.model_dump()))
    return _audited(session, caller, "update", row, before=before)


@router.post(
    "/occasions/{occasion_id}/on",
    dependencies=[Everywhere(GIVE)],
    responses=fails_with(OccasionNotFound, OccasionInOtherState),
)
def switch_occasion_on(
    occasion_id: OccasionCode, session: Db, context: Running, caller: Giver
) -> OccasionOut:
    """Let it give, from today on."""
    return _switched(session, context, caller, occasion_id, on=True)


@router.post(
    "/occasions/{occasion_id}/off",
    dependencies=[Everywhere(GIVE)],
    responses=fails_with(OccasionNotFound, OccasionInOtherState),
)
def switch_occasion_off(
    occasion_id: OccasionCode, session: Db, context: Running, caller: Giver
) -> OccasionOut:
    """Let it give no more; what is under way is finished."""
    return _switched(session, context, caller, occasion_id, on=False)


@router.get("/occasions/{occasion_id}/runs", responses=fails_with(OccasionNotFound))
def list_occasion_runs(
    occasion_id: OccasionCode, session: Db, caller: Reader
) -> list[OccasionRunOut]:
    """Its days, the newest first, and what each gave."""
    require_occasion(session, occasion_id)
    query = select(OccasionRunRow).where(OccasionRunRow.occasion_id == occasion_id)
    rows = session.scalars(query.order_by(OccasionRunRow.day.desc()).limit(RUNS_SHOWN_MAX))
    return [OccasionRunOut.model_validate(row) for row in rows]


def _switched(
    session: Db, context: Context, caller: Caller, occasion_id: int, *, on: bool
) -> OccasionOut:
    before = _facts(require_occasion(session, occasion_id))
    row = switch_occasion(session, occasion_id, on=on, zone=brand_zone(session, context))
    return _audited(session, caller, "start" if on else "stop", row, before=before)


def _facts(row: OccasionRow) -> dict[str, Any]:
    return OccasionOut.model_validate(row).model_dump(
        mode="json", exclude={"id", "created_at", "updated_at"}
    )


def _audited(
    session: Db, caller: Caller, verb: str, row: OccasionRow, *, before: dict[str, Any] | None
) -> OccasionOut:
    organization.write_audit(
        session,
        caller.actor,
        action=f"occasions.{verb}",
        target=ids.code("occ", row.id),
        before=before,
        after=_facts(row),
    )
    return OccasionOut.model_validate(row)
