import pytest

from siyu.commerce import payments
from siyu.commerce.payments import RefundNotFound
from siyu.commerce.payments.wechat.contracts import Heard
from siyu.commerce.payments.wechat.errors import NoticeMismatched


def asked(till, order_id, units=1):
    """Some units are to be refunded, and WeChat has been asked; the refund's number."""
    till.shop.refund(order_id, {1: units})
    payments.send_refunds(till.context)
    return till.refund_numbers(order_id)[-1]


def test_a_refund_goes_through_at_once(till):
    order_id = till.bought(3)
    asked(till, order_id, 2)
    asked(till, order_id)
    assert till.refund_rows(order_id) == [
        ("after_sale", 2000, "succeeded"),
        ("after_sale", 1000, "succeeded"),
    ]
    till.well()


def test_a_refund_that_takes_time_is_told_by_callback(till):
    till.twin.book.refunds_at_once = False
    order_id = till.bought(2)
    number = asked(till, order_id)
    assert till.refund_rows(order_id) == [("after_sale", 1000, "requested")]
    till.twin.finish_refund(till.merchant.merchant_id, number)
    callback = till.twin.waiting.pop()
    assert [till.hear(callback), till.hear(callback)] == [Heard.taken, Heard.repeated]
    assert till.refund_rows(order_id) == [("after_sale", 1000, "succeeded")]
    till.well()


def test_a_lost_refund_callback_is_asked_for_and_money_goes_back_once(till):
    till.twin.book.refunds_at_once = False
    order_id = till.bought(2)
    number = asked(till, order_id)
    till.twin.finish_refund(till.merchant.merchant_id, number)
    till.make_due()
    payments.send_refunds(till.context)
    assert till.refund_rows(order_id) == [("after_sale", 1000, "succeeded")]
    _, refund = till.twin.book.require_refund(till.merchant.merchant_id, number)
    assert sum(call == "POST /v3/refund/domestic/refunds" for call in till.twin.calls) == 1
    assert refund.amount == 1000


def test_a_lost_answer_does_not_refund_twice(till):
    order_id = till.bought(2)
    till.twin.lose_answers_to = "/refund/domestic/refunds"
    asked(till, order_id)
    assert till.refund_rows(order_id) == [("after_sale", 1000, "requested")]
    till.twin.lose_answers_to = ""
    till.make_due()
    payments.send_refunds(till.context)
    assert till.refund_rows(order_id) == [("after_sale", 1000, "succeeded")]
    (trade,) = till.twin.book.trades.values()
    assert trade.back() == 1000


def test_success_is_not_undone_by_a_callback_out_of_order(one_till):
    one_till.twin.book.refunds_at_once = False
    order_id = one_till.bought(2)
    number = asked(one_till, order_id)
    merchant = one_till.merchant.merchant_id
    for status in ("ABNORMAL", "SUCCESS"):
        one_till.twin.finish_refund(merchant, number, status)
    abnormal, success = one_till.twin.waiting
    one_till.hear(success)
    one_till.hear(abnormal)
    assert one_till.refund_rows(order_id) == [("after_sale", 1000, "succeeded")]


def test_what_the_bank_refuses_waits_for_somebody_and_may_succeed_yet(one_till):
    one_till.twin.book.refunds_at_once = False
    order_id = one_till.bought(2)
    number = asked(one_till, order_id)
    merchant = one_till.merchant.merchant_id
    one_till.twin.finish_refund(merchant, number, "ABNORMAL")
    one_till.hear(one_till.twin.waiting.pop())
    assert one_till.refund_rows(order_id) == [("after_sale", 1000, "failed")]
    one_till.twin.finish_refund(merchant, number)
    one_till.hear(one_till.twin.waiting.pop())
    assert one_till.refund_rows(order_id) == [("after_sale", 1000, "succeeded")]


def test_callbacks_about_another_refund_than_ours_are_refused(one_till):
    one_till.twin.book.refunds_at_once = False
    order_id = one_till.bought(2)
    number = asked(one_till, order_id)
    trade, refund = one_till.twin.book.require_refund(one_till.merchant.merchant_id, number)
    refund.status = "SUCCESS"
    told = one_till.twin.callbacks.refunded
    for changes, error in (
        ({"mchid": "1900009999"}, NoticeMismatched),
        ({"amount": {"total": 2000, "refund": 999}}, NoticeMismatched),
        ({"amount": {"total": 1, "refund": 1000}}, NoticeMismatched),
        ({"out_refund_no": "nobodys"}, RefundNotFound),
        ({"out_refund_no": "rfd_zzzzzz"}, RefundNotFound),
        ({"out_trade_no": "another-1"}, RefundNotFound),
    ):
        with pytest.raises(error):
            one_till.hear(told(trade, refund, **changes))
    assert one_till.refund_rows(order_id) == [("after_sale", 1000, "requested")]


def test_a_crash_after_wechat_refunded_does_not_refund_twice(till, monkeypatch):
    from siyu.commerce.payments import refunds

    order_id = till.bought(2)
    till.shop.refund(order_id, {1: 1})
    with monkeypatch.context() as patch:

        def killed(*args, **rest):
            raise KeyboardInterrupt

        patch.setattr(refunds, "settle_refund", killed)
        with pytest.raises(KeyboardInterrupt):
            payments.send_refunds(till.context)
    payments.send_refunds(till.context)
    assert till.refund_rows(order_id) == [("after_sale", 1000, "succeeded")]
    (trade,) = till.twin.book.trades.values()
    assert trade.back() == 1000
    till.well()
