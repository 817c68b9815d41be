"""What the roof needs to know of loyalty."""

from siyu import people
from siyu.kernel.context import Context
from siyu.kernel.events import Subscription
from siyu.kernel.jobs import Job
from siyu.kernel.modules import Module, Permission
from siyu.kernel.workers import Worker

from . import ledger_guards  # noqa: F401  (the database refuses to change a ledger)
from .access import GRANT, MANAGE, READ
from .api import router
from .blocks import BLOCKS
from .earning import earn_some
from .events import EVENTS
from .invariants import INVARIANTS
from .mall_api import router as mall_router
from .members_api import router as members_router
from .mirroring import mirror_members
from .reactions import SCHEDULES, follow_merge, follow_split, forget
from .reviewing import APPLY_JOB, apply_programme
from .zone import install_zone


def open_loyalty(context: Context) -> None:
    install_zone(context.settings)


MODULE = Module(
    name="loyalty",
    routers=(router, members_router, mall_router),
    events=EVENTS,
    subscriptions=(
        Subscription("loyalty.merged", people.PersonsMerged, follow_merge),
        Subscription("loyalty.split", people.PersonsSplit, follow_split),
        Subscription("loyalty.erased", people.PersonErased, forget),
    ),
    jobs=(Job(APPLY_JOB, apply_programme),),
    schedules=SCHEDULES,
    workers=(
        Worker("loyalty.earn", earn_some, idle_seconds=0.5),
        Worker("loyalty.mirror", mirror_members, idle_seconds=1.0),
    ),
    blocks=BLOCKS,
    permissions=(
        Permission(READ, {"zh": "查看会员与积分", "en": "See members and points"}),
        Permission(
            MANAGE,
            {"zh": "管理会员规则与积分商城", "en": "Change the programme and the points mall"},
        ),
        Permission(
            GRANT,
            {
                "zh": "手工调整积分、成长值与等级",
                "en": "Give and take points, growth and tiers by hand",
            },
            roles=("manager", "operator", "service_agent"),
        ),
    ),
    invariants=INVARIANTS,
    open=open_loyalty,
)
