"""Routes are found by the head of a path: the same ones as by trying all."""

import itertools

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from siyu.app.by_head import route_by_head
from siyu.http import LateRoute, include_late

ROUTES = [
    ("/api", "/orders/{number}", "GET"),
    ("/api", "/orders/{number}/notes", "POST"),
    ("/api", "/orders/newest", "GET"),
    ("/api", "/{kind}/{number}", "GET"),
    ("/api", "/orders", "GET"),
    ("", "/m/cart", "PUT"),
    ("", "/m/cart", "GET"),
    ("", "/{word}", "GET"),
]
ASKED = [
    (method, path)
    for method in ("GET", "PUT", "POST")
    for path in (
        "/",
        "/m",
        "/m/cart",
        "/m/cart/",
        "/api/orders",
        "/api/orders/",
        "/api/orders/7",
        "/api/orders/newest",
        "/api/orders/7/notes",
        "/api/orders/7/nothing",
        "/api/guides/7",
        "/api/guides/7/notes",
        "/api/openapi.json",
        "//m/cart",
    )
]


def _app(*, by_head: bool) -> FastAPI:
    app = FastAPI(openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    for number, (prefix, path, method) in enumerate(ROUTES):
        router = APIRouter(route_class=LateRoute)

        def answer(number: int = number) -> int:
            return number

        router.add_api_route(path, answer, methods=[method])
        include_late(app.router, router, prefix)
    if by_head:
        route_by_head(app)
    return app


@pytest.fixture(scope="module")
def both() -> tuple[TestClient, TestClient]:
    return tuple(TestClient(_app(by_head=way), follow_redirects=False) for way in (True, False))


class TestRouteByHead:
    @pytest.mark.parametrize(("method", "path"), ASKED)
    def test_answers_as_all_routes_in_their_order_would(self, both, method, path):
        mine, plain = (client.request(method, path) for client in both)
        assert (mine.status_code, mine.content) == (plain.status_code, plain.content)
        assert mine.headers.get("location") == plain.headers.get("location")
        assert mine.headers.get("allow") == plain.headers.get("allow")

    def test_finds_what_was_added_later(self):
        app = _app(by_head=True)
        app.add_api_route("/late/one/more", lambda: "late")
        assert TestClient(app).get("/late/one/more").json() == "late"

    def test_the_application_gives_each_path_only_few_routers(self, api):
        router = api.app.router
        narrow = router.middleware_stack._narrow
        heads = {
            tuple(itertools.takewhile(lambda step: "{" not in step, path.split("/")[1:4]))
            for path in api.app.openapi()["paths"]
        }
        assert heads <= narrow.keys()
        assert max(len(narrow[head].routes) for head in heads) <= len(router.routes) / 4
