"""A price that hangs on how one pays: bound to it, promised for it and given for it."""

import pytest
from sqlalchemy import func, select

from siyu.commerce import benefits, orders, payments
from siyu.commerce.payments import AnotherPaymentMethod, Outcome, PaymentMethodUnknown, Providers
from siyu.kernel import ids
from siyu.kernel.blocks import Blocks
from siyu.promotions.blocks import BLOCKS as PROMOTIONS
from siyu.promotions.drafts import PromotionPlan, draft_promotion, start_promotion
from siyu.promotions.models import CouponRow

from .members import Members

pytestmark = pytest.mark.database

ZONE = "Asia/Shanghai"


@pytest.fixture
def person(shop):
    return Members(shop.context).person()


@pytest.fixture
def sku(shop):
    return shop.sku("A", price=5_000, on_hand=9)


def run(shop, kind, method, **rule):
    rule = {"kind": kind, "when": {"payment_methods": [method]}, **rule}
    with shop.context.session() as session:
        made = draft_promotion(session, PromotionPlan(name=kind, rule=rule), actor="staff:1")
        start_promotion(session, made.id, zone=ZONE)


def rewards(shop, order_id):
    return [each["name"] for each in shop.order(order_id).priced.get("rewards", [])]


def after_paying(shop, placed):
    """What hears of a paid order, at least once."""
    with shop.context.session() as session:
        order = orders.require_order(session, placed.order_id)
        benefits.reward_paid(session, shop.context, orders.taking_of(order))
    return rewards(shop, placed.order_id)


def coupons(shop, person):
    with shop.context.session(read_only=True) as session:
        query = select(func.count()).select_from(CouponRow).where(CouponRow.person_id == person)
        return session.scalar(query)


class TestPaymentMethod:
    def test_a_reward_for_paying_is_given_to_who_says_how_and_pays(self, shop, person, sku):
        shop.context.put(Blocks(PROMOTIONS))
        kind = Members(shop.context).kind()
        reward = {"name": "coupon", "options": {"kind": ids.code("cpk", kind)}}
        run(shop, "pay_reward", "sandbox", at_least_minor=3_500, rewards=[reward])
        silent = shop.buy({sku: 1}, person=person)
        said = shop.buy({sku: 1}, person=person, payment_method="sandbox")
        assert rewards(shop, silent.order_id) == []
        assert rewards(shop, said.order_id) == ["coupon"]
        assert shop.order(silent.order_id).payment_method is None
        assert shop.order(said.order_id).payment_method == "sandbox"
        for placed in (silent, said):
            assert shop.pay(placed.order_id) == Outcome.paid
        assert (after_paying(shop, silent), coupons(shop, person)) == ([], 0)
        after_paying(shop, said)
        after_paying(shop, said)
        assert coupons(shop, person) == 1

    def test_a_price_is_paid_in_the_way_it_is_for(self, shop, person, sku):
        channel = shop.context.get(Providers).by_name["wechat_native"]
        run(shop, "spend_off", channel.method, tiers=[{"at_least_minor": 3_000, "off_minor": 500}])
        shop.accept("sandbox", "wechat_native")
        placed = shop.buy({sku: 1}, person=person, payment_method="wechat")
        assert placed.total_minor == 4_500
        with pytest.raises(AnotherPaymentMethod) as refused:
            payments.start_payment(shop.context, placed.order_id, provider="sandbox")
        assert refused.value.payment_method == "wechat"

    def test_binds_nobody_whose_price_does_not_hang_on_it(self, shop, person, sku):
        shop.accept("sandbox", "wechat_native")
        placed = shop.buy({sku: 1}, person=person, payment_method="wechat")
        assert shop.order(placed.order_id).payment_method is None
        assert shop.pay(placed.order_id) == Outcome.paid

    def test_one_cannot_choose_what_is_not_taken_there(self, shop, person, sku):
        with pytest.raises(PaymentMethodUnknown):
            shop.buy({sku: 1}, person=person, payment_method="wechat")
        assert shop.level(sku).reserved == 0
