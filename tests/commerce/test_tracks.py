"""A parcel's way: asked for, pushed in any order, heard once, forged by nobody, followed to the door."""

import itertools
import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from siyu.commerce import orders, waybills
from siyu.commerce.blocks import BLOCKS, troubled_parcels
from siyu.commerce.carriers import Carrier, put_carrier
from siyu.commerce.orders import OrderInOtherState, ParcelState, UnitsUnavailable
from siyu.commerce.payments import confirm_due_orders
from siyu.commerce.waybills import PushForged, PushMalformed, PushOutcome, WaybillState
from siyu.commerce.waybills.models import TrackRow
from siyu.commerce.waybills.sandbox import push
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import frozen, now

from .parcels import asked, hear, moved, opened, parcel, scan, sent

pytestmark = pytest.mark.database

WAY = [
    ParcelState.accepted,
    ParcelState.collected,
    ParcelState.in_transit,
    ParcelState.out_for_delivery,
    ParcelState.signed,
]


@pytest.fixture
def desk(context):
    context.put(Blocks(BLOCKS))
    return opened(context)


@pytest.fixture
def order_id(desk):
    return desk.bought({desk.sku("A", on_hand=9): 2})


class TestRequestWaybill:
    def test_gives_the_one_that_waits_until_its_parcel_has_left(self, desk, order_id):
        first = asked(desk, order_id)
        assert (first.state, asked(desk, order_id).number) == (WaybillState.issued, first.number)
        desk.ship(order_id, {1: 1}, carrier="SANDBOX", waybill=first.number)
        second = asked(desk, order_id)
        assert second.number != first.number
        with desk.context.session(read_only=True) as session:
            told = [(row.state, row.shipment_id) for row in waybills.waybills_of(session, order_id)]
        assert told == [("used", parcel(desk, order_id).id), ("issued", None)]

    def test_a_crash_before_the_answer_was_kept_costs_no_number(self, desk, order_id, monkeypatch):
        from siyu.commerce.waybills import requesting

        def crash(*_):
            raise RuntimeError

        with monkeypatch.context() as patch:
            patch.setattr(requesting, "_lock", crash)
            with pytest.raises(RuntimeError):
                asked(desk, order_id)
        number = asked(desk, order_id).number
        with desk.context.session(read_only=True) as session:
            issued = session.scalars(text("select number from commerce_sandbox_waybill")).all()
        assert issued == [number]

    def test_two_desks_at_once_get_one(self, desk, order_id):
        found = []

        def ask():
            found.append(asked(desk, order_id).number)

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(found), len(set(found))) == (6, 1)

    def test_refuses_where_nothing_can_leave(self, desk, order_id):
        sku = desk.sku("B", on_hand=5)
        with pytest.raises(OrderInOtherState):
            asked(desk, desk.buy({sku: 1}).order_id)
        with pytest.raises(waybills.CarrierNotConnected):
            asked(desk, order_id, carrier="SF")
        desk.ship(order_id)
        with pytest.raises(UnitsUnavailable):
            asked(desk, order_id)

    def test_a_number_is_given_back_until_the_parcel_is_on_its_way(self, desk, order_id):
        row = asked(desk, order_id)
        assert waybills.cancel_waybill(desk.context, row.id).state == WaybillState.cancelled
        assert waybills.cancel_waybill(desk.context, row.id).state == WaybillState.cancelled
        other = asked(desk, order_id)
        moved(desk, other.number)
        moved(desk, other.number)
        with pytest.raises(waybills.WaybillRefused):
            waybills.cancel_waybill(desk.context, other.id)
        desk.ship(order_id, carrier="SANDBOX", waybill=other.number)
        with pytest.raises(waybills.WaybillInUse):
            waybills.cancel_waybill(desk.context, other.id)


class TestPushes:
    def test_follow_a_parcel_to_the_door(self, desk, order_id):
        number = sent(desk, order_id)
        for state in WAY:
            assert hear(desk, moved(desk, number)) == [PushOutcome.followed]
            assert parcel(desk, order_id).state == state
        assert parcel(desk, order_id).delivered_at is not None
        assert [len(desk.told(f"commerce.parcel_{name}")) for name in ("out", "delivered")] == [
            1,
            1,
        ]
        (told,) = desk.told("commerce.parcel_delivered")
        assert (told["order_id"], told["waybill"]) == (order_id, number)
        with pytest.raises(waybills.SandboxParcelEnded):
            moved(desk, number)

    def test_any_order_and_any_repetition_come_to_the_same(self, desk, order_id):
        number = sent(desk, order_id)
        steps = [scan(number, state, minutes) for minutes, state in enumerate(WAY)]
        for order in itertools.islice(itertools.permutations(steps), 0, 120, 17):
            for step in (*order, *order):
                hear(desk, push(step))
        assert parcel(desk, order_id).state == ParcelState.signed
        assert len(desk.told("commerce.parcel_delivered")) == 1
        with desk.context.session(read_only=True) as session:
            assert session.scalar(select(func.count()).select_from(TrackRow)) == len(steps)

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    def test_the_state_hangs_on_what_was_heard_and_not_on_when(self, order):
        steps = [
            (ParcelState.in_transit, now()),
            (ParcelState.exception, now() + timedelta(hours=1)),
            (ParcelState.out_for_delivery, now() + timedelta(hours=2)),
        ]
        found = orders.state_of([steps[place] for place in order])
        assert found == steps[2]
        late = (ParcelState.in_transit, now() + timedelta(days=1))
        ended = (ParcelState.signed, now())
        assert orders.state_of([late, ended]) == ended

    def test_at_once_are_heard_once(self, desk, order_id):
        number = sent(desk, order_id)
        pushed = push(scan(number, ParcelState.signed))
        found = []
        threads = [
            threading.Thread(target=lambda: found.extend(hear(desk, pushed))) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == ["followed"] + ["repeated"] * 5
        assert len(desk.told("commerce.parcel_delivered")) == 1

    def test_for_a_number_of_nobody_are_kept_until_it_leaves(self, desk, order_id):
        number = asked(desk, order_id).number
        assert hear(desk, moved(desk, number)) == [PushOutcome.unknown]
        desk.ship(order_id, carrier="SANDBOX", waybill=number)
        assert parcel(desk, order_id).state == ParcelState.accepted

    def test_of_another_year_are_not_about_a_parcel_of_today(self, desk, order_id):
        number = asked(desk, order_id).number
        with frozen(now() - timedelta(days=200)):
            hear(desk, push(scan(number, ParcelState.signed)))
        desk.ship(order_id, carrier="SANDBOX", waybill=number)
        assert parcel(desk, order_id).state == ""

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"\xff\xfe",
            b'{"event_id":"1"}',
            b'{"event_id":"\\u0000","carrier":"SANDBOX","waybill":"1","state":"signed","at":"2026-01-01T00:00:00Z"}',
            b'{"event_id":"1","carrier":"SANDBOX","waybill":"1","state":"lost","at":"2026-01-01T00:00:00Z"}',
            b'{"event_id":"1","carrier":"SANDBOX","waybill":"1","state":"signed","at":"2026-01-01T00:00:00"}',
            b'{"event_id":"1","carrier":"SANDBOX","waybill":"1","state":"signed","at":"0001-01-01T00:00:00+14:00"}',
            b'{"event_id":"1","carrier":"SANDBOX","waybill":"1","state":"signed","at":"9999-12-31T23:59:59-14:00"}',
        ],
    )
    def test_that_cannot_be_read_are_refused_and_nothing_is_kept(self, desk, body):
        from siyu.commerce.sandbox_signing import signed

        with pytest.raises(PushMalformed):
            hear(desk, (signed("sandbox carrier", body), body))
        with desk.context.session(read_only=True) as session:
            assert session.scalar(select(func.count()).select_from(TrackRow)) == 0

    def test_signed_by_the_payment_sandbox_are_forged(self, desk):
        from siyu.commerce.sandbox_signing import signed

        _, body = push(scan("1", ParcelState.signed))
        with pytest.raises(PushForged):
            hear(desk, (signed("sandbox payment", body), body))

    def test_are_kept_as_they_were(self, desk, order_id):
        hear(desk, moved(desk, sent(desk, order_id)))
        for statement in (
            "update commerce_track set state = 'signed'",
            "delete from commerce_track",
        ):
            with pytest.raises(DBAPIError, match="append only"), desk.context.session() as session:
                session.execute(text(statement))


class TestReceipt:
    def test_counts_a_week_after_delivery(self, desk, order_id):
        number = sent(desk, order_id)
        hear(desk, push(scan(number, ParcelState.signed, 60)))
        due = desk.order(order_id).confirm_at
        assert abs(due - now() - timedelta(days=7)) < timedelta(minutes=1)
        with frozen(due - timedelta(hours=1)):
            confirm_due_orders(desk.context)
        assert desk.order(order_id).completed_at is None
        with frozen(due + timedelta(hours=1)):
            confirm_due_orders(desk.context)
        assert desk.order(order_id).completed_at is not None
        assert len(desk.told("commerce.order_received")) == 1

    def test_waits_for_a_parcel_that_is_still_on_its_way(self, desk, order_id):
        number = sent(desk, order_id)
        with frozen(now() + timedelta(days=9)):
            hear(desk, push(scan(number, ParcelState.in_transit)))
            assert desk.order(order_id).confirm_at > now() + timedelta(days=9)

    def test_waits_for_the_last_of_two_parcels(self, desk, order_id):
        first = asked(desk, order_id).number
        desk.ship(order_id, {1: 1}, carrier="SANDBOX", waybill=first)
        hear(desk, push(scan(first, ParcelState.signed)))
        assert desk.order(order_id).confirm_at is None
        desk.ship(order_id)
        assert desk.order(order_id).confirm_at > now() + timedelta(days=9)

    def test_does_not_come_by_itself_where_a_parcel_came_back(self, desk, order_id):
        number = sent(desk, order_id)
        hear(desk, push(scan(number, ParcelState.returned)))
        due = desk.order(order_id).confirm_at
        with frozen(due + timedelta(hours=1)):
            confirm_due_orders(desk.context)
            assert desk.order(order_id).confirm_at > now()
        assert desk.order(order_id).completed_at is None
        with desk.context.session(read_only=True) as session:
            assert troubled_parcels(session, desk.context).count == 1
        desk.receive_parcels(order_id)
        assert desk.order(order_id).completed_at is not None
        assert desk.broken() == []


class TestAskCarriers:
    def test_finds_what_a_lost_push_would_have_said(self, desk, order_id):
        number = sent(desk, order_id)
        for _ in WAY:
            moved(desk, number)
        waybills.ask_carriers(desk.context, now())
        assert parcel(desk, order_id).state == "", "it has not been silent for long"
        with frozen(now() + timedelta(hours=13)):
            waybills.ask_carriers(desk.context, now())
            assert parcel(desk, order_id).state == ParcelState.signed
            assert parcel(desk, order_id).ask_at is None
            waybills.ask_carriers(desk.context, now())
        assert len(desk.told("commerce.parcel_delivered")) == 1

    def test_one_that_does_not_answer_does_not_hold_up_the_others(self, desk, order_id):
        other = desk.bought({desk.sku("B", on_hand=1): 1})
        number = sent(desk, order_id)
        with desk.context.session() as session:
            put_carrier(session, Carrier(code="GONE", name_zh="x", name_en="x", provider="gone"))
        desk.ship(other, carrier="GONE", waybill="G1")
        moved(desk, number)
        with frozen(now() + timedelta(hours=13)):
            waybills.ask_carriers(desk.context, now())
            assert parcel(desk, other).ask_at > now()
        assert parcel(desk, order_id).state == ParcelState.accepted

    def test_asks_no_more_after_two_months(self, desk, order_id):
        sent(desk, order_id)
        with frozen(now() + timedelta(days=61)):
            waybills.ask_carriers(desk.context, now())
            assert parcel(desk, order_id).ask_at is None

    def test_nobody_is_asked_about_a_number_that_was_typed(self, desk, order_id):
        desk.ship(order_id)
        assert parcel(desk, order_id).ask_at is None
