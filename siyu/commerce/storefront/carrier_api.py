"""Where carriers push what happens to parcels."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from siyu.http import LateRoute, Schema, context_of, fails_with

from ..waybills import (
    CarrierProviderUnknown,
    PushForged,
    PushMalformed,
    PushOutcome,
    receive_push,
)

BODY_BYTES_MAX = 256 << 10

router = APIRouter(prefix="/m", tags=["carriers"], route_class=LateRoute)


class PushedOut(Schema):
    """What came of each scan of a push."""

    outcomes: list[PushOutcome]


@router.post(
    "/carriers/{provider}/notices",
    max_body_size=BODY_BYTES_MAX,
    responses=fails_with(CarrierProviderUnknown, PushForged, PushMalformed),
)
async def post_carrier_notice(provider: str, request: Request) -> PushedOut:
    """A carrier tells of parcels; the signature is over the raw body, the same again changes nothing."""
    body = await request.body()
    outcomes = await run_in_threadpool(
        receive_push, context_of(request), provider, request.headers, body
    )
    return PushedOut(outcomes=outcomes)
