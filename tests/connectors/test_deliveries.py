import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from siyu.connectors.models import DeliveryRow
from siyu.connectors.reactions import clean_deliveries
from siyu.kernel import clock
from siyu.kernel.ids import code

from .conftest import NOON, MemberJoined, OrderPaid, verify


class TestDelivery:
    def test_an_event_arrives_signed_with_codes_for_ids(self, house, endpoint, subscribe):
        hook = subscribe(endpoint.url, "test.member_joined")
        house.publish(MemberJoined(person_id=42, note="扫码"))
        house.send()
        [got] = endpoint.received
        assert verify(hook["secret"], got.headers["siyu-signature"], got.body)
        assert not verify(hook["secret"], got.headers["siyu-signature"], got.body + b" ")
        assert got.headers["siyu-event"] == "test.member_joined"
        assert got.headers["siyu-delivery"] == code("whd", house.deliveries()[0].id)
        body = json.loads(got.body)
        assert body["event"] == "test.member_joined"
        assert body["id"].startswith("evt_")
        assert body["data"] == {"person_id": code("per", 42), "note": "扫码"}
        assert datetime.fromisoformat(body["occurred_at"]).tzinfo
        assert house.deliveries()[0].state == "delivered"

    def test_an_event_says_which_of_its_fields_are_codes(self, house, endpoint, subscribe):
        subscribe(endpoint.url)
        house.publish(OrderPaid(order_id=5, gift_ids=[1, 2]))
        house.send()
        data = json.loads(endpoint.received[0].body)["data"]
        assert data == {"order_id": code("ord", 5), "gift_ids": [code("gft", 1), code("gft", 2)]}

    @pytest.mark.parametrize(
        ("wanted", "heard"),
        [
            (["*"], ["test.member_joined", "shop.order_paid"]),
            (["shop.*"], ["shop.order_paid"]),
            (["test.member_joined"], ["test.member_joined"]),
        ],
    )
    def test_only_what_was_asked_for(self, house, endpoint, subscribe, wanted, heard):
        subscribe(endpoint.url, *wanted)
        house.publish(MemberJoined(person_id=1), OrderPaid(order_id=1))
        house.send()
        assert sorted(r.headers["siyu-event"] for r in endpoint.received) == sorted(heard)

    def test_an_event_handed_over_twice_is_delivered_once(self, house, endpoint, subscribe):
        subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1))
        house.hand_over()
        from siyu.kernel.delivery import Cursor

        with house.context.session() as session:
            session.get(Cursor, "connectors.webhooks").position = 0
        house.send()
        assert (
            len([r for r in endpoint.received if r.headers["siyu-event"] == "test.member_joined"])
            == 1
        )

    def test_too_much_data_is_left_out_and_the_body_says_so(self, house, endpoint, subscribe):
        subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1, note="长" * 100_000))
        house.send()
        body = json.loads(endpoint.received[0].body)
        assert (body["data"], body["truncated"]) == (None, True)
        assert len(endpoint.received[0].body) < 1000

    def test_a_stopped_endpoint_hears_nothing(self, house, endpoint, subscribe, admin):
        hook = subscribe(endpoint.url)
        admin.patch(f"/api/webhooks/{hook['id']}", json={"active": False})
        house.publish(MemberJoined(person_id=1))
        house.send()
        assert endpoint.received == []


class TestReplay:
    @pytest.fixture
    def failed(self, house, new_endpoint, subscribe):
        endpoint = new_endpoint()
        endpoint.answers = [500, 500, 500]
        hook = subscribe(endpoint.url)
        house.publish(*(MemberJoined(person_id=n) for n in range(1, 4)), OrderPaid(order_id=1))
        house.send()
        with house.context.session() as session:
            for row in session.scalars(select(DeliveryRow).where(DeliveryRow.state == "pending")):
                row.state = "failed"
        return hook, endpoint

    def test_one(self, house, failed, admin):
        hook, endpoint = failed
        path = f"/api/webhooks/{hook['id']}"
        [first, *_] = admin.get(f"{path}/deliveries", params={"state": "failed"}).json()["items"]
        reply = admin.post(f"{path}/replays", json={"delivery_ids": [first["id"]]})
        assert reply.json() == {"deliveries": 0 + 1}
        house.send()
        assert len(endpoint.received) == 5
        assert endpoint.received[-1].headers["siyu-delivery"] == first["id"]
        out = admin.get(f"{path}/deliveries/{first['id']}").json()
        assert out["state"] == "delivered"
        assert len(out["log"]) == 2

    def test_all_that_failed(self, house, failed, admin):
        hook, _ = failed
        assert admin.post(f"/api/webhooks/{hook['id']}/replays", json={}).json() == {
            "deliveries": 3
        }
        house.send()
        assert {row.state for row in house.deliveries()} == {"delivered"}

    def test_by_event_and_time_delivered_ones_too(self, house, failed, admin):
        hook, _ = failed
        path = f"/api/webhooks/{hook['id']}/replays"
        body = {"state": "delivered", "event": "shop.order_paid"}
        future = {"since": (clock.now() + timedelta(days=1)).isoformat()}
        assert admin.post(path, json={**body, **future}).json() == {"deliveries": 0}
        expected = sum(
            r.event == "shop.order_paid" and r.state == "delivered" for r in house.deliveries()
        )
        assert admin.post(path, json=body).json() == {"deliveries": expected}

    def test_of_another_webhook_is_left_alone(self, house, failed, admin, subscribe, new_endpoint):
        hook, _ = failed
        other = subscribe(new_endpoint().url, "shop.*")
        ids = [d["id"] for d in admin.get(f"/api/webhooks/{hook['id']}/deliveries").json()["items"]]
        reply = admin.post(f"/api/webhooks/{other['id']}/replays", json={"delivery_ids": ids})
        assert reply.json() == {"deliveries": 0}


class TestPing:
    def test_shows_how_it_went_at_once(self, endpoint, subscribe, admin, house):
        hook = subscribe(endpoint.url)
        endpoint.answers = [(200, "welcome", {})]
        out = admin.post(f"/api/webhooks/{hook['id']}/pings").json()
        assert (out["state"], out["log"][0]["response"]) == ("delivered", "welcome")
        assert endpoint.received[0].headers["siyu-event"] == "connectors.ping"
        assert verify(
            hook["secret"],
            endpoint.received[0].headers["siyu-signature"],
            endpoint.received[0].body,
        )

    def test_a_failed_one_is_not_repeated_and_counts_against_nobody(
        self, new_endpoint, subscribe, admin, house
    ):
        endpoint = new_endpoint(500)
        hook = subscribe(endpoint.url)
        out = admin.post(f"/api/webhooks/{hook['id']}/pings").json()
        assert out["state"] == "failed"
        assert admin.get(f"/api/webhooks/{hook['id']}").json()["failing_since"] is None
        with clock.frozen(clock.now() + timedelta(hours=1)):
            house.send()
        assert len(endpoint.received) == 1


def test_old_deliveries_go_and_waiting_ones_stay(house, endpoint, subscribe):
    endpoint.answers = [200, 500]
    subscribe(endpoint.url)
    with clock.frozen(NOON) as set_to:
        house.publish(MemberJoined(person_id=1))
        house.send()
        house.publish(MemberJoined(person_id=2))
        house.send()
        set_to(NOON + timedelta(days=31))
        clean_deliveries(house.context, clock.now())
    assert [row.state for row in house.deliveries()] == ["pending"]
