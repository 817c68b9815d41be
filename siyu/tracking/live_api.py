"""``GET /api/live``: events as they come, as server-sent events."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from starlette.requests import Request

from siyu.http import Caller, Code, LateRoute, Text, allow, context_of
from siyu.kernel.errors import Throttled

from .live import Live, LiveFilter
from .sources import visible_sources

router = APIRouter(tags=["live"], route_class=LateRoute)

_HEADERS = {"cache-control": "no-cache", "x-accel-buffering": "no"}


@dataclass(eq=False)
class TooManyListeners(Throttled):
    """Too many live streams are open."""


# Endless, hence outside OpenAPI: a client that waits for the end would wait for ever.
@router.get("/live", include_in_schema=False)
def stream_live_events(
    caller: Annotated[Caller, allow("tracking.read")],
    request: Request,
    event: Annotated[Text, Query(max_length=250)] = "",
    type: Annotated[Text, Query(max_length=20)] = "",  # noqa: A002  (the wire's name)
    status: Literal["", "accepted", "quarantined"] = "",
    source: Annotated[Text, Query(max_length=30)] = "",
    person_id: Annotated[int | None, Code("per")] = None,
    q: Annotated[Text, Query(max_length=200)] = "",
) -> StreamingResponse:
    """Follow events of the sources one may see; a slow reader is told how many it missed."""
    live = context_of(request).get(Live)
    if live.is_full:
        raise TooManyListeners(retry_after_seconds=30)
    # In a session that ends before the stream begins: a stream may last for days.
    with context_of(request).session(read_only=True) as session:
        sources = visible_sources(session, caller, "tracking.read")
    wanted = LiveFilter(
        event=event,
        type=type,
        status=status,
        source=source,
        person_id=person_id,
        query=q,
        sources=sources,
    )
    return StreamingResponse(live.stream(wanted), media_type="text/event-stream", headers=_HEADERS)
