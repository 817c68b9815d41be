"""The process dies after any statement of checkout, callback or refund; then it is run again.

After each death nothing may be half done; after the second run everything is done once.
"""

import gc

import pytest
from sqlalchemy import event

from siyu.commerce import payments
from siyu.commerce.benefits import Asked

from .members import Members

pytestmark = pytest.mark.database

STATEMENTS_MAX = 200


class Died(BaseException):
    """What ``kill -9`` looks like from inside; no handler of errors may catch it."""


class Death:
    """Let the engine die after its n-th statement, or at a commit."""

    def __init__(self, engine):
        self.left = None
        event.listen(engine, "after_cursor_execute", self._count)
        event.listen(engine, "commit", self._count)

    def _count(self, _, __=None, statement="", *___):
        # The engine's own BEGIN: SQLAlchemy would not know that there is something to roll back.
        if self.left is None or statement.startswith("begin"):
            return
        self.left -= 1
        if self.left == 0:
            self.left = None
            raise Died


@pytest.fixture
def death(context):
    return Death(context.engine)


def walk(death, run, check, prepare):
    """Die at every step of ``run``; ``check`` after each death and after the run that follows."""
    for step in range(1, STATEMENTS_MAX):
        prepared = prepare(step)
        if not dies(death, step, lambda one=prepared: run(one)):
            check(prepared, done=True)
            return step
        # A cursor that a dead frame holds would keep SQLite's lock; a dead process holds none.
        gc.collect()
        check(prepared, done=False)
        run(prepared)
        check(prepared, done=True)
    raise AssertionError("more statements than were allowed for")


def dies(death, step, run):
    death.left = step
    try:
        run()
    except Died:
        return True
    finally:
        death.left = None
    return False


def test_checkout(shop, death):
    members = Members(shop.context)
    sku = shop.sku("A", price=10_000, on_hand=1000)
    done_so_far = []

    def prepare(step):
        person = members.person(points=2000)
        return person, members.coupon(person), f"key-{step}"

    def run(prepared):
        person, coupon, key = prepared
        shop.buy({sku: 1}, person=person, key=key, asked=Asked(coupon_ids=(coupon,), points=1000))

    def check(prepared, *, done):
        person, coupon, _ = prepared
        done_so_far.append(done)
        assert members.coupon_state(coupon) in (("locked",) if done else ("held", "locked"))
        locked = members.points(person).locked
        assert locked == (1000 if members.coupon_state(coupon) == "locked" else 0)
        assert shop.level(sku).reserved == len(orders_of(shop))

    steps = walk(death, run, check, prepare)
    assert steps > 15
    assert shop.broken() == members.broken() == []
    assert shop.level(sku).reserved == steps


def test_callback(shop, death):
    members = Members(shop.context)
    sku = shop.sku("A", price=10_000, on_hand=1000)

    def prepare(step):
        person = members.person(points=2000)
        coupon = members.coupon(person)
        order_id = shop.buy(
            {sku: 1}, person=person, asked=Asked(coupon_ids=(coupon,), points=1000)
        ).order_id
        return person, coupon, order_id, shop.callback(order_id)

    def check(prepared, *, done):
        person, coupon, order_id, _ = prepared
        paid = shop.order(order_id).pay_state == "paid"
        assert paid or not done
        assert members.coupon_state(coupon) == ("used" if paid else "locked")
        assert members.points(person).locked == (0 if paid else 1000)

    steps = walk(death, lambda prepared: shop.hear(prepared[3]), check, prepare)
    assert steps > 10
    assert len(shop.told("commerce.order_completed")) == steps
    assert shop.broken() == members.broken() == []


def test_refund(shop, death):
    members = Members(shop.context)
    sku = shop.sku("A", price=10_000, on_hand=1000)

    def prepare(step):
        person = members.person(points=2000)
        coupon = members.coupon(person)
        asked = Asked(coupon_ids=(coupon,), points=1000)
        order_id = shop.bought({sku: 1}, person=person, asked=asked)
        return person, coupon, order_id, shop.ask(order_id, {1: 1})

    def run(prepared):
        from siyu.commerce.after_sales import AfterSaleInOtherState

        try:
            shop.approve(prepared[3])
        except AfterSaleInOtherState:
            assert shop.order(prepared[2]).pay_state == "refunded"
        payments.send_refunds(shop.context)

    def check(prepared, *, done):
        person, coupon, order_id, _ = prepared
        refunded = shop.order(order_id).pay_state == "refunded"
        assert refunded or not done
        assert members.coupon_state(coupon) == ("held" if refunded else "used")
        assert members.points(person).available == (2000 if refunded else 1000)

    steps = walk(death, run, check, prepare)
    assert steps > 15
    with shop.context.session(read_only=True) as session:
        from siyu.commerce.payments.models import RefundRow, SandboxTradeRow

        refunds = session.query(RefundRow).all()
        assert {refund.state for refund in refunds} == {"succeeded"}
        assert len(refunds) == steps
        assert all(t.refunded_minor == t.paid_minor == 8000 for t in session.query(SandboxTradeRow))
    assert shop.level(sku).available == 1000
    assert shop.broken() == members.broken() == []


def orders_of(shop):
    from siyu.commerce.orders.models import OrderRow

    with shop.context.session(read_only=True) as session:
        return session.query(OrderRow).all()
