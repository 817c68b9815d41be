"""Forecasts and results over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter
from sqlalchemy import select

from siyu import organization
from siyu.http import Caller, Db, IdempotentRoute, Running, allow, fails_with
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse, WarehouseUnavailable

from .access import READ, visible_kind, visible_promotion
from .errors import CouponKindNotFound, ForecastNotFound, ForecastWindowUnfit, PromotionNotFound
from .forecasting import forecast, require_forecast
from .promotion_models import ForecastRow
from .report_schemas import (
    ForecastBody,
    ForecastCode,
    ForecastDayOut,
    ForecastFiguresOut,
    PromotionForecastOut,
    PromotionReportOut,
)
from .reporting import report_on
from .schemas import KindCode, PromotionCode

router = APIRouter(prefix="/promotions", tags=["promotions"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
SHOWN_MAX = 20


@router.post(
    "/coupon-kinds/{kind_id}/forecasts",
    status_code=201,
    responses=fails_with(CouponKindNotFound, ForecastWindowUnfit),
)
def forecast_coupon_kind(
    kind_id: KindCode, body: ForecastBody, session: Db, caller: Reader
) -> PromotionForecastOut:
    """What a coupon of this kind with every past order would have cost; a job finds out."""
    visible_kind(session, caller, READ, kind_id)
    row = forecast(session, kind_id=kind_id, since=body.since, until=body.until, actor=caller.actor)
    return _out(row)


@router.get("/coupon-kinds/{kind_id}/forecasts", responses=fails_with(CouponKindNotFound))
def list_coupon_kind_forecasts(
    kind_id: KindCode, session: Db, caller: Reader
) -> list[PromotionForecastOut]:
    """Its forecasts, the newest first."""
    visible_kind(session, caller, READ, kind_id)
    return _latest(session, ForecastRow.kind_id == kind_id)


@router.get("/forecasts/{forecast_id}", responses=fails_with(ForecastNotFound))
def get_forecast(forecast_id: ForecastCode, session: Db, caller: Reader) -> PromotionForecastOut:
    """One forecast."""
    row = require_forecast(session, forecast_id)
    try:
        if row.promotion_id is not None:
            visible_promotion(session, caller, READ, row.promotion_id)
        else:
            visible_kind(session, caller, READ, row.kind_id or 0)
    except (PromotionNotFound, CouponKindNotFound):
        raise ForecastNotFound(forecast_id) from None
    return _out(row)


@router.post(
    "/{promotion_id}/forecasts",
    status_code=201,
    responses=fails_with(PromotionNotFound, ForecastWindowUnfit),
)
def forecast_promotion(
    promotion_id: PromotionCode, body: ForecastBody, session: Db, caller: Reader
) -> PromotionForecastOut:
    """What this promotion would have cost over past orders; a job finds out."""
    visible_promotion(session, caller, READ, promotion_id)
    row = forecast(
        session,
        promotion_id=promotion_id,
        since=body.since,
        until=body.until,
        actor=caller.actor,
    )
    return _out(row)


@router.get("/{promotion_id}/forecasts", responses=fails_with(PromotionNotFound))
def list_promotion_forecasts(
    promotion_id: PromotionCode, session: Db, caller: Reader
) -> list[PromotionForecastOut]:
    """Its forecasts, the newest first."""
    visible_promotion(session, caller, READ, promotion_id)
    return _latest(session, ForecastRow.promotion_id == promotion_id)


@router.get(
    "/{promotion_id}/report",
    dependencies=[organization.allow_everywhere(READ)],
    responses=fails_with(PromotionNotFound, WarehouseUnavailable),
)
def get_promotion_report(
    promotion_id: PromotionCode, session: Db, context: Running, caller: Reader
) -> PromotionReportOut:
    """What it did: those who could have it against those held out, of the whole brand."""
    visible_promotion(session, caller, READ, promotion_id)
    currency = organization.get_brand(session, context.settings).currency
    found = report_on(session, context.get(Warehouse), promotion_id, currency=currency)
    return PromotionReportOut.model_validate(found)


def _latest(session: Session, mine: Any) -> list[PromotionForecastOut]:
    query = select(ForecastRow).where(mine).order_by(ForecastRow.id.desc()).limit(SHOWN_MAX)
    return [_out(row) for row in session.scalars(query)]


def _out(row: ForecastRow) -> PromotionForecastOut:
    return PromotionForecastOut(
        id=row.id,
        promotion_id=row.promotion_id,
        kind_id=row.kind_id,
        since=row.since,
        until=row.until,
        job_id=row.job_id,
        figures=_figures(row.figures) if row.figures else None,
        requested_at=row.requested_at,
        finished_at=row.finished_at,
    )


def _figures(kept: dict[str, Any]) -> ForecastFiguresOut:
    priced = kept["orders"] - kept["skipped"]
    days = [
        ForecastDayOut(day=day, touched=touched, discount_minor=discount)
        for day, touched, discount in kept["days"]
    ]
    return ForecastFiguresOut(
        **kept | {"days": days},
        average_before_minor=round(kept["before_minor"] / priced) if priced else None,
        average_after_minor=round(kept["after_minor"] / priced) if priced else None,
    )
