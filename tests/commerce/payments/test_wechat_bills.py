from datetime import timedelta

import pytest
from sqlalchemy import select

from siyu.commerce import payments
from siyu.commerce.payments.wechat.bills import read_bill
from siyu.commerce.payments.wechat.blocks import open_differences
from siyu.commerce.payments.wechat.errors import BillUnfit
from siyu.commerce.payments.wechat.models import BillRow, DifferenceRow
from siyu.commerce.payments.wechat.reconciling import (
    CHINA,
    reconcile,
    reconcile_days,
    settle_difference,
)
from siyu.kernel import clock


@pytest.fixture(autouse=True)
def noon():
    """So that neither a test nor a day of China ends in the middle of the other."""
    with clock.frozen(clock.now().replace(hour=4, minute=0, second=0, microsecond=0)):
        yield


def today():
    return clock.now().astimezone(CHINA).date()


def differences(till):
    with till.context.session(read_only=True) as session:
        return [
            (row.kind, row.subject, row.ours_minor, row.theirs_minor)
            for row in session.scalars(select(DifferenceRow).order_by(DifferenceRow.id))
        ]


def bill(till, day=None):
    with till.context.session(read_only=True) as session:
        return session.scalars(select(BillRow).where(BillRow.day == (day or today()))).one()


def test_a_day_that_agrees(till):
    order_id = till.bought(3)
    till.bought()
    till.shop.refund(order_id, {1: 1})
    payments.send_refunds(till.context)
    reconcile(till.context, till.account_id, today())
    row = bill(till)
    assert (row.payments, row.paid_minor, row.refunds, row.refunded_minor) == (2, 4000, 1, 1000)
    reconcile(till.context, till.account_id, today() + timedelta(days=1))
    assert differences(till) == []


def test_what_we_have_not_heard_of_is_missing_here_until_we_have(one_till):
    _, callback = one_till.paid_there(one_till.order())
    reconcile(one_till.context, one_till.account_id, today())
    assert differences(one_till) == [("missing_here", "payment", None, 1000)]
    with one_till.context.session(read_only=True) as session:
        assert open_differences(session, one_till.context).count == 1
    one_till.hear(callback)
    reconcile(one_till.context, one_till.account_id, today())
    assert differences(one_till) == []
    with one_till.context.session(read_only=True) as session:
        assert open_differences(session, one_till.context) is None


def test_a_refund_made_by_hand_there_is_missing_here(one_till):
    one_till.bought(2)
    (trade,) = one_till.twin.book.trades.values()
    one_till.twin.book.refund(
        one_till.merchant,
        {
            "out_refund_no": "by-hand-1",
            "transaction_id": trade.transaction_id,
            "amount": {"refund": 500, "total": 2000},
        },
    )
    reconcile(one_till.context, one_till.account_id, today())
    assert differences(one_till) == [("missing_here", "refund", None, 500)]


def test_what_the_bill_does_not_have_is_missing_there(one_till):
    order_id = one_till.bought(2)
    one_till.shop.refund(order_id, {1: 1})
    payments.send_refunds(one_till.context)
    one_till.twin.book.trades.clear()
    reconcile(one_till.context, one_till.account_id, today())
    assert differences(one_till) == [("missing_there", "payment", 2000, None)]
    reconcile(one_till.context, one_till.account_id, today() + timedelta(days=1))
    assert differences(one_till)[1:] == [("missing_there", "refund", 1000, None)]


def test_another_amount(one_till):
    one_till.bought()
    (trade,) = one_till.twin.book.trades.values()
    trade.total = 999
    reconcile(one_till.context, one_till.account_id, today())
    assert differences(one_till) == [("other_amount", "payment", 1000, 999)]


def test_what_somebody_has_settled_is_not_found_again(one_till):
    one_till.paid_there(one_till.order())
    reconcile(one_till.context, one_till.account_id, today())
    with one_till.context.session() as session:
        found = session.scalars(select(DifferenceRow.id)).one()
        settle_difference(session, found, by="staff:1", note="asked WeChat")
        settle_difference(session, found, by="staff:2", note="me too")
    reconcile(one_till.context, one_till.account_id, today())
    with one_till.context.session(read_only=True) as session:
        row = session.scalars(select(DifferenceRow)).one()
        assert (row.settled_by, row.note) == ("staff:1", "asked WeChat")
        assert open_differences(session, one_till.context) is None


def test_a_changed_file_is_refused(till):
    till.bought()
    original, calls = till.twin.bill_of, []

    def changed(merchant, day):
        calls.append(day)
        return original(merchant, day).replace("`10.00", "`10.01" if len(calls) > 1 else "`10.00")

    till.twin.bill_of = changed
    with pytest.raises(BillUnfit):
        reconcile(till.context, till.account_id, today())
    with till.context.session(read_only=True) as session:
        assert session.scalars(select(BillRow)).all() == []


def test_another_merchants_bill_and_rubbish_are_refused(one_till):
    one_till.bought()
    text = one_till.twin.bill_of(one_till.merchant, today().isoformat())
    assert len(read_bill(text.encode(), one_till.merchant.merchant_id)) == 1
    for plain, merchant in (
        (text.encode(), "1"),
        (text.replace("`10.00", "`ten").encode(), one_till.merchant.merchant_id),
        (b"\xff\xfe", one_till.merchant.merchant_id),
        (b"a,b\n`1,`2", one_till.merchant.merchant_id),
    ):
        with pytest.raises(BillUnfit):
            read_bill(plain, merchant)


def test_every_day_is_compared_once_and_not_before_its_bill_is_ready(one_till):
    one_till.bought()
    start = clock.now()
    noon_ahead = [start + timedelta(days=n) for n in range(3)]
    with clock.frozen(noon_ahead[1] - timedelta(hours=4)):  # eight o'clock in China
        reconcile_days(one_till.context, clock.now())
    asked = [call for call in one_till.twin.calls if "tradebill" in call]
    assert asked == []
    for moment in (noon_ahead[1], noon_ahead[1], noon_ahead[2]):
        with clock.frozen(moment):
            reconcile_days(one_till.context, moment)
    asked = [call for call in one_till.twin.calls if "tradebill" in call]
    assert len(asked) == 2


def test_one_account_that_does_not_answer_does_not_keep_the_other(one_till, merchants):
    one_till.bought()
    other = one_till.add(merchants["certificate"])  # the platform does not know it
    with clock.frozen(clock.now() + timedelta(days=1)):
        reconcile_days(one_till.context, clock.now())
    with one_till.context.session(read_only=True) as session:
        assert [row.account_id for row in session.scalars(select(BillRow))] == [one_till.account_id]
    assert other != one_till.account_id
