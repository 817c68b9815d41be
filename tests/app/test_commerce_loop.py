"""An order of the mall on the timeline, in the warehouse's typed columns, and in the member's points; and back."""

from decimal import Decimal

import pytest

from siyu import loyalty, tracking
from siyu.loyalty.earning import earn_some
from siyu.warehouse import Warehouse
from tests.commerce.test_storefront import ADDRESS, signed_in
from tests.commerce.world import Shop
from tests.loyalty.conftest import broken, set_programme

pytestmark = pytest.mark.database

PAID = Decimal("47.80")


@pytest.fixture
def mall(house):
    house.delivery.register()
    set_programme(house.context, earns_since="2026-01-01T00:00:00Z", multipliers=())
    return Shop(house.context).open(freight_minor=800)


def let_it_flow(house):
    """Outbox to the timeline, timeline to the warehouse, warehouse to the ledger."""
    while house.delivery.deliver_pending():
        pass
    for _ in range(200):
        for worker in house.workers:
            if worker.name.startswith("tracking"):
                worker.step(house.context)
        lag = tracking.loaded_until(house.context)
        if lag and not _waiting(house):
            break
    while earn_some(house.context):
        pass


def _waiting(house):
    from siyu.tracking.inbox import connect
    from siyu.tracking.inbox import lag as lag_of

    store = connect(house.context.settings.inbox_database)
    try:
        return lag_of(store)[1]
    finally:
        store.close()


def test_an_order_earns_through_the_timeline_and_a_refund_takes_it_back(api, house, mall):
    mall.sku("A", price=1990, on_hand=5)
    member = signed_in(api, house)
    (item,) = api.get("/m/products", params={"sales_channel": "mall"}).json()["items"]
    sku = item["skus"][0]["id"]
    placed = api.post(
        "/m/orders",
        json={
            "sales_channel": "mall",
            "lines": [{"sku_id": sku, "quantity": 2}],
            "expected_total_minor": 4780,
            "address": ADDRESS,
        },
        headers={**member, "Idempotency-Key": "k"},
    ).json()["id"]
    started = api.post(f"/m/orders/{placed}/payments", json={"provider": "sandbox"}, headers=member)
    assert api.post(started.json()["parameters"]["pay_at"]).json() == {"outcome": "paid"}
    let_it_flow(house)

    warehouse = house.context.get(Warehouse)
    (row,) = warehouse.rows(
        "select person, order_id, revenue, currency, `product.sku` as sku, `product.quantity` as quantity,"
        " `product.price` as price from events where event = 'Order Completed'"
    )
    assert (row["order_id"], row["revenue"], row["currency"]) == (placed, PAID, "CNY")
    assert (row["sku"], row["quantity"], row["price"]) == (["A"], [2], [Decimal("19.9")])
    with house.context.session(read_only=True) as session:
        earned = loyalty.member_of(session, row["person"])
    assert (earned.points.available + earned.points.pending, earned.growth) == (47, 478)

    asked = api.post(
        f"/m/orders/{placed}/after-sales",
        json={"kind": "refund_only", "quantities": {"1": 2}},
        headers=member,
    )
    agreed = api.post(f"/api/commerce/after-sales/{asked.json()['id']}/approval", json={})
    assert agreed.json()["amount_minor"] == 4780, agreed.text
    let_it_flow(house)
    refunded = warehouse.rows("select order_id, revenue from events where event = 'Order Refunded'")
    assert [(one["order_id"], one["revenue"]) for one in refunded] == [(placed, PAID)]
    with house.context.session(read_only=True) as session:
        left = loyalty.member_of(session, row["person"])
    assert (left.points.available + left.points.pending, left.points.debt, left.growth) == (0, 0, 0)
    assert broken(house.context) == {}
    assert mall.broken() == []
