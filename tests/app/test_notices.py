"""What the console's bell tells, and to whom."""

from datetime import timedelta

import pytest

from siyu.commerce import stock
from siyu.http import Caller, Guard
from siyu.kernel.clock import frozen, now
from siyu.kernel.delivery import ParkedEvent
from siyu.kernel.jobs import JobRow, requested_jobs, run_job
from siyu.organization import add_node
from tests.commerce.world import Shop

CSV = b"user_id,name\nu1,Li\n,nobody\n"


@pytest.fixture
def job(house):
    def job(state="done", *, by="staff:1", name="audiences.export", hours_ago=1, error=""):
        at = now() - timedelta(hours=hours_ago)
        with house.context.session() as session:
            row = JobRow(
                name=name,
                key=f"{name}:{by}:{state}:{hours_ago}",
                arguments={},
                state=state,
                error=error,
                requested_by=by,
                requested_at=at,
                finished_at=at,
            )
            session.add(row)

    return job


@pytest.fixture
def calls_as(house):
    def calls_as(actor, permissions=(), nodes=None):
        held = {} if nodes is None else dict.fromkeys(permissions, nodes)
        everywhere = frozenset(permissions) if nodes is None else frozenset()
        caller = Caller(actor=actor, name="x", permissions=held, all_nodes=everywhere)

        class Always:
            def identify(self, request, session):
                return caller

        house.context.put(Always(), kind=Guard)

    return calls_as


def told(api, **query):
    reply = api.get("/api/notices", params=query)
    assert reply.status_code == 200, reply.text
    return [(notice["kind"], notice["title"], notice["state"]) for notice in reply.json()["items"]]


class TestJobs:
    def test_are_told_to_who_asked_for_them(self, api, job, calls_as):
        job(by="staff:1")
        job("failed", by="staff:2", error="boom")
        calls_as("staff:1")
        assert told(api) == [("job", "audiences.export", "done")]
        calls_as("staff:3")
        assert told(api) == []

    def test_that_failed_are_told_to_who_sees_the_system(self, api, job, calls_as):
        job(by="staff:1")
        job("failed", by="", name="audiences.compute", error="boom")
        calls_as("staff:3", ["system.read"])
        assert told(api) == [("job", "audiences.compute", "failed")]

    def test_are_told_since_a_time_and_not_for_ever(self, api, job, calls_as):
        job(hours_ago=1)
        job(hours_ago=5)
        job(hours_ago=24 * 30)
        calls_as("staff:1")
        assert len(told(api)) == 2
        assert len(told(api, since=(now() - timedelta(hours=2)).isoformat())) == 1
        assert len(told(api, since="2001-01-01T00:00:00Z")) == 2


class TestImports:
    def test_are_told_with_what_came_of_them_where_they_may_be_seen(self, api, house, calls_as):
        reply = api.post(
            "/api/imports", files={"file": ("members.csv", CSV)}, data={"kind": "people"}
        )
        assert reply.status_code == 201, reply.text
        assert api.post(f"/api/imports/{reply.json()['id']}/dry-run").status_code in (200, 202)
        with house.context.session() as session:
            wanted = [row.id for row in requested_jobs(session)]
            elsewhere = add_node(session, kind="group", name="x", parent_id=None).id
        for job_id in wanted:
            run_job(house.context, house.jobs, job_id)
        (notice,) = api.get("/api/notices").json()["items"]
        assert (notice["kind"], notice["id"]) == ("import", reply.json()["id"])
        assert (notice["title"], notice["state"]) == ("members.csv", "checked")
        assert notice["facts"] == {"rows": 2, "rejected": 1}
        calls_as("staff:9", ["imports.read"], frozenset({elsewhere}))
        assert told(api) == []


class TestParkedEvents:
    def test_are_told_until_settled_to_who_sees_the_system(self, api, house, calls_as):
        with house.context.session() as session:
            facts = {"outbox_id": 1, "payload": {}, "error": "boom", "published_at": now()}
            for name, settled in (("people.mirror", None), ("connectors.send", now())):
                session.add(
                    ParkedEvent(
                        subscriber=name,
                        name="people.person_erased",
                        parked_at=now(),
                        settled_at=settled,
                        **facts,
                    )
                )
        assert told(api) == [("parked", "people.mirror", "parked")]
        calls_as("staff:9", ["system.read"], frozenset({1}))
        assert told(api) == []


class TestStock:
    @pytest.fixture
    def shop(self, house):
        return Shop(house.context).open()

    def keep(self, shop, sku, safety):
        with shop.context.session() as session:
            stock.set_safety(session, sku_id=sku, location_id=shop.warehouse_id, safety=safety)

    def write_off(self, shop, sku):
        with shop.context.session() as session:
            stock.receive(
                session,
                sku_id=sku,
                location_id=shop.warehouse_id,
                quantity=-1,
                cause="broken",
                kind=stock.StockKind.adjusted,
            )

    def test_a_place_is_told_until_it_is_filled_up(self, api, shop, calls_as):
        calls_as("staff:1", ("commerce.read",))
        a, b = shop.sku("A", on_hand=5), shop.sku("B", on_hand=5)
        start = now()
        with frozen(start) as clock:
            for sku in (a, b):
                self.keep(shop, sku, 4)
            assert told(api) == []
            shop.buy({a: 1})
            assert told(api) == [("stock", "W1", "low")]
            (first,) = api.get("/api/notices").json()["items"]
            assert first["facts"] == {"skus": 1}
            clock(start + timedelta(hours=1))
            self.write_off(shop, a)  # lower still, which is no news
            assert api.get("/api/notices").json()["items"] == [first]
            shop.buy({b: 1})  # another one is
            (second,) = api.get("/api/notices").json()["items"]
            assert (second["facts"], second["at"] > first["at"]) == ({"skus": 2}, True)
            for sku in (a, b):
                shop.receive(sku, 9)
            assert told(api) == []

    def test_a_safety_that_is_raised_above_what_is_left_is_told(self, api, shop, calls_as):
        calls_as("staff:1", ("commerce.read",))
        self.keep(shop, shop.sku("A", on_hand=5), 5)
        assert told(api) == [("stock", "W1", "low")]

    def test_is_told_to_who_sees_the_place(self, api, shop, calls_as):
        self.keep(shop, shop.sku("A", on_hand=5), 5)
        calls_as("staff:1", ("people.read",))
        assert told(api) == []
        calls_as("staff:2", ("commerce.read",), nodes=frozenset({99}))
        assert told(api) == []
