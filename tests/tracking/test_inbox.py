"""The inbox by itself: durable, in order, bounded, and back after a fault."""

import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.tracking.errors import InboxFull, InboxUnavailable
from siyu.tracking.inbox import (
    Inbox,
    Origin,
    connect,
    pack_frame,
    read_rows,
    rows_between,
    unpack_frames,
)
from siyu.tracking.inbox import inbox as inbox_file


@pytest.fixture
def inbox(settings):
    opened = Inbox(settings.inbox_database)
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture
def store(settings):
    connection = connect(settings.inbox_database)
    yield connection
    connection.close()


def frame(body: bytes = b"{}") -> bytes:
    return pack_frame(Origin(received_ms=1, source="src_1"), body)


def bodies(store, after: int = 0) -> list[bytes]:
    rows = rows_between(store, after + 1, 1 << 60)
    return [f.body for row in rows for f in unpack_frames(row.data)]


class TestFrames:
    @given(st.lists(st.tuples(st.binary(), st.text(), st.integers(0, 1 << 60))))
    def test_come_back_as_they_were(self, given_frames):
        data = b"".join(
            pack_frame(Origin(received_ms=at, source="s", write_key=key), body)
            for body, key, at in given_frames
        )
        found = [(f.body, f.origin.write_key, f.origin.received_ms) for f in unpack_frames(data)]
        assert found == given_frames


class TestAppend:
    def test_is_on_disk_when_it_returns(self, inbox, store):
        inbox.append([frame(b"1"), frame(b"2")], 2)
        assert bodies(store) == [b"1", b"2"]

    def test_positions_rise_and_nothing_is_lost_among_many(self, inbox, store):
        with ThreadPoolExecutor(8) as pool:
            positions = list(pool.map(lambda i: inbox.append([frame(b"%d" % i)], 1), range(300)))
        assert sorted(bodies(store), key=int) == [b"%d" % i for i in range(300)]
        assert max(positions) == max(row.id for row in rows_between(store, 1, 1 << 60))

    def test_many_requests_share_a_commit(self, inbox, store):
        async def many():
            await asyncio.gather(*(inbox.submit(frame(), 1) for _ in range(500)))

        asyncio.run(many())
        assert store.run("select sum(events) from inbox") == [(500,)]
        assert store.run("select count(*) from inbox")[0][0] < 100

    def test_once_per_key(self, inbox, store):
        first = inbox.append([frame(b"1")], 1, key="k")
        assert inbox.append([frame(b"2")], 1, key="k") == first
        assert bodies(store) == [b"1"]

    def test_rests_sealed(self, inbox, settings, store):
        inbox.append([frame(b'{"email":"li@example.cn"}')], 1)
        (payload,) = store.run("select payload from inbox")[0]
        assert b"example" not in bytes(payload)

    def test_reads_within_limits_and_at_least_one_row(self, inbox, store):
        for _ in range(5):
            inbox.append([frame(b"x" * 1000)], 100)
        assert len(read_rows(store, 0, events_max=250, bytes_max=1 << 20)) == 2
        assert len(read_rows(store, 0, events_max=1, bytes_max=1)) == 1
        assert [r.id for r in read_rows(store, 3, events_max=9999, bytes_max=1 << 20)] == [4, 5]
        assert read_rows(store, 5, events_max=9999, bytes_max=1 << 20) == []


class TestBounds:
    def test_more_than_memory_may_hold_is_refused(self, settings, monkeypatch):
        gate = threading.Event()
        write = inbox_file.write_group
        monkeypatch.setattr(inbox_file, "write_group", lambda *a: (gate.wait(10), write(*a)))
        inbox = Inbox(settings.inbox_database, queue_bytes_max=10_000)
        inbox.start()

        async def flood():
            taken, refused = [], 0
            for _ in range(100):
                try:
                    taken.append(inbox.submit(frame(b"x" * 1000), 1))
                except InboxFull:
                    refused += 1
                await asyncio.sleep(0)
            gate.set()
            await asyncio.gather(*taken)
            return len(taken), refused

        taken, refused = asyncio.run(flood())
        inbox.stop()
        assert taken + refused == 100
        assert taken <= 20

    def test_stopping_writes_what_waits(self, settings, store):
        inbox = Inbox(settings.inbox_database)

        async def submit_and_stop():
            waiting = [inbox.submit(frame(), 1) for _ in range(50)]
            inbox.start()
            await asyncio.to_thread(inbox.stop)
            await asyncio.gather(*waiting)

        asyncio.run(submit_and_stop())
        assert len(bodies(store)) == 50
        with pytest.raises(InboxUnavailable):
            inbox.append([frame()], 1)


class TestFaults:
    def test_a_full_disk_is_told_and_passes(self, inbox, store, monkeypatch):
        inbox.append([frame(b"1")], 1)
        write = inbox_file.write_group

        def full(*_):
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(inbox_file, "write_group", full)
        with pytest.raises(InboxUnavailable):
            inbox.append([frame(b"2")], 1)
        assert inbox.problem
        monkeypatch.setattr(inbox_file, "write_group", write)
        inbox.append([frame(b"3")], 1)
        assert inbox.problem is None
        assert bodies(store) == [b"1", b"3"]

    def test_a_file_that_may_not_grow_is_a_full_disk(self, settings, store):
        if not settings.inbox_database.startswith("sqlite"):
            pytest.skip("SQLite's own limit")
        inbox = Inbox(settings.inbox_database)
        inbox.start()
        inbox.append([frame(b"1")], 1)
        inbox.run(lambda c: c.run("pragma max_page_count=1"))
        import os

        with pytest.raises(InboxUnavailable):
            inbox.append([frame(os.urandom(1 << 20))], 1)
        inbox.append([frame(b"2")], 1)
        inbox.stop()
        assert bodies(store) == [b"1", b"2"]

    def test_work_that_fails_leaves_its_neighbours_alone(self, inbox, store):
        def fail(connection):
            connection.run("insert into inbox (events, payload) values (1, ?)", (b"x",))
            raise ValueError("mine")

        with pytest.raises(ValueError, match="mine"):
            inbox.run(fail)
        inbox.append([frame(b"1")], 1)
        assert bodies(store) == [b"1"]


class TestOverHttp:
    def test_an_inbox_that_is_away_is_a_503_to_come_back_from(self, world, monkeypatch):
        event = {"type": "track", "event": "A", "userId": "u"}

        def full(*_):
            raise sqlite3.OperationalError("database or disk is full")

        write = inbox_file.write_group
        monkeypatch.setattr(inbox_file, "write_group", full)
        for _ in range(3):
            answer = world.post("/v1/track", event)
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "5"
            assert answer.json()["code"] == "inbox_unavailable"
        assert world.request("GET", "/health").status_code == 503
        monkeypatch.setattr(inbox_file, "write_group", write)
        assert world.post("/v1/track", event).status_code == 200
        world.load()
        assert world.warehouse.value("select count() from events") == 1
