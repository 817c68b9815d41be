"""Refunds, returns and exchanges, by unit."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siyu.commerce import after_sales, orders, payments
from siyu.commerce.after_sales import AfterSaleKind
from siyu.commerce.orders import DisplayState, PayState

pytestmark = pytest.mark.database
RUNS = itertools.count()


class TestAfterSales:
    def test_refund_before_shipping_frees_the_goods_and_the_freight(self, context):
        from .world import Shop

        shop = Shop(context).open(freight_minor=800)
        sku = shop.sku("A", price=1000, on_hand=5)
        order_id = shop.bought({sku: 2})
        assert shop.refund(order_id, {1: 1}) == 1000
        assert shop.order(order_id).pay_state == PayState.part_refunded
        assert shop.refund(order_id, {1: 1}) == 1800
        assert shop.state(order_id) == DisplayState.refunded
        assert shop.level(sku).available == 5
        assert [t["revenue"] for t in shop.told("commerce.order_refunded")] == ["10.00", "18.00"]
        assert shop.broken() == []

    def test_a_return_restocks_and_refunds_once(self, shop):
        sku = shop.sku("A", price=1000, on_hand=3)
        order_id = shop.bought({sku: 3})
        with pytest.raises(orders.UnitsUnavailable):
            shop.ask(order_id, {1: 1}, AfterSaleKind.return_goods)
        shop.ship(order_id)
        asked = shop.ask(order_id, {1: 2}, AfterSaleKind.return_goods)
        shop.approve(asked)
        assert shop.state(order_id) == DisplayState.after_sale
        receive_goods(shop, asked)
        with pytest.raises(after_sales.AfterSaleInOtherState):
            receive_goods(shop, asked)
        assert shop.level(sku).on_hand == 2
        assert shop.order(order_id).refunded_minor == 2000
        assert refunds(shop, order_id) == [("after_sale", 2000, "succeeded")]
        assert shop.broken() == []

    def test_an_exchange_sends_the_same_goods_and_no_money(self, shop):
        sku = shop.sku("A", on_hand=3)
        order_id = shop.bought({sku: 1})
        shop.ship(order_id)
        asked = shop.ask(order_id, {1: 1}, AfterSaleKind.exchange)
        shop.approve(asked)
        receive_goods(shop, asked, restock=False)
        assert shop.level(sku).on_hand == 1
        assert shop.order(order_id).refunded_minor == 0
        assert shop.broken() == []

    def test_units_in_an_open_after_sale_are_neither_asked_twice_nor_shipped(self, shop):
        order_id = shop.bought({shop.sku("A", on_hand=3): 3})
        asked = shop.ask(order_id, {1: 2})
        for step in (lambda: shop.ask(order_id, {1: 2}), lambda: shop.ship(order_id, {1: 2})):
            with pytest.raises(orders.UnitsUnavailable):
                step()
        with shop.context.session() as session:
            after_sales.withdraw(session, asked)
        shop.ship(order_id, {1: 3})
        assert shop.broken() == []

    @pytest.mark.parametrize("quantity", [0, -1, 4, 10**9])
    def test_absurd_quantities_are_refused(self, shop, quantity):
        order_id = shop.bought({shop.sku("A", on_hand=3): 3})
        with pytest.raises(orders.UnitsUnavailable):
            shop.ask(order_id, {1: quantity})

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_units_given_back_in_any_grouping_return_exactly_what_was_paid(self, shop, data):
        run = next(RUNS)
        wanted = data.draw(
            st.lists(st.tuples(st.integers(1, 999), st.integers(1, 5)), min_size=1, max_size=3)
        )
        skus = {
            shop.sku(f"R{run}-{n}", price=price, on_hand=quantity): quantity
            for n, (price, quantity) in enumerate(wanted)
        }
        placed = shop.buy(skus)
        totals = {line.number: line.paid_minor for line in shop.lines(placed.order_id)}
        changed = {n: data.draw(st.integers(0, total)) for n, total in totals.items()}
        changed[1] = max(changed[1], 1)
        with shop.context.session() as session:
            orders.change_price(session, placed.order_id, paid_minor=changed)
        shop.pay(placed.order_id)
        left = {line.number: line.quantity for line in shop.lines(placed.order_id)}
        back = 0
        while any(left.values()):
            part = {n: data.draw(st.integers(0, q)) for n, q in left.items()}
            part = {n: q for n, q in part.items() if q} or {n: q for n, q in left.items() if q}
            back += shop.refund(placed.order_id, part)
            for number, quantity in part.items():
                left[number] -= quantity
        order = shop.order(placed.order_id)
        assert back == order.paid_minor == order.refunded_minor == sum(changed.values())
        assert order.pay_state == PayState.refunded
        assert shop.broken() == []


def receive_goods(shop, after_sale_id, restock=True):
    with shop.context.session() as session:
        after_sales.receive_goods(
            session, after_sale_id, location_id=shop.warehouse_id, restock=restock, by="staff:1"
        )


def refunds(shop, order_id):
    payments.send_refunds(shop.context)
    with shop.context.session(read_only=True) as session:
        return [(r.reason, r.amount_minor, r.state) for r in payments.refunds_of(session, order_id)]
