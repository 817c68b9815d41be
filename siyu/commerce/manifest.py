"""What the roof needs to know of commerce."""

from siyu import people
from siyu.kernel.events import Subscription
from siyu.kernel.jobs import Job, Schedule
from siyu.kernel.modules import Module, Permission
from siyu.kernel.workers import Worker

from .access import FULFIL, MANAGE, READ, REPRICE, REVEAL, SERVE, STOCK
from .blocks import BLOCKS
from .catalogue import index_missing
from .desk import ROUTERS as DESK
from .events import EVENTS, OrderCompleted
from .invariants import INVARIANTS
from .opening import open_commerce
from .payments import ask_for_missing, close_due_orders, confirm_due_orders, send_refunds
from .payments.wechat.account_api import MANAGE_ACCOUNTS
from .payments.wechat.blocks import BLOCKS as WECHAT_BLOCKS
from .payments.wechat.closing import close_trades
from .payments.wechat.reconciling import reconcile_days
from .reactions import forget_person, join_carts, reward_paid_order
from .recommendations import LEARN, learn, learn_when_due
from .storefront import ROUTERS as STOREFRONT
from .waybills import ask_carriers

MODULE = Module(
    name="commerce",
    routers=DESK,
    public_routers=STOREFRONT,
    events=EVENTS,
    subscriptions=(
        Subscription("commerce.reward_paid_order", OrderCompleted, reward_paid_order),
        Subscription("commerce.join_carts", people.PersonsMerged, join_carts),
        Subscription("commerce.forget_person", people.PersonErased, forget_person),
    ),
    workers=(
        Worker("commerce.close_unpaid", close_due_orders, idle_seconds=5),
        Worker("commerce.ask_for_payments", ask_for_missing, idle_seconds=30),
        Worker("commerce.refunds", send_refunds, idle_seconds=1),
        Worker("commerce.close_wechat_trades", close_trades, idle_seconds=5),
        Worker("commerce.index_products", index_missing, idle_seconds=60),
        Worker("commerce.confirm_receipt", confirm_due_orders, idle_seconds=60),
    ),
    jobs=(Job(LEARN, learn),),
    schedules=(
        Schedule("commerce.reconcile_wechat", "20 * * * *", reconcile_days),
        Schedule("commerce.recommend", "35 * * * *", learn_when_due),
        Schedule("commerce.ask_carriers", "*/15 * * * *", ask_carriers),
    ),
    blocks=(*BLOCKS, *WECHAT_BLOCKS),
    permissions=(
        Permission(READ, {"zh": "查看商品、库存和订单", "en": "See products, stock and orders"}),
        Permission(MANAGE, {"zh": "编辑商品、价格和渠道", "en": "Edit products, prices, channels"}),
        Permission(STOCK, {"zh": "管理库存", "en": "Move and count stock"}),
        Permission(FULFIL, {"zh": "发货和核销", "en": "Ship and verify pick-ups"}),
        Permission(SERVE, {"zh": "代客下单和售后", "en": "Order for customers, after-sales"}),
        Permission(REPRICE, {"zh": "订单改价", "en": "Change what an order costs"}),
        Permission(
            MANAGE_ACCOUNTS,
            {"zh": "管理支付账户和对账", "en": "Payment accounts and reconciliation"},
            roles=(),
        ),
        Permission(REVEAL, {"zh": "查看收货信息", "en": "See addresses of orders"}),
    ),
    invariants=INVARIANTS,
    open=open_commerce,
)
