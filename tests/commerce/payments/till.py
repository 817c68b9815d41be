"""Orders that are paid by WeChat Pay: shortcuts over the shop and the twin."""

from dataclasses import dataclass

from sqlalchemy import select

from siyu.commerce import orders, payments, sales_channels
from siyu.commerce.payments.models import PaymentRow, RefundRow
from siyu.commerce.payments.wechat.accounts import add_account
from siyu.commerce.payments.wechat.clients import Clients
from siyu.commerce.payments.wechat.contracts import KeyMode, TradeType, way_name
from siyu.commerce.payments.wechat.notices import hear
from siyu.commerce.payments.wechat.provider import providers
from siyu.commerce.payments.wechat.twin import Merchant, Twin
from siyu.kernel.context import Context

from ..world import Shop

OPENID = "o-shopper"


@dataclass
class Till:
    context: Context
    twin: Twin
    merchant: Merchant
    account_id: int = 0

    def open(self):
        self.shop = Shop(self.context).open()
        ways = [way_name(trade_type) for trade_type in TradeType]
        with self.context.session() as session:
            sales_channels.change_sales_channel(
                session, self.shop.channel_id, payment_providers=ways
            )
        self.sku = self.shop.sku("A", on_hand=100)
        clients = Clients(self.twin.url)
        self.context.put(clients)
        self.context.put(payments.Providers(providers(clients)))
        self.account_id = self.add(self.merchant)
        return self

    def add(self, merchant, **rest):
        with self.context.session() as session:
            return add_account(session, **account_of(merchant, self.twin), **rest).id

    def order(self, quantity=1):
        return self.shop.buy({self.sku: quantity}).order_id

    def start(self, order_id, way="wechat_jsapi", **rest):
        rest.setdefault("payer", OPENID if way == "wechat_jsapi" else "")
        return payments.start_payment(self.context, order_id, provider=way, **rest)

    def paid_there(self, order_id, way="wechat_jsapi"):
        """The shopper pays in WeChat: our number, and the callback that is due."""
        number, _ = self.start(order_id, way)
        self.twin.pay(self.merchant.merchant_id, number)
        return number, self.twin.waiting.pop()

    def hear(self, callback, account_id=None):
        headers = {name.lower(): text for name, text in callback.headers.items()}
        return hear(self.context, account_id or self.account_id, headers, callback.body)

    def bought(self, quantity=1):
        order_id = self.order(quantity)
        self.hear(self.paid_there(order_id)[1])
        return order_id

    def state(self, order_id):
        return self.shop.order(order_id).pay_state

    def refund_rows(self, order_id):
        with self.context.session(read_only=True) as session:
            return [
                (row.reason, row.amount_minor, row.state)
                for row in payments.refunds_of(session, order_id)
            ]

    def refund_numbers(self, order_id):
        from siyu.kernel import ids

        with self.context.session(read_only=True) as session:
            return [ids.code("rfd", row.id) for row in payments.refunds_of(session, order_id)]

    def make_due(self):
        """Let every refund that waits be asked about again now."""
        from sqlalchemy import update

        from siyu.kernel.clock import now

        with self.context.session() as session:
            session.execute(update(RefundRow).values(due_at=now()))

    def close(self, order_id):
        with self.context.session() as session:
            orders.close_order(session, order_id, reason=orders.CloseReason.unpaid)

    def payment(self, number):
        with self.context.session(read_only=True) as session:
            return session.scalars(select(PaymentRow).where(PaymentRow.number == number)).one()

    def book_of(self, number):
        return self.twin.book.trades[self.merchant.merchant_id, number]

    def well(self):
        assert self.shop.broken() == []


def account_of(merchant, twin):
    """What the console would send to open an account of this merchant."""
    key = twin.platform.public_key
    return {
        "name": "微信支付",
        "app_id": merchant.app_id,
        "merchant_id": merchant.merchant_id,
        "serial_no": merchant.key.serial,
        "key_mode": KeyMode.public_key if merchant.by_public_key else KeyMode.certificate,
        "public_key_id": key.serial if merchant.by_public_key else "",
        "credentials": {
            "private_key": merchant.key.private_pem(),
            "api_v3_key": merchant.api_v3_key,
            **({"public_key": key.public_pem()} if merchant.by_public_key else {}),
        },
    }
