"""What the roof needs to know of insights."""

from siyu.kernel.context import Context
from siyu.kernel.events import EventTypes
from siyu.kernel.modules import Module, Permission
from siyu.warehouse import Warehouse

from .api import router
from .asking import Questions
from .blocks import BLOCKS
from .goals_api import router as goals_router
from .scope import MANAGE, READ


def open_insights(context: Context) -> None:
    context.put(Questions(context.get(Warehouse), context.get(EventTypes)))


MODULE = Module(
    name="insights",
    routers=(goals_router, router),
    permissions=(
        Permission(READ, {"zh": "查看总览与目标", "en": "See the overview and goals"}),
        Permission(
            MANAGE, {"zh": "设定增长目标", "en": "Set growth goals"}, roles=("manager", "operator")
        ),
    ),
    blocks=BLOCKS,
    open=open_insights,
)
