"""From the inbox to the warehouse."""

from datetime import timedelta
from decimal import Decimal

import pytest

from siyu.kernel.clock import now
from siyu.organization.brand import set_brand
from siyu.tracking.inbox import connect, pending_loads, read_place
from siyu.tracking.load import Loader
from siyu.tracking.models import SeenEventRow
from siyu.warehouse import WarehouseUnavailable

from .conftest import track


class TestStamps:
    def test_all_four_are_kept(self, world):
        happened = now() - timedelta(minutes=10)
        sent = happened + timedelta(minutes=1)
        world.post("/v1/track", track(timestamp=happened.isoformat(), sentAt=sent.isoformat()))
        world.load()
        (row,) = world.rows("time, received_at, sent_at, original_timestamp")
        assert abs(row["original_timestamp"] - happened) < timedelta(milliseconds=1)
        assert abs(row["sent_at"] - sent) < timedelta(milliseconds=1)
        assert row["received_at"] - row["time"] == row["sent_at"] - row["original_timestamp"]

    def test_a_clock_a_year_off_waits_with_its_reason(self, world):
        off = now() - timedelta(days=365)
        world.post("/v1/track", track(timestamp=off.isoformat(), sentAt=off.isoformat()))
        world.post("/v1/track", track(timestamp="someday"))
        world.load()
        assert [q.reason for q in world.quarantined()] == ["clock_skew", "timestamp_malformed"]

    def test_days_are_cut_in_the_business_time_zone(self, world):
        world.post("/v1/track", track(timestamp="2026-01-31T16:00:00Z"))
        world.load()
        assert str(world.rows("day")[0]["day"]) == "2026-02-01"

    def test_days_follow_the_time_zone_that_the_operator_sets(self, world):
        with world.context.session() as session:
            set_brand(session, world.context.settings, timezone="America/New_York")
        world.post("/v1/track", track(timestamp="2026-02-01T04:59:00Z"))
        world.load()
        assert str(world.rows("day")[0]["day"]) == "2026-01-31"

    def test_a_hundred_and_fifty_months_in_one_batch(self, world):
        items = [
            track(messageId=f"{i}", timestamp=f"{2010 + i // 12}-{i % 12 + 1:02}-15T00:00:00Z")
            for i in range(150)
        ]
        world.post("/v1/batch", {"batch": items})
        world.load()
        assert world.warehouse.value("select count() from events") == 150


class TestRepeats:
    def test_in_one_request(self, world):
        world.post("/v1/batch", {"batch": [track(messageId="m"), track(messageId="m")]})
        world.load()
        assert world.warehouse.value("select count() from events") == 1
        assert world.quarantined() == []

    def test_across_requests_and_loads(self, world):
        for _ in range(3):
            world.post("/v1/track", track(messageId="m"))
            world.load()
        assert world.warehouse.value("select count() from events") == 1
        assert world.warehouse.value("select sum(count) from person_days") == 1

    def test_after_a_restart(self, world):
        world.post("/v1/track", track(messageId="m"))
        world.load()
        loader = Loader(world.context)
        world.context.get(Loader).close()
        world.context.put(loader)
        world.post("/v1/batch", {"batch": [track(messageId="m"), track(messageId="n")]})
        world.load()
        assert world.warehouse.value("select count() from events") == 2

    def test_with_another_time_and_person(self, world):
        world.post("/v1/track", track(messageId="m", timestamp="2025-01-01T00:00:00Z"))
        world.post("/v1/track", track(messageId="m") | {"userId": "other"})
        world.load()
        assert world.warehouse.value("select count() from events") == 1

    def test_events_without_an_id_are_all_kept(self, world):
        world.post("/v1/batch", {"batch": [track(), track()]})
        world.post("/v1/batch", {"batch": [track(), track()]})
        world.load()
        assert world.warehouse.value("select uniqExact(message_id) from events") == 4


class TestCrash:
    """What a crash leaves behind is done again, and changes nothing."""

    def test_between_decision_and_insert(self, world, monkeypatch):
        world.post(
            "/v1/batch", {"batch": [track(messageId="1"), track(messageId="2"), {"type": "x"}]}
        )
        loader = world.context.get(Loader)
        monkeypatch.setattr(loader, "_bring", _crash)
        with pytest.raises(_Crash):
            world.load()
        store = connect(world.context.settings.inbox_database)
        assert len(pending_loads(store)) == 1
        store.close()
        _restart(world)
        world.post("/v1/track", track(messageId="3"))
        world.load()
        assert world.warehouse.value("select count() from events") == 3
        assert len(world.quarantined()) == 1

    def test_what_a_sender_repeats_after_it_counts_once(self, world, monkeypatch):
        world.post("/v1/track", track(messageId="1"))
        monkeypatch.setattr(world.context.get(Loader), "_bring", _crash)
        with pytest.raises(_Crash):
            world.load()
        _restart(world)
        world.load()
        world.post("/v1/track", track(messageId="1"))
        world.load()
        assert world.warehouse.value("select count() from events") == 1

    def test_what_another_process_loaded_meanwhile_counts_once(self, world, monkeypatch):
        world.post("/v1/track", track(messageId="1"))
        world.load()
        first = world.context.get(Loader)
        with monkeypatch.context() as patched:
            patched.setattr(first, "_decide", _crash)
            world.post("/v1/track", track(messageId="2"))
            with pytest.raises(_Crash):
                world.load()
        other = Loader(world.context)
        while other.step():
            pass
        other.close()
        world.post("/v1/track", track(messageId="2"))
        world.load()
        assert world.warehouse.value("select count() from events") == 2

    def test_between_insert_and_the_move_of_the_cursor(self, world, monkeypatch):
        world.post(
            "/v1/batch", {"batch": [track(messageId="1"), track(messageId="2"), {"type": "x"}]}
        )
        monkeypatch.setattr("siyu.tracking.load.loader.finish_load", _crash)
        with pytest.raises(_Crash):
            world.load()
        assert world.warehouse.value("select count() from events") == 2
        monkeypatch.undo()
        _restart(world)
        world.load()
        store = connect(world.context.settings.inbox_database)
        assert pending_loads(store) == []
        assert read_place(store).position == 1
        store.close()
        # Without FINAL: not even for a moment are they there twice.
        assert world.warehouse.value("select count() from events") == 2
        assert world.warehouse.value("select sum(count) from person_days") == 2
        assert world.warehouse.value("select sum(count) from person_life") == 2
        assert len(world.quarantined()) == 1
        with world.context.session() as session:
            assert session.get(SeenEventRow, "A").count == 2

    def test_a_warehouse_away_is_waited_for(self, world, monkeypatch):
        world.post("/v1/track", track())
        monkeypatch.setattr(world.warehouse, "insert_json_lines", _away)
        with pytest.raises(WarehouseUnavailable):
            world.load()
        with pytest.raises(WarehouseUnavailable):
            world.load()
        monkeypatch.undo()
        world.load()
        assert world.warehouse.value("select count() from events") == 1

    def test_a_request_that_breaks_the_reader_stops_nothing(self, world, monkeypatch):
        from siyu.tracking.load import loader as file

        read = file.read_frame

        def break_on_seven(frame, *at):
            if b"seven" in frame.body:
                raise ZeroDivisionError
            return read(frame, *at)

        monkeypatch.setattr(file, "read_frame", break_on_seven)
        world.post("/v1/track", track("seven"))
        world.post("/v1/track", track("eight"))
        world.load()
        assert [row["event"] for row in world.rows("event")] == ["eight"]
        assert [q.reason for q in world.quarantined()] == ["unreadable"]

    def test_an_identity_that_cannot_be_kept_stops_nothing(self, world, monkeypatch):
        from siyu.tracking.load import loader as file

        resolve = file.resolve_homes

        def refuse_seven(session, resolver, events):
            if any(event.user_id == "seven" for event in events):
                raise ValueError
            return resolve(session, resolver, events)

        monkeypatch.setattr(file, "resolve_homes", refuse_seven)
        items = [
            track(messageId=f"{i}") | {"userId": "seven" if i == 7 else "u"} for i in range(20)
        ]
        world.post("/v1/batch", {"batch": items})
        world.load()
        assert world.warehouse.value("select count() from events") == 19
        assert [q.message_id for q in world.quarantined()] == ["7"]

    def test_requests_are_gone_from_the_inbox_once_loaded(self, world):
        world.post("/v1/track", track())
        world.load()
        store = connect(world.context.settings.inbox_database)
        assert store.run("select count(*) from inbox") == [(0,)]
        store.close()


class TestOrders:
    def test_typed_columns_are_exact(self, world):
        world.post("/v1/track", track("Order Completed", properties={
            "order_id": "o1", "revenue": 19.99, "currency": "CNY", "coupon": "新人",
            "products": [{"product_id": "p1", "sku": "s", "name": "熊", "price": 0.1, "quantity": 3},
                         {"product_id": "p2", "price": "9.90"}],
        }))  # fmt: skip
        world.post(
            "/v1/track", track("Order Refunded", properties={"order_id": "o1", "total": "0.3000"})
        )
        world.load()
        first, second = world.rows()
        assert first["revenue"] == Decimal("19.9900")
        assert (first["order_id"], first["currency"], first["coupon"]) == ("o1", "CNY", "新人")
        assert first["product.price"] == [Decimal("0.1"), Decimal("9.9")]
        assert first["product.quantity"] == [3, 1]
        assert second["revenue"] == Decimal("0.3")


class _Crash(Exception):
    pass


def _crash(*_):
    raise _Crash


def _away(*_, **__):
    raise WarehouseUnavailable(reason="gone")


def _restart(world):
    world.context.get(Loader).close()
    world.context.put(Loader(world.context))
