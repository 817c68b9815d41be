"""A parcel's way: asked for, pushed in any order, heard once, forged by nobody, followed to the door."""

import itertools
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from siyu.commerce import orders, waybills
from siyu.commerce.blocks import BLOCKS, troubled_parcels
from siyu.commerce.carriers import Carrier, put_carrier
from siyu.commerce.carriers.built_in import BUILT_IN
from siyu.commerce.orders import OrderInOtherState, ParcelState, UnitsUnavailable
from siyu.commerce.orders.models import ShipmentRow
from siyu.commerce.payments import confirm_due_orders
from siyu.commerce.waybills import PushForged, PushMalformed, PushOutcome, Scan, WaybillState
from siyu.commerce.waybills.models import TrackRow
from siyu.commerce.waybills.sandbox import push
from siyu.kernel import ids
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import frozen, now

from .test_storefront import PHONE, signed_in
from .world import Shop

pytestmark = pytest.mark.database

WAY = [
    ParcelState.accepted,
    ParcelState.collected,
    ParcelState.in_transit,
    ParcelState.out_for_delivery,
    ParcelState.signed,
]


def opened(context):
    """A shop that has the sandbox carrier switched on."""
    shop = Shop(context).open()
    with context.session() as session:
        put_carrier(session, replace(BUILT_IN[-1], active=True))
    return shop


@pytest.fixture
def desk(context):
    context.put(Blocks(BLOCKS))
    return opened(context)


@pytest.fixture
def order_id(desk):
    return desk.bought({desk.sku("A", on_hand=9): 2})


def asked(desk, order_id, carrier="SANDBOX"):
    return waybills.request_waybill(desk.context, order_id, carrier=carrier, by="staff:1")


def sent(desk, order_id):
    """The number of a sandbox parcel that has left."""
    number = asked(desk, order_id).number
    desk.ship(order_id, carrier="SANDBOX", waybill=number)
    return number


def moved(desk, number, state=None):
    """A courier scans the parcel; the push that leaves then."""
    with desk.context.session() as session:
        return waybills.sandbox_move(session, carrier="SANDBOX", waybill=number, state=state)


def hear(desk, pushed):
    return waybills.receive_push(desk.context, "sandbox", *pushed)


def parcel(desk, order_id):
    with desk.context.session(read_only=True) as session:
        return session.scalars(select(ShipmentRow).where(ShipmentRow.order_id == order_id)).one()


def scan(number, state, minutes=0, event_id=None):
    return Scan(
        event_id=event_id or f"{state}-{minutes}",
        carrier="SANDBOX",
        waybill=number,
        state=state,
        at=now() + timedelta(minutes=minutes - 60),
        text="签收人：李华",
    )


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


class TestOverHttp:
    @pytest.fixture
    def desk(self, house):
        return opened(house.context)

    def test_forged_changed_or_old_ones_are_refused(self, desk, order_id, api):
        number = sent(desk, order_id)
        headers, body = push(scan(number, ParcelState.signed))
        at = "/m/carriers/sandbox/notices"
        forged = api.post(at, content=body, headers={**headers, "sandbox-signature": "0" * 32})
        assert (forged.status_code, forged.json()["code"]) == (403, "push_forged")
        changed = api.post(at, content=body.replace(b"signed", b"returned"), headers=headers)
        assert changed.status_code == 403
        with frozen(now() + timedelta(minutes=6)):
            assert api.post(at, content=body, headers=headers).status_code == 403
        assert api.post("/m/carriers/nobody/notices", content=body).status_code == 404
        assert parcel(desk, order_id).state == ""
        good = api.post(at, content=body, headers={**headers, "Authorization": ""})
        assert (good.status_code, good.json()) == (200, {"outcomes": ["followed"]})

    def test_desk_and_member_see_one_track(self, api, house, desk):
        member = signed_in(api, house)
        sku = ids.code("sku", desk.sku("A", on_hand=2))
        address = {"name": "李华", "phone": PHONE, "street": "人民路 1 号"}
        body = {
            "sales_channel": "mall",
            "lines": [{"sku_id": sku, "quantity": 1}],
            "expected_total_minor": 1000,
            "address": address,
        }
        keyed = {**member, "Idempotency-Key": "k"}
        order = api.post("/m/orders", json=body, headers=keyed).json()["id"]
        paying = api.post(
            f"/m/orders/{order}/payments", json={"provider": "sandbox"}, headers=member
        )
        api.post(paying.json()["parameters"]["pay_at"])
        path = f"/api/commerce/orders/{order}"
        waybill = api.post(f"{path}/waybills", json={"carrier": "SANDBOX"}).json()
        left = {"carrier": waybill["carrier"], "waybill": waybill["number"]}
        assert api.post(f"{path}/shipments", json=left).status_code == 201
        for _ in range(3):
            assert api.post("/api/commerce/sandbox/scans", json=left).json() == {
                "outcomes": ["followed"]
            }
        (shown,) = api.get(f"/m/orders/{order}/shipments", headers=member).json()
        assert shown == api.get(f"{path}/shipments").json()[0]
        assert (shown["state"], shown["carrier_name"]["zh"]) == ("in_transit", "沙盒快递")
        assert [step["state"] for step in shown["track"]] == ["in_transit", "collected", "accepted"]
        assert api.get(f"{path}/waybills").json()[0]["state"] == "used"
        back = api.post("/api/commerce/sandbox/scans", json={**left, "state": "returned"})
        assert back.json() == {"outcomes": ["followed"]}
        ended = api.post("/api/commerce/sandbox/scans", json=left)
        assert (ended.status_code, ended.json()["code"]) == (409, "sandbox_parcel_ended")

    def test_carriers_are_data(self, api, desk):
        body = {"name_zh": "自家车队", "name_en": "Own fleet", "waybill_forms": ["OWN#{6}"]}
        made = api.put("/api/commerce/carriers/OWN", json=body)
        assert (made.status_code, made.json()["built_in"]) == (200, False)
        assert {"SF", "OWN"} <= {one["code"] for one in api.get("/api/commerce/carriers").json()}
        for unfit, code in (
            ({"waybill_forms": ["(a+)+"]}, "carrier_unfit"),
            ({"provider": "nobody"}, "carrier_provider_unknown"),
        ):
            answer = api.put("/api/commerce/carriers/OWN", json={**body, **unfit})
            assert answer.json()["code"] == code
        assert api.get("/api/commerce/carrier-providers").json()[0]["name"] == "sandbox"

    def test_an_unknown_carrier_or_a_malformed_number_ships_nothing(self, api, desk, order_id):
        path = f"/api/commerce/orders/{ids.code('ord', order_id)}/shipments"
        for parcel, code in (
            ({"carrier": "HERMES", "waybill": "1"}, "carrier_unknown"),
            ({"carrier": "SF", "waybill": "7.5E+13"}, "waybill_malformed"),
            ({"carrier": "SF"}, "waybill_malformed"),
            ({"waybill": "SF123456789012"}, "carrier_unknown"),
        ):
            answer = api.post(path, json=parcel)
            assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert api.get(path).json() == []
