"""What sources have sent of late, and the address they send to."""

from typing import Annotated

from fastapi import APIRouter, Request

from siyu.http import Caller, Db, LateRoute, allow, context_of
from siyu.organization import list_write_keys, scope_ids
from siyu.warehouse import Warehouse

from .accept.documents import public_address
from .activity import activity_by_source
from .quarantine import count_by_source
from .schemas import SourceActivity, TrackingAddress
from .sources import source_code

router = APIRouter(prefix="/tracking", tags=["tracking"], route_class=LateRoute)

Reader = Annotated[Caller, allow("tracking.read")]


@router.get("/sources")
def list_source_activity(caller: Reader, session: Db, request: Request) -> list[SourceActivity]:
    """Of each source at or below the caller's nodes, how much and when it sent last."""
    context = context_of(request)
    nodes = scope_ids(session, caller.nodes("tracking.read"))
    sources = {
        key.source_id for key in list_write_keys(session) if nodes is None or key.node_id in nodes
    }
    seen = activity_by_source(context.get(Warehouse), time_zone=context.settings.timezone)
    waiting = count_by_source(session)
    return [
        SourceActivity(
            source_id=source,
            last_received_at=found.last_received_at if found else None,
            events_30_days=found.events if found else 0,
            events_by_day=list(found.by_day) if found else [],
            waiting=waiting.get(source_code(source), 0),
        )
        for source in sorted(sources)
        for found in [seen.get(source_code(source))]
    ]


@router.get("/address")
def get_tracking_address(caller: Reader, request: Request) -> TrackingAddress:
    """Where SDKs send to: ``SIYU_PUBLIC_URL``, or the address just used where it is not set."""
    settings = context_of(request).settings
    protocol, host = public_address(settings, request.url.scheme, request.headers.get("host", ""))
    return TrackingAddress(url=f"{protocol}://{host}")
