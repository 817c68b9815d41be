"""``/healthz``, ``/readyz``, ``/metrics``: for load balancers and Prometheus, without sign-in."""

from fastapi import APIRouter, Request, Response

from siyu.http import LateRoute, Schema
from siyu.kernel import metrics
from siyu.kernel.health import run_checks

from .house import House

router = APIRouter(tags=["health"], route_class=LateRoute)


class Readiness(Schema):
    """Whether this process can do its work, and what hinders it."""

    ready: bool
    problems: dict[str, str]


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"model": Readiness, "description": "Something hinders."}})
def readyz(request: Request, response: Response) -> Readiness:
    """The stores answer and the background runs."""
    house: House = request.app.state.house
    findings = run_checks(house.context, house.checks)
    problems = {f.name: f.problem for f in findings if f.problem and f.needed}
    room = getattr(request.app.state, "engine_room", None)
    if room is not None:
        problems |= dict.fromkeys(room.failing(), "the worker's last step failed")
    if problems:
        response.status_code = 503
    return Readiness(ready=not problems, problems=problems)


@router.get("/metrics", include_in_schema=False)
def prometheus() -> Response:
    """Figures in Prometheus' text format; a reverse proxy should not pass this on."""
    return Response(metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")
