"""What the roof needs to know of messaging."""

from siyu import people
from siyu.kernel.events import Subscription
from siyu.kernel.jobs import Job
from siyu.kernel.modules import Module, Permission
from siyu.kernel.workers import Worker

from .access import EXPORT, READ
from .api import router
from .blocks import BLOCKS
from .deliveries_api import router as deliveries_router
from .delivery_export import DELIVERY_EXPORT, export_deliveries
from .events import EVENTS
from .invariants import INVARIANTS
from .public_pages import router as public_router
from .reactions import forget_person
from .template_api import router as template_router
from .tools_api import router as tools_router
from .workers import advance_campaigns, send_some, take_channel_receipts

MODULE = Module(
    name="messaging",
    # Fixed paths before those with a code in them.
    routers=(template_router, tools_router, router, deliveries_router),
    public_routers=(public_router,),
    events=EVENTS,
    subscriptions=(Subscription("messaging.forget_person", people.PersonErased, forget_person),),
    jobs=(Job(DELIVERY_EXPORT, export_deliveries),),
    workers=(
        Worker("messaging.campaigns", advance_campaigns, idle_seconds=0.5),
        # Two, so that one mail server that answers slowly does not hold up every other channel.
        Worker("messaging.sender_1", send_some, idle_seconds=0.5),
        Worker("messaging.sender_2", send_some, idle_seconds=0.5),
        Worker("messaging.receipts", take_channel_receipts, idle_seconds=0.5),
    ),
    blocks=BLOCKS,
    permissions=(
        Permission(READ, {"zh": "查看模板和群发", "en": "See templates and campaigns"}),
        Permission(
            "messaging.manage", {"zh": "编辑模板和群发", "en": "Edit templates and campaigns"}
        ),
        Permission("messaging.send", {"zh": "启动群发", "en": "Start and stop campaigns"}),
        Permission(EXPORT, {"zh": "导出群发明细", "en": "Export who got a campaign"}),
    ),
    invariants=INVARIANTS,
)
