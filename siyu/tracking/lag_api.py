"""How far the loader is behind."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from siyu.http import Caller, LateRoute, Schema, allow, context_of

from .progress import Progress

router = APIRouter(prefix="/tracking", tags=["tracking"], route_class=LateRoute)


class LagOut(Schema):
    """What is on disk and not in the warehouse yet."""

    events: int = Field(examples=[1200])
    batches: int = Field(description="Groups of requests.", examples=[3])


@router.get("/lag")
def get_lag(request: Request, caller: Annotated[Caller, allow("tracking.read")]) -> LagOut:
    """Events and groups of requests that wait for the loader."""
    events, batches = context_of(request).get(Progress).lag()
    return LagOut(events=events, batches=batches)
