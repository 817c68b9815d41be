"""What the roof needs to know of tracking."""

from siyu.kernel.events import Event, Subscription
from siyu.kernel.health import Check
from siyu.kernel.invariants import Invariant
from siyu.kernel.modules import Module, Permission
from siyu.kernel.workers import Worker

from .activity_api import router as activity_router
from .attention import BLOCKS
from .health import aggregates_apart, inbox_problem, lag_problem, loaded_twice
from .lag_api import router as lag_router
from .live_api import router as live_router
from .plan_api import router as plan_router
from .quarantine_api import router as quarantine_router
from .reactions import put_on_timeline
from .running import close_tracking, load_step, open_tracking

MODULE = Module(
    name="tracking",
    routers=(activity_router, lag_router, live_router, quarantine_router, plan_router),
    subscriptions=(Subscription("tracking.put_on_timeline", Event, put_on_timeline),),
    workers=(Worker("tracking.load", load_step, idle_seconds=0.0),),
    blocks=BLOCKS,
    permissions=(
        Permission(
            "tracking.read",
            {"zh": "查看事件、隔离区与埋点方案", "en": "See events, quarantine and tracking plan"},
        ),
        Permission(
            "tracking.write",
            {
                "zh": "处理隔离事件、修改埋点方案",
                "en": "Settle quarantined events, change the plan",
            },
        ),
    ),
    invariants=(
        Invariant("tracking.loaded_once", "Every message is in the warehouse once", loaded_twice),
        Invariant(
            "tracking.aggregates_agree",
            "Counts per person and day sum to the events of the day",
            aggregates_apart,
        ),
    ),
    checks=(
        Check("tracking.inbox", inbox_problem),
        Check("tracking.lag", lag_problem, needed=False),
    ),
    open=open_tracking,
    close=close_tracking,
)
