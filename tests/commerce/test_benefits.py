"""Points, coupons and limits with orders: taken, spent and given back together."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from siyu.commerce import benefits, orders
from siyu.commerce.benefits import Asked
from siyu.commerce.carts import CartEntry
from siyu.commerce.checkouts import Basket, quote
from siyu.commerce.orders import CloseReason, PayState
from siyu.commerce.payments import Outcome
from siyu.kernel.clock import now
from siyu.promotions import CouponUnusable
from siyu.promotions.drafts import PromotionPlan, draft_promotion, start_promotion

from .members import Members

pytestmark = pytest.mark.database


@pytest.fixture
def members(shop):
    return Members(shop.context)


def asked(coupon=None, points=0):
    return Asked(coupon_ids=(coupon,) if coupon else (), points=points)


def close(shop, order_id):
    with shop.context.session() as session:
        orders.close_order(session, order_id, reason=CloseReason.shopper)


class TestTogether:
    def test_coupon_and_points_pay_are_spent_and_told(self, shop, members):
        person, sku = members.person(points=5000), shop.sku("A", price=10_000, on_hand=5)
        coupon = members.coupon(person)
        placed = shop.buy({sku: 1}, person=person, asked=asked(coupon, 2000))
        assert placed.total_minor == 10_000 - 1_000 - 2_000
        assert members.coupon_state(coupon) == "locked"
        assert (members.points(person).available, members.points(person).locked) == (3000, 2000)
        assert shop.pay(placed.order_id) == Outcome.paid
        assert members.coupon_state(coupon) == "used"
        assert (members.points(person).available, members.points(person).locked) == (3000, 0)
        (told,) = shop.told("commerce.order_completed")
        assert (told["revenue"], told["discount"], told["points"]) == ("70.00", "10.00", 2000)
        assert told["coupon"].startswith("cpn_")
        assert shop.broken() == members.broken() == []

    def test_a_closed_order_gives_everything_back_once(self, shop, members):
        person, sku = members.person(points=5000), shop.sku("A", price=10_000, on_hand=5)
        coupon = members.coupon(person)
        placed = shop.buy({sku: 1}, person=person, asked=asked(coupon, 2000))
        close(shop, placed.order_id)
        with pytest.raises(orders.OrderInOtherState):
            close(shop, placed.order_id)
        assert members.coupon_state(coupon) == "held"
        assert (members.points(person).available, members.points(person).locked) == (5000, 0)
        assert shop.level(sku).available == 5
        assert shop.broken() == members.broken() == []

    def test_late_money_takes_everything_again(self, shop, members):
        person, sku = members.person(points=5000), shop.sku("A", price=10_000, on_hand=5)
        coupon = members.coupon(person)
        placed = shop.buy({sku: 1}, person=person, asked=asked(coupon, 2000))
        callback = shop.callback(placed.order_id)
        close(shop, placed.order_id)
        assert shop.hear(callback) == Outcome.revived
        assert members.coupon_state(coupon) == "used"
        assert members.points(person).available == 3000
        assert shop.broken() == members.broken() == []

    def test_late_money_goes_back_when_the_coupon_is_gone(self, shop, members):
        person, sku = members.person(), shop.sku("A", price=10_000, on_hand=5)
        coupon = members.coupon(person)
        placed = shop.buy({sku: 1}, person=person, asked=asked(coupon))
        callback = shop.callback(placed.order_id)
        close(shop, placed.order_id)
        shop.bought({sku: 1}, person=person, asked=asked(coupon))
        assert shop.hear(callback) == Outcome.late
        assert shop.level(sku).reserved == 1
        assert shop.broken() == members.broken() == []

    def test_refunds_by_unit_return_every_fen_and_every_point_and_the_coupon_at_the_end(
        self, shop, members
    ):
        person = members.person(points=50_000)
        a = shop.sku("A", price=4_300, on_hand=9)
        b = shop.sku("B", price=1_400, on_hand=9)
        coupon = members.coupon(person)
        order_id = shop.bought({a: 2, b: 3}, person=person, asked=asked(coupon, 1300))
        order = shop.order(order_id)
        assert (order.discount_minor, order.points) == (1000, 1300)
        before = members.points(person).available
        back = shop.refund(order_id, {1: 1}) + shop.refund(order_id, {1: 1, 2: 1})
        assert members.coupon_state(coupon) == "used"
        back += shop.refund(order_id, {2: 2})
        assert back == order.paid_minor == shop.order(order_id).refunded_minor
        assert members.points(person).available == before + 1300
        assert members.coupon_state(coupon) == "held"
        assert shop.order(order_id).pay_state == PayState.refunded
        assert shop.broken() == members.broken() == []

    def test_a_foreign_coupon_is_refused(self, shop, members):
        owner, thief = members.person(), members.person()
        coupon, sku = members.coupon(owner), shop.sku("A", price=10_000, on_hand=5)
        with pytest.raises(CouponUnusable):
            shop.buy({sku: 1}, person=thief, asked=asked(coupon))
        assert shop.level(sku).reserved == 0

    def test_points_beyond_the_balance_pay_only_what_there_is(self, shop, members):
        person, sku = members.person(points=500), shop.sku("A", price=10_000, on_hand=5)
        placed = shop.buy({sku: 1}, person=person, asked=asked(points=10**9))
        assert placed.total_minor == 10_000 - 500
        assert members.points(person).available == 0


class TestAtOnce:
    def test_one_coupon_in_five_orders_is_used_once(self, shop, members):
        person, sku = members.person(), shop.sku("A", price=10_000, on_hand=50)
        coupon = members.coupon(person)

        def buy(number):
            try:
                return shop.buy({sku: 1}, person=person, asked=asked(coupon), key=f"n{number}")
            except CouponUnusable:
                return None

        with ThreadPoolExecutor(5) as pool:
            placed = [one for one in pool.map(buy, range(5)) if one]
        assert len(placed) == 1
        assert shop.level(sku).reserved == 1
        assert shop.broken() == members.broken() == []

    def test_points_are_not_spent_twice(self, shop, members):
        person, sku = members.person(points=1000), shop.sku("A", price=10_000, on_hand=50)

        def buy(number):
            return shop.buy({sku: 1}, person=person, asked=asked(points=1000), key=f"n{number}")

        from siyu.loyalty import InsufficientPoints

        spent = 0
        with ThreadPoolExecutor(5) as pool:
            for future in [pool.submit(buy, n) for n in range(5)]:
                try:
                    spent += 10_000 - future.result().total_minor
                except InsufficientPoints:
                    pass
        assert spent == 1000
        assert members.points(person).available == 0
        assert shop.broken() == members.broken() == []


def run(shop, rule):
    with shop.context.session() as session:
        plan = PromotionPlan(name=rule["kind"], rule=rule)
        promotion = draft_promotion(session, plan, actor="staff:1")
        start_promotion(session, promotion.id, zone="Asia/Shanghai")


def quoted(shop, person, sku):
    basket = Basket(
        person_id=person, sales_channel="mall", entries=(CartEntry(sku_id=sku, quantity=1),)
    )
    with shop.context.session(read_only=True) as session:
        return quote(session, shop.context, basket, at=now())


ONE_OFF = {"kind": "spend_off", "tiers": [{"at_least_minor": 1_000, "off_minor": 100}]}
SECOND_ORDER = {
    "kind": "line_discount",
    "cut": {"by": "amount", "off_minor": 300},
    "when": {"order_numbers": [2]},
}
SILVER_PRICE = {"kind": "member_price", "cuts": {"silver": {"by": "rate", "pay_bp": 9_000}}}


class TestWhatAQuoteLooksUp:
    @pytest.fixture
    def asked_tables(self, shop):
        """Words of the statements sent meanwhile."""
        found = set()

        def note(connection, cursor, statement, *_):
            found.update(statement.split())

        event.listen(shop.context.engine, "before_cursor_execute", note)
        yield found
        event.remove(shop.context.engine, "before_cursor_execute", note)

    def test_is_only_what_some_rule_asks_for(self, shop, members, asked_tables):
        person, sku = members.person(), shop.sku("A", price=10_000, on_hand=5)
        run(shop, ONE_OFF)
        quoted(shop, person, sku)
        asked_tables.clear()
        assert quoted(shop, person, sku).priced.total_minor == 9_900
        assert not asked_tables & {"loyalty_member", "commerce_order", "promotions_promotion"}
        run(shop, SECOND_ORDER)
        run(shop, SILVER_PRICE)
        quoted(shop, person, sku)
        asked_tables.clear()
        quoted(shop, person, sku)
        assert asked_tables >= {"loyalty_member", "commerce_order"}
        assert "promotions_promotion" not in asked_tables

    def test_counts_orders_where_a_rule_is_for_the_second(self, shop, members):
        person, sku = members.person(), shop.sku("A", price=10_000, on_hand=5)
        run(shop, SECOND_ORDER)
        assert quoted(shop, person, sku).priced.total_minor == 10_000
        shop.bought({sku: 1}, person=person)
        assert quoted(shop, person, sku).priced.total_minor == 9_700

    def test_holds_no_more_when_a_rule_comes_that_asks_for_more(self, shop, members):
        person, sku = members.person(), shop.sku("A", price=10_000, on_hand=5)
        run(shop, ONE_OFF)
        shop.bought({sku: 1}, person=person)
        found = quoted(shop, person, sku).found
        with shop.context.session(read_only=True) as session:
            assert benefits.still_holds(session, found)
        run(shop, {**ONE_OFF, "tiers": [{"at_least_minor": 90_000, "off_minor": 100}]})
        with shop.context.session(read_only=True) as session:
            assert benefits.still_holds(session, found) is False
        found = quoted(shop, person, sku).found
        run(shop, SECOND_ORDER)
        with shop.context.session(read_only=True) as session:
            assert not benefits.still_holds(session, found)
        assert quoted(shop, person, sku).priced.total_minor == 9_600
