"""Routes wait for their first request, and are the same as any other afterwards."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from siyu.http import LateRoute, include_late


class Greeting(BaseModel):
    words: str


def made(**more):
    router = APIRouter(prefix="/greetings", tags=["greetings"], route_class=LateRoute, **more)

    @router.post("/{name}", status_code=201)
    def greet(name: str, times: int = 1) -> Greeting:
        """Say hello."""
        return Greeting(words=f"hello {name} " * times)

    return router


@pytest.fixture
def app():
    app = FastAPI(title="test")
    include_late(app.router, made(), "/api")
    return app


def late(app):
    [route] = [route for route in app.router.routes if isinstance(route, LateRoute)]
    return route


def test_it_is_built_by_its_first_request_and_not_by_others(app):
    client = TestClient(app)
    assert client.get("/api/elsewhere").status_code == 404
    assert client.get("/api/greetings/ming").status_code == 405
    assert not late(app).built
    assert client.post("/api/greetings/ming").json() == {"words": "hello ming "}
    assert late(app).built
    assert client.post("/api/greetings/ming?times=no").status_code == 422


def test_it_is_described_as_a_route_that_was_built_at_once(app):
    at_once = FastAPI(title="test")
    at_once.include_router(made(), prefix="/api")
    assert app.openapi() == at_once.openapi()


def test_it_is_built_once_by_many_threads_and_all_see_it_whole(app):
    with ThreadPoolExecutor(16) as pool:
        seen = set(pool.map(lambda _: id(late(app).dependant), range(64)))
    assert len(seen) == 1


def test_what_a_route_does_not_have_is_missing(app):
    with pytest.raises(AttributeError, match="no colour"):
        _ = late(app).colour


def list_nothing():
    return []


def test_a_router_of_other_routes_is_refused(app):
    other = APIRouter()
    other.get("/")(list_nothing)
    with pytest.raises(TypeError, match="LateRoute"):
        include_late(app.router, other)
