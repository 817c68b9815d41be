"""Errors, idempotency, limits and codes on the wire, through a small application."""

import threading
import time
from dataclasses import dataclass
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel
from sqlalchemy import text

from siyu.http import (
    Caller,
    Code,
    Db,
    Guard,
    IdempotentRoute,
    Page,
    PageRequest,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
    install_error_handlers,
)
from siyu.http.idempotency import BODY_BYTES_COMPARED_MAX
from siyu.http.middleware import RateLimit, RequestFrame
from siyu.kernel import ids
from siyu.kernel.errors import Conflict

pytestmark = pytest.mark.database

ThingCode = Annotated[int, Code("thg")]


@dataclass(eq=False)
class ThingTaken(Conflict):
    """Somebody else has this thing."""

    thing: int


class Thing(BaseModel):
    id: ThingCode
    runs: int


class Always:
    def identify(self, request, session):
        return Caller(
            actor=request.headers.get("x-actor", "test"),
            name="Test",
            all_nodes=frozenset({"things.read"}),
            permissions={"things.write": frozenset({7})},
        )


@pytest.fixture
def runs():
    return []


@pytest.fixture
def client(context, runs):
    router = APIRouter(prefix="/api/things", tags=["things"], route_class=IdempotentRoute)

    @router.post("/lengths")
    def measure(body: dict[str, str]) -> int:
        return len(body["text"])

    @router.post("/{thing_id}", responses=fails_with(ThingTaken))
    def make(
        session: Db, caller: Annotated[Caller, allow("things.write")], thing_id: ThingCode
    ) -> Thing:
        runs.append(thing_id)
        session.execute(text("select 1"))
        if thing_id == 13:
            session.execute(text("create table left_behind (a int)"))
            raise ThingTaken(thing_id)
        if thing_id == 99:
            time.sleep(0.5)
        return Thing(id=thing_id, runs=len(runs))

    @router.get("/boom")
    def boom() -> None:
        raise RuntimeError("secret detail")

    @router.get("/locked")
    def locked(caller: Annotated[Caller, allow("things.destroy")]) -> None:
        return None

    @router.get("")
    def listing(page: PageRequest) -> Page[Thing]:
        position = decode_cursor(page.cursor, int)
        start = position[0] if position else 0
        return Page(
            items=[Thing(id=n, runs=0) for n in range(start, start + page.limit)],
            next_cursor=encode_cursor(start + page.limit),
        )

    app = FastAPI()
    app.state.context = context
    context.put(Always(), kind=Guard)
    install_error_handlers(app)
    app.include_router(router)
    app.add_middleware(RateLimit, per_minute=60)
    app.add_middleware(RequestFrame)
    return TestClient(app, raise_server_exceptions=False)


def code(number):
    return ids.code("thg", number)


class TestProblems:
    def test_an_error_shows_code_and_facts(self, client):
        answer = client.post(f"/api/things/{code(13)}")
        assert answer.status_code == 409
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["code"] == "thing_taken"
        assert problem["facts"] == {"thing": 13}
        assert problem["title"] == "Somebody else has this thing."
        assert problem["request_id"] == answer.headers["x-request-id"]

    def test_a_failed_request_leaves_nothing_behind(self, client, context):
        client.post(f"/api/things/{code(13)}")
        with context.session() as session:
            names = {row[0] for row in session.execute(_TABLES[context.engine.dialect.name])}
        assert "left_behind" not in names

    def test_the_unexpected_says_nothing_of_its_inside(self, client):
        answer = client.get("/api/things/boom")
        assert answer.status_code == 500
        assert "secret" not in answer.text and answer.json()["code"] == "internal_error"

    def test_a_missing_permission_is_named(self, client):
        answer = client.get("/api/things/locked")
        assert answer.status_code == 403
        assert answer.json()["facts"] == {"permission": "things.destroy"}

    def test_a_malformed_code_is_422(self, client):
        assert client.post("/api/things/seg_1").json()["code"] == "malformed_request"

    def test_openapi_narrows_the_error_by_code(self, client):
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
        assert schemas["ThingTaken"]["properties"]["code"]["const"] == "thing_taken"
        assert schemas["ThingTakenFacts"]["properties"]["thing"]["type"] == "integer"


_TABLES = {
    "sqlite": text("select name from sqlite_master where type = 'table'"),
    "postgresql": text("select tablename from pg_tables"),
}


class TestIdempotency:
    def test_the_second_call_gets_the_first_answer(self, client, runs):
        first = client.post(f"/api/things/{code(1)}", headers={"Idempotency-Key": "a"})
        second = client.post(f"/api/things/{code(1)}", headers={"Idempotency-Key": "a"})
        assert first.json() == second.json() == {"id": code(1), "runs": 1}
        assert second.headers["idempotent-replayed"] == "true"
        assert runs == [1]

    def test_a_key_belongs_to_its_caller(self, client, runs):
        for actor in ("a", "b"):
            client.post(
                f"/api/things/{code(1)}", headers={"Idempotency-Key": "k", "X-Actor": actor}
            )
        assert runs == [1, 1]

    def test_a_key_with_another_request_is_refused(self, client):
        client.post(f"/api/things/{code(1)}", headers={"Idempotency-Key": "a"})
        answer = client.post(f"/api/things/{code(2)}", headers={"Idempotency-Key": "a"})
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")

    @pytest.mark.parametrize("how", ["in one piece", "in chunks", "large", "large in chunks"])
    def test_a_key_with_another_body_is_refused(self, client, runs, how):
        rest = b" " * (BODY_BYTES_COMPARED_MAX + 1) if "large" in how else b""

        def send(first):
            body = first + rest
            content = iter([body[:1], body[1:]]) if "chunks" in how else body
            headers = {"Idempotency-Key": "a"}
            return client.post(f"/api/things/{code(1)}", headers=headers, content=content)

        assert send(b"{}").status_code == 200
        assert send(b"{}").headers["idempotent-replayed"] == "true"
        assert send(b"[]").json()["code"] == "idempotency_key_reused"
        assert runs == [1]

    def test_a_body_that_was_looked_at_arrives_whole(self, client):
        text = "x" * (2 * BODY_BYTES_COMPARED_MAX)
        told = client.post(
            "/api/things/lengths", json={"text": text}, headers={"Idempotency-Key": "a"}
        )
        assert told.json() == len(text)

    def test_a_failure_frees_its_key(self, client, runs):
        for _ in range(2):
            client.post(f"/api/things/{code(13)}", headers={"Idempotency-Key": "a"})
        assert runs == [13, 13]

    def test_a_call_that_still_runs_answers_409(self, client, runs):
        answers = []
        threads = [
            threading.Thread(
                target=lambda: answers.append(
                    client.post(
                        f"/api/things/{code(99)}", headers={"Idempotency-Key": "a"}
                    ).status_code
                )
            )
            for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # SQLite has one writer: there the second waits for the first, and gets its answer.
        assert sorted(answers) in ([200, 409], [200, 200])
        assert runs == [99]


class TestPages:
    def test_a_cursor_leads_on(self, client):
        first = client.get("/api/things", params={"limit": 2}).json()
        second = client.get(
            "/api/things", params={"limit": 2, "cursor": first["next_cursor"]}
        ).json()
        assert [item["id"] for item in second["items"]] == [code(2), code(3)]

    @pytest.mark.parametrize("cursor", ["x", "e30", "W10", "WyJhIl0", "WzEsMl0", "🦊"])
    def test_a_foreign_cursor_is_422(self, client, cursor):
        answer = client.get("/api/things", params={"cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) == (422, "malformed_cursor")


class TestRateLimit:
    def test_says_what_is_left_and_refuses_past_the_limit(self, client):
        first = client.get("/api/things")
        assert first.headers["ratelimit-limit"] == "60"
        assert int(first.headers["ratelimit-remaining"]) == 59
        answers = [client.get("/api/things") for _ in range(70)]
        refused = [answer for answer in answers if answer.status_code == 429]
        assert 5 <= len(refused) <= 11
        assert int(refused[0].headers["retry-after"]) >= 1
        assert refused[0].json()["code"] == "throttled"

    def test_callers_who_were_let_in_do_not_share_a_bucket(self, client):
        a, b = {"Authorization": "Bearer a"}, {"Cookie": "x=1; siyu_session=b; y=2"}
        for shown in (a, b):
            assert client.post(f"/api/things/{code(1)}", headers=shown).status_code == 200
        answers = [client.get("/api/things", headers=a).status_code for _ in range(70)]
        assert answers[-1] == 429
        assert client.get("/api/things", headers=b).status_code == 200
        other = {"Cookie": "z=9; siyu_session=b"}
        remaining = client.get("/api/things", headers=other).headers["ratelimit-remaining"]
        assert int(remaining) < 59

    def test_made_up_keys_are_counted_by_address(self, client):
        """Each would be a new caller otherwise, and guessing one had no limit."""
        answers = [
            client.get("/api/things", headers={"Authorization": f"Bearer {number}"}).status_code
            for number in range(70)
        ]
        assert answers[0] == 200 and answers[-1] == 429
