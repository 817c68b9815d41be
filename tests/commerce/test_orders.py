"""Checkout, payment and fulfilment of orders."""

import pytest

from siyu.commerce import checkouts, orders, payments, prices, stock
from siyu.commerce.carts import CartEmpty, CartEntry, CartQuantityUnfit, Owner, put
from siyu.commerce.checkouts import Basket, Placing, check_out
from siyu.commerce.orders import DisplayState, Fulfilment, PayState
from siyu.commerce.payments import Outcome

from .world import ADDRESS

pytestmark = pytest.mark.database


class TestCheckOut:
    def test_reserves_freezes_and_leaves_nothing_astray(self, shop):
        sku = shop.sku("A", price=1250, on_hand=5)
        placed = shop.buy({sku: 2})
        assert (placed.total_minor, placed.paid, placed.again) == (2500, False, False)
        assert shop.level(sku).reserved == 2
        assert shop.state(placed.order_id) == DisplayState.awaiting_payment
        assert shop.broken() == []

    def test_a_repeated_key_answers_with_the_first_order(self, shop):
        sku = shop.sku("A", on_hand=5)
        first, again = shop.buy({sku: 1}, key="k"), shop.buy({sku: 1}, key="k")
        assert (again.order_id, again.again) == (first.order_id, True)
        assert shop.level(sku).reserved == 1

    def test_a_key_of_another_basket_is_refused(self, shop):
        sku = shop.sku("A", on_hand=5)
        shop.buy({sku: 1}, key="k")
        with pytest.raises(checkouts.CheckoutKeyReused):
            shop.buy({sku: 2}, key="k")

    def test_two_persons_may_use_one_key(self, shop):
        sku = shop.sku("A", on_hand=5)
        assert (
            shop.buy({sku: 1}, key="k").order_id != shop.buy({sku: 1}, key="k", person=2).order_id
        )

    @pytest.mark.parametrize("quantity", [0, -1, 10_000, 2**70])
    def test_absurd_quantities_are_refused(self, shop, quantity):
        sku = shop.sku("A", on_hand=5)
        with pytest.raises(CartQuantityUnfit):
            shop.buy({sku: quantity})
        assert shop.level(sku).reserved == 0

    def test_a_forged_total_is_refused(self, shop):
        sku = shop.sku("A", price=1000, on_hand=5)
        with pytest.raises(checkouts.TotalChanged) as refused:
            shop.buy({sku: 1}, expected=1)
        assert refused.value.total_minor == 1000
        assert shop.level(sku).reserved == 0

    def test_what_is_off_sale_or_without_price_is_named(self, shop):
        from siyu.commerce import catalogue

        on, off = shop.sku("A", on_hand=5), shop.sku("B", on_hand=5)
        with shop.context.session() as session:
            product = catalogue.require_sku(session, off).product_id
            catalogue.set_status(session, product, catalogue.ProductStatus.off_sale)
        with pytest.raises(checkouts.ItemsUnsellable) as refused:
            shop.buy({on: 1, off: 1, 999: 1})
        assert refused.value.sku_ids == [off, 999]

    def test_a_price_that_changes_between_quote_and_write_is_priced_again(self, shop, monkeypatch):
        from siyu.commerce.checkouts import placing

        sku, once = shop.sku("A", price=1000, on_hand=5), iter([True])
        real = placing.quote

        def quote_then_change(session, context, basket, *, at):
            quoted = real(session, context, basket, at=at)
            if next(once, False):
                with shop.context.session() as other:
                    prices.set_prices(
                        other, shop.book_id, [prices.NewPrice(sku_id=sku, unit_minor=1100)]
                    )
            return quoted

        monkeypatch.setattr(placing, "quote", quote_then_change)
        assert shop.buy({sku: 1}).total_minor == 1100

    def test_the_cart_is_emptied_of_what_was_chosen(self, shop):
        a, b = shop.sku("A", on_hand=5), shop.sku("B", on_hand=5)
        owner = Owner(person_id=1)
        with shop.context.session() as session:
            chosen = [
                CartEntry(sku_id=a, quantity=2),
                CartEntry(sku_id=b, quantity=1, chosen=False),
            ]
            put(session, owner, chosen, sales_channel_id=shop.channel_id)
        basket = Basket(person_id=1, sales_channel="mall")
        check_out(shop.context, Placing(basket=basket, address=ADDRESS), key="k")
        with pytest.raises(CartEmpty):
            check_out(shop.context, Placing(basket=basket, address=ADDRESS), key="k2")
        assert shop.level(a).reserved == 2

    def test_an_order_of_nothing_to_pay_is_paid_at_once(self, shop):
        sku = shop.sku("A", price=0, on_hand=5)
        placed = shop.buy({sku: 1})
        assert placed.paid
        with pytest.raises(payments.NothingToPay):
            shop.callback(placed.order_id)
        assert shop.broken() == []


class TestPaying:
    def test_a_paid_order_is_told_with_its_worth(self, shop):
        sku = shop.sku("A", price=1990, on_hand=5)
        order_id = shop.bought({sku: 2})
        assert shop.state(order_id) == DisplayState.awaiting_shipment
        (told,) = shop.told("commerce.order_completed")
        assert (told["revenue"], told["currency"], told["sales_channel"]) == (
            "39.80",
            "CNY",
            "mall",
        )
        assert [(p["sku"], p["price"], p["quantity"]) for p in told["products"]] == [
            ("A", "19.90", 2)
        ]
        assert shop.broken() == []

    def test_the_sandbox_is_no_way_to_pay_where_it_is_not_named(self, shop):
        from siyu.commerce import sales_channels

        placed = shop.buy({shop.sku("A", on_hand=5): 1})
        with shop.context.session() as session:
            sales_channels.change_sales_channel(session, shop.channel_id, payment_providers=[])
        with pytest.raises(payments.ProviderUnknown):
            shop.callback(placed.order_id)

    def test_a_repeated_callback_changes_nothing(self, shop):
        placed = shop.buy({shop.sku("A", on_hand=5): 1})
        callback = shop.callback(placed.order_id)
        assert [shop.hear(callback) for _ in range(3)] == [
            Outcome.paid,
            Outcome.repeated,
            Outcome.repeated,
        ]
        assert shop.hear(shop_again(shop, placed.order_id)) == Outcome.repeated
        assert len(shop.told("commerce.order_completed")) == 1
        assert shop.broken() == []

    def test_a_forged_callback_is_refused(self, shop):
        placed = shop.buy({shop.sku("A", on_hand=5): 1})
        headers, body = shop.callback(placed.order_id)
        for forged in (
            ({**headers, "sandbox-signature": "0" * 32}, body),
            (headers, body.replace(b'"amount_minor":1000', b'"amount_minor":1')),
            ({}, body),
            ({**headers, "sandbox-timestamp": "1"}, body),
        ):
            with pytest.raises(payments.CallbackForged):
                shop.hear(forged)
        assert shop.order(placed.order_id).pay_state == PayState.unpaid

    def test_another_amount_goes_back_and_the_order_stays_open(self, shop):
        placed = shop.buy({shop.sku("A", on_hand=5): 1})
        assert shop.hear(shop.callback(placed.order_id, amount=1)) == Outcome.wrong_amount
        assert shop.order(placed.order_id).pay_state == PayState.unpaid
        assert refunds(shop, placed.order_id) == [("wrong_amount", 1, "succeeded")]
        assert shop.pay(placed.order_id) == Outcome.paid
        assert shop.broken() == []

    def test_money_after_the_end_brings_the_order_back_while_there_is_stock(self, shop):
        sku = shop.sku("A", on_hand=1)
        placed = shop.buy({sku: 1})
        callback = shop.callback(placed.order_id)
        close(shop, placed.order_id)
        assert shop.level(sku).reserved == 0
        assert shop.hear(callback) == Outcome.revived
        assert shop.order(placed.order_id).pay_state == PayState.paid
        assert shop.level(sku).reserved == 1
        assert shop.broken() == []

    def test_money_after_the_end_goes_back_when_the_goods_are_gone(self, shop):
        sku = shop.sku("A", on_hand=1)
        placed = shop.buy({sku: 1})
        callback = shop.callback(placed.order_id)
        close(shop, placed.order_id)
        shop.bought({sku: 1}, person=2)
        assert shop.hear(callback) == Outcome.late
        assert shop.hear(callback) == Outcome.repeated
        assert shop.order(placed.order_id).pay_state == PayState.closed
        assert refunds(shop, placed.order_id) == [("late", 1000, "succeeded")]
        assert shop.broken() == []

    def test_an_order_paid_twice_gets_the_second_back(self, shop):
        placed = shop.buy({shop.sku("A", on_hand=5): 1})
        first = shop.callback(placed.order_id)
        with shop.context.session() as session:
            from sqlalchemy import update

            from siyu.commerce.payments.models import PaymentRow

            session.execute(update(PaymentRow).values(state="closed"))
        second = shop.callback(placed.order_id)
        assert [shop.hear(first), shop.hear(second)] == [Outcome.paid, Outcome.doubled]
        assert refunds(shop, placed.order_id) == [("doubled", 1000, "succeeded")]
        assert shop.broken() == []

    def test_a_lost_callback_is_asked_for_before_the_order_is_closed(self, shop):
        from datetime import timedelta

        from siyu.kernel import clock

        sku = shop.sku("A", on_hand=5)
        paid, unpaid = shop.buy({sku: 1}), shop.buy({sku: 1})
        shop.callback(paid.order_id)
        with clock.frozen(clock.now() + timedelta(minutes=31)):
            payments.close_due_orders(shop.context)
        assert shop.order(paid.order_id).pay_state == PayState.paid
        assert shop.order(unpaid.order_id).pay_state == PayState.closed
        assert shop.level(sku).reserved == 1
        assert [told["reason"] for told in shop.told("commerce.order_cancelled")] == ["unpaid"]
        assert shop.broken() == []

    def test_a_changed_price_is_what_is_paid(self, shop):
        placed = shop.buy({shop.sku("A", price=333, on_hand=5): 3})
        old = shop.callback(placed.order_id)
        with shop.context.session() as session:
            orders.change_price(session, placed.order_id, paid_minor={1: 500})
        assert shop.hear(old) == Outcome.wrong_amount
        assert shop.pay(placed.order_id) == Outcome.paid
        assert shop.order(placed.order_id).paid_minor == 500
        assert shop.broken() == []
        with pytest.raises(orders.OrderInOtherState), shop.context.session() as session:
            orders.change_price(session, placed.order_id, paid_minor={1: 1})


class TestFulfilling:
    def test_split_parcels_by_quantity(self, shop):
        sku = shop.sku("A", on_hand=5)
        order_id = shop.bought({sku: 5})
        shop.ship(order_id, {1: 2})
        assert shop.state(order_id) == DisplayState.part_shipped
        with pytest.raises(orders.UnitsUnavailable):
            shop.ship(order_id, {1: 4})
        shop.ship(order_id)
        assert shop.state(order_id) == DisplayState.awaiting_receipt
        shop.receive_parcels(order_id)
        shop.receive_parcels(order_id)
        assert shop.state(order_id) == DisplayState.completed
        assert (shop.level(sku).on_hand, shop.level(sku).reserved) == (0, 0)
        assert len(shop.told("commerce.order_received")) == 1
        assert shop.broken() == []

    def test_an_unpaid_order_is_not_shipped(self, shop):
        placed = shop.buy({shop.sku("A", on_hand=5): 1})
        with pytest.raises(orders.OrderInOtherState):
            shop.ship(placed.order_id)

    def test_a_pickup_code_is_verified_once_and_only_in_its_store(self, shop):
        store = shop.location("S1", kind=stock.LocationKind.store, services=("pickup",))
        sku = shop.sku("A", on_hand=2, location_id=store)
        order_id = shop.bought({sku: 1}, fulfilment=Fulfilment.pickup, location_id=store)
        assert shop.state(order_id) == DisplayState.awaiting_pickup
        with shop.context.session(read_only=True) as session:
            from siyu.commerce.orders.models import PickupCodeRow

            code = session.get_one(PickupCodeRow, order_id).code
        with pytest.raises(orders.PickupCodeUnknown), shop.context.session() as session:
            orders.verify_pickup(session, code, by="staff:1", nodes={77})
        with shop.context.session() as session:
            orders.verify_pickup(session, code, by="staff:1")
        with pytest.raises(orders.PickupCodeUsed), shop.context.session() as session:
            orders.verify_pickup(session, code, by="staff:1")
        assert shop.state(order_id) == DisplayState.completed
        assert shop.level(sku, store).on_hand == 1
        assert shop.broken() == []

    def test_what_left_long_ago_counts_as_received(self, shop):
        from datetime import timedelta

        from siyu.kernel import clock

        order_id = shop.bought({shop.sku("A", on_hand=5): 1})
        shop.ship(order_id)
        with clock.frozen(clock.now() + timedelta(days=11)):
            payments.confirm_due_orders(shop.context)
        assert shop.state(order_id) == DisplayState.completed


def close(shop, order_id):
    with shop.context.session() as session:
        orders.close_order(session, order_id, reason=orders.CloseReason.unpaid)


def refunds(shop, order_id):
    payments.send_refunds(shop.context)
    with shop.context.session(read_only=True) as session:
        return [(r.reason, r.amount_minor, r.state) for r in payments.refunds_of(session, order_id)]


def shop_again(shop, order_id):
    """Another callback, with an id of its own, for a payment that was heard of."""
    from sqlalchemy import select

    from siyu.commerce.payments import sandbox
    from siyu.commerce.payments.models import PaymentRow

    with shop.context.session() as session:
        number = session.scalar(select(PaymentRow.number).where(PaymentRow.order_id == order_id))
        return sandbox.pay(session, number)
