"""The HTTP application: every module's routes under ``/api``, and how errors look."""

from fastapi import FastAPI
from fastapi.routing import APIRoute

from siyu.http import include_late, install_error_handlers
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
    include_late(app.router, health_router)
    for module in house.modules:
        for router in module.routers:
            include_late(app.router, router, "/api")
        for router in module.public_routers:
            include_late(app.router, router)
    for router in (keeper_router, notices_router, exports_router):
        include_late(app.router, router, "/api")
    route_by_head(app)
    for prefix in ("/api", "/m/"):
        per_minute = house.settings.api_requests_per_minute
        app.add_middleware(RateLimit, per_minute=per_minute, prefix=prefix)
    app.add_middleware(RequestFrame)
    return app


def _operation_id(route: APIRoute) -> str:
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name
