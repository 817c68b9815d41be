"""Tracks as carriers push them and as desk and member see them; carriers as data."""

from datetime import timedelta

import pytest

from siyu.commerce.orders import ParcelState
from siyu.commerce.waybills.sandbox import push
from siyu.kernel import ids
from siyu.kernel.clock import frozen, now

from .parcels import opened, parcel, scan, sent
from .test_storefront import PHONE, signed_in

pytestmark = pytest.mark.database


@pytest.fixture
def desk(house):
    return opened(house.context)


@pytest.fixture
def order_id(desk):
    return desk.bought({desk.sku("A", on_hand=9): 2})


def test_forged_changed_or_old_ones_are_refused(desk, order_id, api):
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


def test_desk_and_member_see_one_track(api, house, desk):
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
    paying = api.post(f"/m/orders/{order}/payments", json={"provider": "sandbox"}, headers=member)
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


def test_carriers_are_data(api, desk):
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


def test_an_unknown_carrier_or_a_malformed_number_ships_nothing(api, desk, order_id):
    path = f"/api/commerce/orders/{ids.code('ord', order_id)}/shipments"
    for left, code in (
        ({"carrier": "HERMES", "waybill": "1"}, "carrier_unknown"),
        ({"carrier": "SF", "waybill": "7.5E+13"}, "waybill_malformed"),
        ({"carrier": "SF"}, "waybill_malformed"),
        ({"waybill": "SF123456789012"}, "carrier_unknown"),
    ):
        answer = api.post(path, json=left)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert api.get(path).json() == []
