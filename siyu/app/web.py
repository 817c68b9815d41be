"""The HTTP application: every module's routes under ``/api``, and how errors look."""

from collections.abc import Iterable, Iterator

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Route

from siyu.http import install_error_handlers
from siyu.http.middleware import RateLimit, RequestFrame

from .by_head import route_by_head
from .exports_api import router as exports_router
from .health_routes import router as health_router
from .house import House
from .keeper_api import router as keeper_router
from .notices_api import router as notices_router

# Of a request to the API; what takes files says how large they may be.
BODY_BYTES_MAX = 16 << 20

# Paths outside ``/api`` that modules answer: tracked links, open pixels, unsubscribing, members, providers.
PUBLIC_PATHS = ("/t/", "/o/", "/u/", "/m/", "/pay/")

_OWN = (("/api", keeper_router), ("/api", notices_router), ("/api", exports_router))


def build_app(house: House) -> FastAPI:
    """Assemble the application around an open house."""
    app = FastAPI(
        title="siyu",
        version="1",
        summary="Growth platform for brands that own the relationship with their customers.",
        openapi_url="/api/openapi.json",
        docs_url="/api/docs",
        redoc_url=None,
        max_body_size=BODY_BYTES_MAX,
        generate_unique_id_function=_operation_id,
    )
    app.state.context = house.context
    app.state.house = house
    install_error_handlers(app)
    paths = [[path] for path in _paths(app.routes)]
    for prefix, router in [("", health_router), *_routers(house), *_OWN]:
        # Each straight into the application: what goes through a router between is built twice.
        app.include_router(router, prefix=prefix)
        paths.append([prefix + path for path in _paths(router.routes)])
    route_by_head(app, paths)
    for prefix in ("/api", "/m/"):
        per_minute = house.settings.api_requests_per_minute
        app.add_middleware(RateLimit, per_minute=per_minute, prefix=prefix)
    app.add_middleware(RequestFrame)
    return app


def _routers(house: House) -> Iterator[tuple[str, APIRouter]]:
    for module in house.modules:
        yield from (("/api", router) for router in module.routers)
        yield from (("", router) for router in module.public_routers)


def _paths(routes: Iterable[BaseRoute]) -> list[str]:
    return [route.path for route in routes if isinstance(route, Route)]


def _operation_id(route: APIRoute) -> str:
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name
