import pytest
from sqlalchemy import func, select

from siyu.commerce import payments
from siyu.commerce.orders import PayState
from siyu.commerce.payments import CallbackForged, CallbackMalformed
from siyu.commerce.payments.models import PaymentEventRow
from siyu.commerce.payments.wechat.closing import close_trades
from siyu.commerce.payments.wechat.contracts import Heard
from siyu.commerce.payments.wechat.errors import (
    AnswerUntrusted,
    NoticeMismatched,
    PayerMissing,
    PlatformUnavailable,
)
from siyu.commerce.payments.wechat.models import WechatNoticeRow
from siyu.commerce.payments.wechat.twin.callbacks import FORGERIES


def count(till, table):
    with till.context.session(read_only=True) as session:
        return session.scalar(select(func.count()).select_from(table))


class TestStarting:
    def test_jsapi_gives_what_the_client_needs_and_asks_once(self, till):
        order_id = till.order()
        number, told = till.start(order_id)
        again, _ = till.start(order_id)
        assert number == again
        assert sum("/transactions/jsapi" in call for call in till.twin.calls) == 1
        assert told["package"] == f"prepay_id=wx{number}"
        message = "\n".join(
            (told["appId"], told["timeStamp"], told["nonceStr"], told["package"], "")
        )
        assert told["paySign"] == till.merchant.key.sign(message.encode())
        trade = till.book_of(number)
        assert (trade.total, trade.payer, trade.app_id) == (1000, "o-shopper", till.merchant.app_id)
        assert len(number) <= 32

    def test_native_and_h5(self, one_till):
        order_id = one_till.order()
        assert "code_url" in one_till.start(order_id, "wechat_native")[1]
        assert "h5_url" in one_till.start(order_id, "wechat_h5", payer_ip="10.0.0.1")[1]

    def test_what_is_missing_is_said(self, one_till):
        for way in ("wechat_jsapi", "wechat_h5"):
            with pytest.raises(PayerMissing):
                one_till.start(one_till.order(), way, payer="")

    def test_an_answer_that_the_platform_did_not_sign_is_not_believed(self, till):
        till.twin.spoil_answers = True
        order_id = till.order()
        with pytest.raises(AnswerUntrusted):
            till.start(order_id)
        till.twin.spoil_answers = False
        assert till.start(order_id)[1]["package"]

    def test_a_lost_answer_is_asked_for_again_with_the_same_number(self, one_till):
        order_id = one_till.order()
        one_till.twin.lose_answers_to = "/jsapi"
        with pytest.raises(PlatformUnavailable):
            one_till.start(order_id)
        one_till.twin.lose_answers_to = ""
        number, _ = one_till.start(order_id)
        assert [key[1] for key in one_till.twin.book.trades] == [number]


class TestCallbacks:
    def test_paid(self, till):
        order_id = till.order()
        number, callback = till.paid_there(order_id)
        assert till.hear(callback) == Heard.taken
        assert till.state(order_id) == PayState.paid
        assert till.payment(number).reference == till.book_of(number).transaction_id
        till.well()

    @pytest.mark.parametrize("how", FORGERIES)
    def test_a_forged_callback_changes_nothing(self, till, how):
        order_id = till.order()
        _, callback = till.paid_there(order_id)
        with pytest.raises(CallbackForged):
            till.hear(till.twin.callbacks.forged(callback, how))
        assert till.state(order_id) == PayState.unpaid
        assert count(till, WechatNoticeRow) == count(till, PaymentEventRow) == 0
        assert till.hear(callback) == Heard.taken

    def test_repeated_callbacks_change_nothing(self, till):
        order_id = till.order()
        number, callback = till.paid_there(order_id)
        other = till.twin.callbacks.paid(till.book_of(number))
        heard = [till.hear(one) for one in (callback, callback, other, callback)]
        assert heard == [Heard.taken, Heard.repeated, Heard.taken, Heard.repeated]
        assert count(till, PaymentEventRow) == 1
        assert till.refund_rows(order_id) == []
        till.well()

    def test_an_old_callback_is_refused_and_one_signed_anew_is_not(self, till):
        order_id = till.order()
        _, callback = till.paid_there(order_id)
        signed = till.twin.callbacks.resigned
        for seconds in (301, -301, 10**6):
            with pytest.raises(CallbackForged):
                till.hear(signed(callback, till.merchant, seconds_ago=seconds))
        assert till.hear(signed(callback, till.merchant, seconds_ago=290)) == Heard.taken

    @pytest.mark.parametrize(
        "changes",
        [
            {"mchid": "1900009999"},
            {"appid": "wx-other"},
            {"amount": None},
            {"amount": {"total": 0, "currency": "CNY"}},
            {"trade_state": "NOTPAY"},
        ],
        ids=str,
    )
    def test_a_callback_about_another_than_ours_is_refused(self, one_till, changes):
        order_id = one_till.order()
        number, _ = one_till.paid_there(order_id)
        with pytest.raises(NoticeMismatched):
            one_till.hear(one_till.twin.callbacks.paid(one_till.book_of(number), **changes))
        assert one_till.state(order_id) == PayState.unpaid
        assert count(one_till, WechatNoticeRow) == 0

    @pytest.mark.parametrize(
        "amount", [{"total": 999, "currency": "CNY"}, {"total": 1000, "currency": "USD"}]
    )
    def test_another_amount_does_not_pay_the_order_and_goes_back(self, one_till, amount):
        order_id = one_till.order()
        number, _ = one_till.paid_there(order_id)
        one_till.hear(one_till.twin.callbacks.paid(one_till.book_of(number), amount=amount))
        assert one_till.state(order_id) == PayState.unpaid
        assert one_till.refund_rows(order_id) == [("wrong_amount", amount["total"], "requested")]
        one_till.well()

    def test_an_unknown_number_is_to_be_told_again(self, one_till):
        number, _ = one_till.paid_there(one_till.order())
        callback = one_till.twin.callbacks.paid(one_till.book_of(number), out_trade_no="nobodys-1")
        with pytest.raises(payments.PaymentNotFound):
            one_till.hear(callback)
        assert count(one_till, WechatNoticeRow) == 0

    def test_a_callback_of_another_account_is_not_taken(self, one_till, merchants):
        other = one_till.add(one_till.twin.admit(merchants["certificate"]))
        order_id = one_till.order()
        _, callback = one_till.paid_there(order_id)
        with pytest.raises((CallbackForged, CallbackMalformed)):
            one_till.hear(callback, other)
        assert one_till.state(order_id) == PayState.unpaid

    def test_other_events_are_noted_and_ignored(self, one_till):
        number, _ = one_till.paid_there(one_till.order())
        callback = one_till.twin.callbacks.other(one_till.book_of(number), "COUPON.USE")
        assert one_till.hear(callback) == Heard.ignored

    def test_a_renewed_platform_certificate_is_fetched(self, context, merchants):
        from siyu.commerce.payments.wechat import library
        from siyu.commerce.payments.wechat.twin import Twin

        from .till import Till

        twin = Twin()
        twin.start()
        till = Till(context, twin, twin.admit(merchants["certificate"])).open()
        till.bought()
        twin.platform.renew()
        order_id = till.order()
        pause, library.RENEW_SECONDS_MIN = library.RENEW_SECONDS_MIN, 0
        try:
            _, callback = till.paid_there(order_id)
            assert till.hear(callback) == Heard.taken
        finally:
            library.RENEW_SECONDS_MIN = pause
            twin.stop()
        assert twin.calls.count("GET /v3/certificates") == 2

    def test_a_crash_between_the_steps_leaves_nothing_and_the_next_try_works(
        self, till, monkeypatch
    ):
        from siyu.commerce.payments.wechat import notices

        order_id = till.order()
        _, callback = till.paid_there(order_id)
        for step in ("take_notice", "settle_trade"):
            with monkeypatch.context() as patch:

                def killed(*args, **rest):
                    raise KeyboardInterrupt

                patch.setattr(notices, step, killed)
                with pytest.raises(KeyboardInterrupt):
                    till.hear(callback)
            assert till.state(order_id) == PayState.unpaid
            assert count(till, WechatNoticeRow) == count(till, PaymentEventRow) == 0
        assert till.hear(callback) == Heard.taken
        till.well()


class TestAskingAndClosing:
    def test_a_lost_callback_is_asked_for(self, till):
        order_id = till.order()
        number, callback = till.paid_there(order_id)
        assert payments.ask_provider(till.context, number, "wechat_jsapi") == payments.Outcome.paid
        assert till.state(order_id) == PayState.paid
        assert till.hear(callback) == Heard.taken
        assert count(till, PaymentEventRow) == 1
        till.well()

    def test_what_is_not_paid_is_not_believed_paid(self, one_till):
        number, _ = one_till.start(one_till.order())
        assert payments.ask_provider(one_till.context, number, "wechat_jsapi") is None
        one_till.twin.book.trades.clear()
        assert payments.ask_provider(one_till.context, number, "wechat_jsapi") is None

    def test_a_closed_order_is_closed_at_wechat(self, till):
        order_id = till.order()
        number, _ = till.start(order_id)
        close_trades(till.context)
        assert till.book_of(number).state == "NOTPAY"
        till.close(order_id)
        close_trades(till.context)
        close_trades(till.context)
        assert till.book_of(number).state == "CLOSED"
        assert till.payment(number).state == "closed"
        assert sum(call.endswith("/close") for call in till.twin.calls) == 1

    def test_the_other_try_is_closed_when_one_is_paid(self, one_till):
        order_id = one_till.order()
        scanned, _ = one_till.start(order_id, "wechat_native")
        one_till.hear(one_till.paid_there(order_id)[1])
        close_trades(one_till.context)
        assert one_till.book_of(scanned).state == "CLOSED"
        assert one_till.state(order_id) == PayState.paid
        one_till.well()

    def test_late_payment_found_while_closing_revives_the_order(self, till):
        order_id = till.order()
        _, callback = till.paid_there(order_id)
        till.close(order_id)
        close_trades(till.context)
        assert till.state(order_id) == PayState.paid
        assert till.hear(callback) == Heard.taken
        assert count(till, PaymentEventRow) == 1
        till.well()

    def test_late_payment_of_goods_that_are_gone_goes_back(self, one_till):
        order_id = one_till.order(100)
        _, callback = one_till.paid_there(order_id)
        one_till.close(order_id)
        one_till.bought(1)
        one_till.hear(callback)
        assert one_till.state(order_id) == PayState.closed
        payments.send_refunds(one_till.context)
        assert one_till.refund_rows(order_id) == [("late", 100_000, "succeeded")]
        one_till.well()

    def test_a_platform_that_is_down_is_tried_again(self, one_till):
        order_id = one_till.order()
        number, _ = one_till.start(order_id)
        one_till.close(order_id)
        one_till.twin.failing = "/close"
        close_trades(one_till.context)
        assert one_till.payment(number).state == "pending"
        one_till.twin.failing = ""
        close_trades(one_till.context)
        assert one_till.payment(number).state == "closed"
