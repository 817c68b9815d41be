"""What the roof needs to know of connectors."""

from siyu.kernel.context import Context
from siyu.kernel.modules import Module, Permission

from .api import router
from .attention import BLOCKS
from .events import WebhookDisabled
from .invariants import INVARIANTS
from .reactions import SCHEDULES, SUBSCRIPTIONS, WORKERS
from .sender import Sender


def open_connectors(context: Context) -> None:
    context.put(Sender(context))


def close_connectors(context: Context) -> None:
    context.get(Sender).close()


MODULE = Module(
    name="connectors",
    routers=(router,),
    events=(WebhookDisabled,),
    subscriptions=SUBSCRIPTIONS,
    workers=WORKERS,
    schedules=SCHEDULES,
    blocks=BLOCKS,
    permissions=(
        Permission(
            "connectors.read_webhooks",
            {"zh": "查看 Webhook 与投递记录", "en": "See webhooks and their deliveries"},
            roles=("developer",),
        ),
        Permission(
            "connectors.manage_webhooks",
            {"zh": "管理 Webhook", "en": "Add, change and replay webhooks"},
            roles=("developer",),
        ),
    ),
    invariants=INVARIANTS,
    open=open_connectors,
    close=close_connectors,
)
