"""Somebody who shopped asks for all that is known, then to be forgotten: orders, coupons and points hear of it."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from siyu import loyalty
from siyu.commerce.orders import ParcelState
from siyu.commerce.orders.models import OrderRow
from siyu.commerce.waybills import Scan
from siyu.commerce.waybills.hearing import take_scan
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Table
from siyu.kernel.jobs import run_job
from siyu.loyalty.models import MemberRow
from siyu.promotions.models import CouponRow
from tests.commerce.members import Members
from tests.commerce.test_storefront import signed_in
from tests.commerce.world import Shop

pytestmark = pytest.mark.database

PHONE = "13911112222"
WORDS = {
    "name": "欧阳震华",
    "street": "梧桐路 77 号",
    "remark": "门铃坏了请打电话",
    "note": "客户是王总的朋友",
    "reason": "过敏了脸上起疹子",
    "gift": "妈妈住院的慰问",
}
ADDRESS = {"name": WORDS["name"], "phone": PHONE, "region": "上海", "street": WORDS["street"]}


@pytest.fixture
def mall(house):
    house.delivery.register()
    return Shop(house.context).open()


@pytest.fixture
def lived(api, house, mall):
    """A shopper with a refund asked for, an order not paid yet that holds everything, a cart, a coupon left."""
    sku = ids.code("sku", mall.sku("A", price=10_000, on_hand=10))
    me = signed_in(api, house, phone=PHONE)
    person = api.get("/m/me", headers=me).json()["person_id"]
    number = ids.number("per", person)
    api.post(
        f"/api/loyalty/members/{person}/points",
        json={"points": 500, "cause": "sorry", "note": WORDS["gift"]},
    )
    coupons = [ids.code("cpn", Members(house.context).coupon(number)) for _ in range(3)]

    def order(key, **rest):
        body = {
            "sales_channel": "mall",
            "lines": [{"sku_id": sku, "quantity": 1}],
            "address": ADDRESS,
            "remark": WORDS["remark"],
            "points": 100,
            "expected_total_minor": 8_900,
            **rest,
        }
        placed = api.post("/m/orders", json=body, headers={**me, "Idempotency-Key": key})
        assert placed.status_code == 201, placed.text
        return placed.json()["id"]

    paid = order("one", coupon_ids=coupons[:1])
    started = api.post(f"/m/orders/{paid}/payments", json={"provider": "sandbox"}, headers=me)
    api.post(started.json()["parameters"]["pay_at"])
    api.post(f"/api/commerce/orders/{paid}/notes", json={"text": WORDS["note"]})
    asked = {"kind": "refund_only", "quantities": {"1": 1}, "reason": WORDS["reason"]}
    refund = api.post(f"/m/orders/{paid}/after-sales", json=asked, headers=me).json()
    unpaid = order("two", coupon_ids=coupons[1:2])
    cart = {"sales_channel": "mall", "lines": [{"sku_id": sku, "quantity": 3}]}
    assert api.put("/m/cart", json=cart, headers=me).status_code == 200
    return {
        "person": person,
        "paid": paid,
        "unpaid": unpaid,
        "coupons": coupons,
        "me": me,
        "asked": refund["id"],
    }


def run(house, reply):
    assert reply.status_code == 202, reply.text
    run_job(house.context, house.jobs, ids.number("job", reply.json()["id"]))


def erase(api, house, lived):
    run(house, api.post(f"/api/people/{lived['person']}/erasure", json={"reason": "asked"}))
    while house.delivery.deliver_pending():
        pass


def everything_stored(house):
    """Every value of every table, as text."""
    with house.context.session(read_only=True) as session:
        return "\n".join(
            repr(tuple(row))
            for table in Table.metadata.sorted_tables
            for row in session.execute(select(table))
        )


def test_the_export_has_orders_coupons_and_points(api, house, lived):
    reply = api.post(f"/api/people/{lived['person']}/export")
    run(house, reply)
    job = reply.json()["id"]
    text = api.get(f"/api/people/{lived['person']}/export/{job}/file").text
    kept = json.loads(text)
    assert all(word in text for word in WORDS.values())
    by_id = {order["id"]: order for order in kept["orders"]}
    paid = by_id[lived["paid"]]
    assert (paid["pay_state"], paid["total_minor"], paid["points"]) == ("paid", 8_900, 100)
    assert paid["address"]["street"] == WORDS["street"]
    assert paid["coupons"] == lived["coupons"][:1]
    assert [payment["amount_minor"] for payment in paid["payments"]] == [8_900]
    assert {one["id"]: one["state"] for one in kept["coupons"]} == dict(
        zip(lived["coupons"], ["used", "locked", "held"], strict=True)
    )
    (card,) = kept["membership"]["cards"]
    assert (card["available"], card["locked"]) == (300, 100)
    assert {line["kind"] for line in kept["membership"]["points"]} == {"earn", "lock", "spend"}
    assert [line["quantity"] for line in kept["shopping"]["cart"]] == [3]


def test_an_erasure_leaves_sums_and_nobody(api, house, mall, lived):
    stored = everything_stored(house)
    assert WORDS["note"] in stored
    erase(api, house, lived)
    stored = everything_stored(house)
    assert [word for word in [*WORDS.values(), PHONE] if word in stored] == []
    with house.context.session(read_only=True) as session:
        orders = {
            ids.code("ord", order.id): (order.pay_state, order.total_minor, order.address)
            for order in session.scalars(select(OrderRow))
        }
        coupons = sorted(session.scalars(select(CouponRow.state)))
        holders = set(session.scalars(select(CouponRow.person_id)))
        cards = session.scalars(select(MemberRow.person_id)).all()
    assert orders == {
        lived["paid"]: ("paid", 8_900, None),
        lived["unpaid"]: ("closed", 8_900, None),
    }
    assert (coupons, holders, cards) == (["used", "voided", "voided"], {None}, [])
    assert api.get("/m/me", headers=lived["me"]).status_code == 401
    broken = {one.name: found for one in house.invariants if (found := one.broken(house.context))}
    assert broken == {}


def test_what_a_courier_says_afterwards_names_nobody(api, house, mall, lived):
    api.post(f"/api/commerce/after-sales/{lived['asked']}/rejection", json={})
    mall.ship(ids.number("ord", lived["paid"]), carrier="SF", waybill="SF1234567890123")
    scan = Scan(
        event_id="1",
        carrier="SF",
        waybill="SF1234567890123",
        state=ParcelState.in_transit,
        at=now(),
        text=f"给{WORDS['name']}打了电话",
    )

    def told(event_id):
        with house.context.session() as session:
            take_scan(session, "sandbox", replace(scan, event_id=event_id))
        return WORDS["name"] in everything_stored(house)

    assert told("1")
    erase(api, house, lived)
    assert not told("2")


def test_money_that_comes_for_an_order_of_somebody_forgotten_goes_back(api, house, mall, lived):
    started = api.post(
        f"/m/orders/{lived['unpaid']}/payments", json={"provider": "sandbox"}, headers=lived["me"]
    ).json()
    erase(api, house, lived)
    assert api.post(started["parameters"]["pay_at"]).json() == {"outcome": "late"}
    assert mall.order(ids.number("ord", lived["unpaid"])).pay_state == "closed"
    assert mall.broken() == []
    with house.context.session(read_only=True) as session:
        assert session.scalars(select(MemberRow.person_id)).all() == []


def test_a_lock_of_somebody_forgotten_makes_no_new_member(house, mall):
    """The order is closed after loyalty has heard: each room follows the outbox by itself."""
    person = Members(house.context).person(points=200)
    with house.context.session() as session:
        loyalty.lock_points(session, person, points=100, cause="order:x")
    from siyu.loyalty.erasing import forget_member

    with house.context.session() as session:
        forget_member(session, [person])
    with house.context.session() as session:
        assert loyalty.unlock_points(session, cause="order:x") == 0
        assert session.get(MemberRow, person) is None
