"""What the roof needs to know of channels."""

from siyu import people
from siyu.kernel.events import Subscription
from siyu.kernel.jobs import Schedule
from siyu.kernel.modules import Module, Permission
from siyu.kernel.workers import Worker

from .api import router
from .blocks import BLOCKS
from .handover import trim_handovers
from .phones import advance_phones
from .reactions import wipe_phones
from .sandbox_api import router as sandbox_router

MODULE = Module(
    name="channels",
    routers=(router, sandbox_router),
    subscriptions=(Subscription("channels.wipe_phones", people.PersonErased, wipe_phones),),
    schedules=(Schedule("channels.trim_handovers", "40 3 * * *", trim_handovers),),
    workers=(Worker("channels.sandbox_phones", advance_phones, idle_seconds=0.5),),
    blocks=BLOCKS,
    permissions=(
        Permission("channels.read", {"zh": "查看渠道账号", "en": "See channel accounts"}),
        Permission("channels.manage", {"zh": "管理渠道账号", "en": "Manage channel accounts"}),
        Permission("channels.use_sandbox", {"zh": "使用沙盒手机", "en": "Use the sandbox phones"}),
    ),
)
