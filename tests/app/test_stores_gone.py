"""A store goes away: the process stays up, says so on /readyz, loses nothing and recovers by itself."""

import os
import resource
import subprocess
import sys
import uuid
from urllib.parse import urlsplit

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.app.running import ROOT, RunningServer, Valve

pytestmark = pytest.mark.slow

POSTGRES = os.environ.get("SIYU_TEST_DATABASE_URL", "")


def make_source(server):
    made = server.post("/api/sources", {"name": "tests", "kind": "server"}).json()
    return made["write_keys"][0]["key"]


def event(number):
    return {
        "type": "track",
        "event": "Counted",
        "userId": f"u{number % 7}",
        "messageId": f"m{number}",
        "properties": {"number": number},
    }


def loaded(server):
    return server.wait_for(lambda: server.get("/api/tracking/lag").json()["batches"] == 0, 60)


def counted(server):
    people = server.get("/api/people", limit=200).json()["items"]
    seen = []
    for person in people:
        cursor = None
        while True:
            page = server.get(
                f"/api/people/{person['id']}/timeline", **({"cursor": cursor} if cursor else {})
            ).json()
            seen += [item["message_id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
    return sorted(seen)


@pytest.fixture
def server(tmp_path):
    server = RunningServer(tmp_path / "home")
    yield server
    server.close()


def test_a_full_disk_refuses_events_and_takes_them_again_when_there_is_room(server):
    server.start()
    key = make_source(server)
    assert server.track(key, [event(n) for n in range(20)]).status_code == 200
    loaded(server)
    # No file may grow past one byte: every write fails as on a full disk.
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    refused = server.track(key, [event(n) for n in range(20, 40)])
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0
    assert server.get("/healthz").status_code == 200
    assert server.get("/readyz").status_code == 503
    assert server.readiness()["problems"]
    resource.prlimit(
        server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    )
    server.wait_for(lambda: server.readiness()["ready"], 60)
    assert server.track(key, [event(n) for n in range(20, 40)]).status_code == 200
    loaded(server)
    assert counted(server) == sorted(f"m{n}" for n in range(40))


@pytest.mark.database
@pytest.mark.skipif(not POSTGRES, reason="needs SIYU_TEST_DATABASE_URL")
def test_postgresql_goes_away_and_comes_back(tmp_path):
    target = make_url(POSTGRES)
    name = f"siyu_gone_{uuid.uuid4().hex[:10]}"
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'create database "{name}"'))
    valve = Valve(target.host or "127.0.0.1", target.port or 5432)
    url = target.set(host="127.0.0.1", port=valve.port, database=name)
    server = RunningServer(
        tmp_path / "home", database_url=url.render_as_string(hide_password=False)
    )
    try:
        server.start()
        key = make_source(server)
        assert server.track(key, [event(n) for n in range(20)]).status_code == 200
        loaded(server)
        valve.shut()
        server.wait_for(lambda: server.get("/readyz").status_code == 503)
        assert server.get("/healthz").status_code == 200
        assert server.get("/api/people").status_code == 503
        assert server.track(key, [event(n) for n in range(20, 40)]).status_code == 503
        valve.open()
        server.wait_for(lambda: server.readiness()["ready"], 90)
        assert server.track(key, [event(n) for n in range(20, 40)]).status_code == 200
        loaded(server)
        assert counted(server) == sorted(f"m{n}" for n in range(40))
    finally:
        server.close()
        valve.shut()
        with admin.connect() as connection:
            connection.execute(text(f'drop database "{name}" with (force)'))
        admin.dispose()


def test_a_graceful_stop_ends_with_zero_and_loses_nothing(server):
    server.start()
    key = make_source(server)
    for start in range(0, 200, 20):
        assert server.track(key, [event(n) for n in range(start, start + 20)]).status_code == 200
    assert server.stop() == 0
    server.start()
    loaded(server)
    assert counted(server) == sorted(f"m{n}" for n in range(200))


def test_the_warehouse_goes_away_and_comes_back(tmp_path):
    """Over HTTP, as a ClickHouse server is reached; the twin answers with chDB behind it."""
    twin = subprocess.Popen(
        [sys.executable, "tests/warehouse/http_twin.py", str(tmp_path / "twin")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    target = urlsplit(twin.stdout.readline().strip())
    valve = Valve(target.hostname, target.port)
    server = RunningServer(tmp_path / "home", warehouse_url=f"http://127.0.0.1:{valve.port}/siyu")
    try:
        server.start()
        key = make_source(server)
        assert server.track(key, [event(n) for n in range(20)]).status_code == 200
        loaded(server)
        valve.shut()
        server.wait_for(lambda: "warehouse" in server.readiness()["problems"], 60)
        # Events are still taken: the inbox is what must be there.
        assert server.track(key, [event(n) for n in range(20, 40)]).status_code == 200
        assert server.get("/api/people").status_code == 200
        valve.open()
        server.wait_for(lambda: server.readiness()["ready"], 90)
        loaded(server)
        assert counted(server) == sorted(f"m{n}" for n in range(40))
    finally:
        server.close()
        twin.kill()
        twin.wait()
        twin.stdout.close()
