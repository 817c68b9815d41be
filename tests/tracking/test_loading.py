"""From the inbox to the warehouse."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from siyu.kernel.clock import now
from siyu.organization import add_source
from siyu.organization.brand import set_brand
from siyu.tracking import append_batch, loaded_until, on_loaded, record, wait_until_loaded
from siyu.tracking.contracts import PlanMode, QuarantineState
from siyu.tracking.errors import EventsMalformed, QuarantinedEventSettled
from siyu.tracking.inbox import connect, pending_loads, read_place
from siyu.tracking.load import Loader
from siyu.tracking.models import SeenEventRow, SeenPropertyRow
from siyu.tracking.plan import add_planned_event, set_default_mode
from siyu.tracking.quarantine import discard, replay, replay_reason
from siyu.warehouse import WarehouseUnavailable


def track(event: str = "A", **more) -> dict:
    return {"type": "track", "event": event, "userId": "u", **more}


SCHEMA = {
    "type": "object",
    "required": ["order_id"],
    "properties": {"order_id": {"type": "string"}},
}


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


class TestPeople:
    def test_one_person_before_and_after_signing_in(self, world):
        world.post("/v1/batch", {"batch": [
            {"type": "page", "anonymousId": "a", "messageId": "1"},
            {"type": "identify", "anonymousId": "a", "userId": "u", "messageId": "2"},
            track(messageId="3"),
        ]})  # fmt: skip
        world.load()
        assert len(set(world.persons())) == 1
        assert 0 not in world.persons()

    def test_external_ids_traits_and_alias_are_evidence(self, world):
        world.post("/v1/batch", {"batch": [
            track(context={"externalIds": [{"id": "o1", "type": "unionid", "collection": "users"}]}),
            {"type": "identify", "userId": "u", "traits": {"phone": "13800138000", "city": "上海"}},
            {"type": "alias", "userId": "u", "previousId": "before"},
        ]})  # fmt: skip
        world.load()
        ids = (("user_id", "u"), ("unionid", "o1"), ("phone", "13800138000"))
        assert len({world.person_of(*pair) for pair in ids} | set(world.persons())) == 1

    def test_rudder_s_traits_lie_in_the_context(self, world):
        world.post("/v1/identify", {"userId": "u", "context": {"traits": {"email": "li@x.cn"}}})
        world.load()
        assert [world.person_of("email", "li@x.cn")] == world.persons()
        assert b"li@x.cn" not in str(world.rows()).encode()

    def test_alias_to_oneself_joins_nothing(self, world):
        world.post("/v1/alias", {"userId": "u1", "previousId": "u1"})
        world.load()
        assert len(world.rows("person")) == 1

    def test_identifiers_that_name_nobody_wait(self, world):
        world.post("/v1/track", track() | {"userId": "null"})
        world.load()
        assert [q.reason for q in world.quarantined()] == ["identifiers_name_nobody"]

    def test_personal_data_does_not_reach_the_warehouse(self, world):
        secret = {
            "email": "li@example.cn",
            "phone": "13800138000",
            "address": {"street": "南京西路 1 号"},
        }
        world.post("/v1/batch", {"batch": [
            {"type": "identify", "userId": "li@example.cn", "traits": secret | {"name": "李华", "tier": "gold"}},
            track("Order Completed", properties={"order_id": "o", "shipping": secret, "Mobile": 13800138000}),
            track("Product Viewed", properties={"name": "毛绒", "products": [{"name": "熊", "phone": "13800138000"}]}),
            {"type": "track", "event": "B", "userId": "13800138000", "context": {"traits": secret}},
            {"type": "group", "groupId": "g", "userId": "u", "traits": secret},
        ]})  # fmt: skip
        world.load()
        text = str(world.rows())
        for word in ("li@example.cn", "13800138000", "南京西路", "李华"):
            assert word not in text
        assert "毛绒" in text
        assert "gold" in text
        hashes = {
            row["h"]
            for row in world.rows("JSONExtractString(properties_json, 'email') as h")
            if row["h"]
        }
        assert len(hashes) == 1


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


class TestQuarantine:
    def test_keeps_the_bytes_and_hides_them(self, world):
        world.post(
            "/v1/track", content=b'{ "type":"track",  "userId":"13800138000", "email":"li@x.cn" }'
        )
        world.load()
        (kept,) = world.quarantined()
        assert "13800138000" not in kept.preview
        assert "li@x.cn" not in kept.preview
        assert b"13800138000" not in kept.sealed

    def test_replay_after_the_key_was_made(self, world):
        world.post("/v1/batch", {"batch": [track(messageId="1"), track()]}, auth=("new", ""))
        world.load()
        with world.context.session() as session:
            add_source(session, name="new", kind="server", key="new")
            assert replay_reason(world.context, session, "unknown_write_key", actor="me") == 2
        world.load()
        assert len(world.rows("event")) == 2
        assert {q.state for q in world.quarantined()} == {QuarantineState.replayed}

    def test_replay_of_what_is_still_unfit_comes_back(self, world):
        world.post("/v1/track", {"type": "track", "userId": "u"})
        world.load()
        (kept,) = world.quarantined()
        with world.context.session() as session:
            replay(world.context, session, kept.id, actor="me")
        world.load()
        assert [q.state for q in world.quarantined()] == ["replayed", "waiting"]
        with pytest.raises(QuarantinedEventSettled), world.context.session() as session:
            replay(world.context, session, kept.id, actor="me")

    def test_a_replay_twice_is_one_event(self, world):
        world.post("/v1/track", track(), auth=("new", ""))
        world.load()
        (kept,) = world.quarantined()
        with world.context.session() as session:
            add_source(session, name="new", kind="server", key="new")
        for _ in range(2):
            # The answer got lost and the transaction with it.
            with world.context.session() as session:
                replay(world.context, session, kept.id, actor="me")
                session.rollback()
        world.load()
        assert len(world.rows("event")) == 1

    def test_discarding_wipes_it(self, world):
        world.post("/v1/track", {"type": "track", "userId": "u"})
        world.load()
        (kept,) = world.quarantined()
        with world.context.session() as session:
            discard(session, kept.id, actor="me")
        (kept,) = world.quarantined()
        assert (kept.state, kept.sealed) == ("discarded", b"")

    def test_a_line_the_warehouse_refuses_is_found(self, world, monkeypatch):
        from siyu.tracking.load import inserting

        def spoil(rows):
            return b"\n".join(
                b"{broken" if row.message_id == "bad" else inserting_lines([row]) for row in rows
            )

        inserting_lines = inserting.lines
        monkeypatch.setattr(inserting, "lines", spoil)
        batch = [track(messageId="bad" if i == 37 else f"{i}") for i in range(60)]
        world.post("/v1/batch", {"batch": batch})
        world.load()
        assert world.warehouse.value("select count() from events") == 59
        assert [q.reason for q in world.quarantined()] == ["warehouse_refused"]


class TestPlan:
    def send(self, world, *events):
        world.post("/v1/batch", {"batch": list(events)})
        world.load()
        return [q.reason for q in world.quarantined()]

    def plan(self, world, mode):
        with world.context.session() as session:
            add_planned_event(session, "Order Completed", description="", mode=mode, schema=SCHEMA)

    def test_observe_lets_pass_and_counts(self, world):
        self.plan(world, PlanMode.observe)
        assert self.send(world, track("Order Completed")) == []
        assert len(world.rows("event")) == 1
        with world.context.session() as session:
            assert session.get(SeenEventRow, "Order Completed").unfit == 1

    def test_quarantine_keeps_what_breaks_it(self, world):
        self.plan(world, PlanMode.quarantine)
        good = track("Order Completed", properties={"order_id": "o"})
        assert self.send(world, track("Order Completed"), good, track("Other")) == ["breaks_plan"]
        assert world.quarantined()[0].facts == {"violations": [".: required"]}
        assert len(world.rows("event")) == 2

    def test_block_turns_away_and_counts(self, world):
        self.plan(world, PlanMode.block)
        assert self.send(world, track("Order Completed")) == []
        assert world.rows("event") == []
        with world.context.session() as session:
            assert session.get(SeenEventRow, "Order Completed").blocked == 1

    def test_the_default_speaks_of_events_nobody_planned(self, world):
        self.plan(world, PlanMode.observe)
        with world.context.session() as session:
            set_default_mode(session, PlanMode.quarantine)
        assert self.send(world, track("Other"), track("Order Completed")) == ["not_in_plan"]

    def test_a_strict_source_sends_only_what_is_planned(self, world):
        with world.context.session() as session:
            strict = add_source(session, name="strict", kind="server", strict=True)
        world.post("/v1/track", track("Other"), auth=(strict.key, ""))
        world.load()
        assert [q.reason for q in world.quarantined()] == ["not_in_plan"]

    def test_a_change_holds_from_the_next_batch(self, world):
        self.send(world, track("Other", messageId="1"))
        with world.context.session() as session:
            set_default_mode(session, PlanMode.quarantine)
        assert self.send(world, track("Other", messageId="2")) == ["not_in_plan"]

    def test_what_comes_in_is_seen(self, world):
        self.send(
            world,
            *(
                track("Seen", properties={"n": i, "city": "上海", "email": "a@b.cn"})
                for i in range(9)
            ),
        )
        with world.context.session() as session:
            assert session.get(SeenEventRow, "Seen").count == 9
            number = session.get(SeenPropertyRow, ("Seen", "n"))
            assert (number.types, len(number.examples)) == (["integer"], 5)
            assert "a@b.cn" not in str(session.get(SeenPropertyRow, ("Seen", "email")).examples)


class TestOwnEvents:
    def test_record_once_per_cause(self, world):
        for _ in range(2):
            record(
                world.context, "Coupon Redeemed", person_id=7, properties={"a": 1}, cause="coupon:1"
            )
        world.load()
        (row,) = world.rows("event, person, message_id, source, properties_json")
        assert row == {
            "event": "Coupon Redeemed", "person": 7, "message_id": "coupon:1",
            "source": "siyu", "properties_json": '{"a":1}',
        }  # fmt: skip

    def test_nobody_is_person_zero(self, world):
        record(world.context, "Store Opened", person_id=0, properties={}, cause="s:1")
        world.load()
        assert world.rows("person") == [{"person": 0}]

    def test_a_stranger_cannot_name_a_person(self, world):
        world.post("/v1/track", {"type": "track", "event": "A", "personId": 7})
        world.post("/v1/track", track(personId=7))
        world.load()
        assert [q.reason for q in world.quarantined()] == ["no_identifier"]
        assert world.rows("person") != [{"person": 7}]

    def test_append_knows_no_limits(self, world):
        items = [
            track(messageId=f"{i}", properties={"a": "x" * 40_000 if i == 5 else ""})
            for i in range(12_000)
        ]
        position = append_batch(world.context, items, source_id=3)
        world.load()
        assert loaded_until(world.context) >= position
        assert world.warehouse.value("select count() from events") == 12_000

    def test_append_once_per_key(self, world):
        first = append_batch(world.context, [track()], source_id=3, idempotency="file:1:0")
        again = append_batch(
            world.context, b'[{"type":"track"}]', source_id=3, idempotency="file:1:0"
        )
        assert first == again
        world.load()
        assert len(world.rows("event")) == 1
        assert world.quarantined() == []

    def test_append_takes_the_time_it_is_given(self, world):
        received = datetime(2020, 1, 1, tzinfo=UTC)
        append_batch(world.context, [track()], source_id=3, received_at=received)
        world.load()
        assert world.rows("time, received_at") == [{"time": received, "received_at": received}]

    @pytest.mark.parametrize("items", [b"{}", b"[1", b"x", b'"a"'])
    def test_append_refuses_what_is_no_list(self, world, items):
        with pytest.raises(EventsMalformed):
            append_batch(world.context, items, source_id=3)

    def test_waiting_ends_when_they_are_there(self, world):
        import threading

        position = append_batch(world.context, [track()], source_id=3)
        thread = threading.Thread(target=world.load)
        thread.start()
        wait_until_loaded(world.context, position, 20)
        thread.join()
        assert len(world.rows("event")) == 1

    def test_listeners_hear_who_was_touched(self, world):
        heard = []
        on_loaded(world.context, lambda persons, names: heard.append((persons.tolist(), names)))
        on_loaded(world.context, lambda *_: 1 / 0)
        record(world.context, "A", person_id=7, properties={}, cause="1")
        record(world.context, "B", person_id=3, properties={}, cause="2")
        world.load()
        assert sorted(p for persons, _ in heard for p in persons) == [3, 7]
        assert set().union(*(names for _, names in heard)) == {"A", "B"}

    def test_load_ids_rise(self, world):
        for i in range(3):
            record(world.context, "A", person_id=1, properties={}, cause=f"{i}")
            world.load()
        loads = [row["load_id"] for row in world.rows("load_id")]
        assert loads == sorted(set(loads))


class _Crash(Exception):
    pass


def _crash(*_):
    raise _Crash


def _away(*_, **__):
    raise WarehouseUnavailable(reason="gone")


def _restart(world):
    world.context.get(Loader).close()
    world.context.put(Loader(world.context))
