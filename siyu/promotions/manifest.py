"""What the roof needs to know of promotions."""

from siyu import organization, people
from siyu.kernel.events import Subscription
from siyu.kernel.jobs import Job, Schedule
from siyu.kernel.modules import Module, Permission
from siyu.kernel.workers import Worker

from .access import EXPORT, GIVE, MANAGE, READ, START, VERIFY
from .blocks import BLOCKS
from .calendar_api import router as calendar_router
from .coupons_api import export_router
from .coupons_api import router as coupons_router
from .drafts import follow_tree
from .events import EVENTS
from .expiring import expire_coupons
from .forecasting import FORECAST, run_forecast
from .hand_out_jobs import HAND_OUT, run_hand_out
from .holdings import count_holdings
from .invariants import INVARIANTS
from .kinds_api import router as kinds_router
from .moving import follow_merge, follow_split, forget_person
from .occasion_runs import OCCASION, open_due_days, run_occasion
from .occasions_api import router as occasions_router
from .promotions_api import router as promotions_router
from .report_api import router as report_router
from .till_api import router as till_router

MODULE = Module(
    name="promotions",
    # Fixed paths before those with a code in them.
    routers=(
        kinds_router,
        coupons_router,
        export_router,
        till_router,
        calendar_router,
        report_router,
        occasions_router,
        promotions_router,
    ),
    events=EVENTS,
    subscriptions=(
        Subscription("promotions.follow_merge", people.PersonsMerged, follow_merge),
        Subscription("promotions.follow_split", people.PersonsSplit, follow_split),
        Subscription("promotions.forget_person", people.PersonErased, forget_person),
        Subscription("promotions.node_added", organization.NodeAdded, follow_tree),
        Subscription("promotions.node_moved", organization.NodeMoved, follow_tree),
        Subscription("promotions.node_removed", organization.NodeRemoved, follow_tree),
    ),
    jobs=(Job(HAND_OUT, run_hand_out), Job(FORECAST, run_forecast), Job(OCCASION, run_occasion)),
    schedules=(
        Schedule("promotions.expire_coupons", "*/5 * * * *", expire_coupons),
        Schedule("promotions.occasions", "0 * * * *", open_due_days),
    ),
    workers=(Worker("promotions.holdings", count_holdings, idle_seconds=2.0),),
    blocks=BLOCKS,
    permissions=(
        Permission(READ, {"zh": "查看优惠券和促销", "en": "See coupons and promotions"}),
        Permission(MANAGE, {"zh": "编辑优惠券和促销", "en": "Edit coupons and promotions"}),
        Permission(
            START, {"zh": "启停优惠券和促销", "en": "Start and stop coupons and promotions"}
        ),
        Permission(GIVE, {"zh": "发放和作废优惠券", "en": "Give and void coupons"}),
        Permission(
            VERIFY,
            {"zh": "核销优惠券", "en": "Verify coupons at the till"},
            roles=("manager", "operator", "guide"),
        ),
        Permission(EXPORT, {"zh": "导出券码", "en": "Export coupon codes"}),
    ),
    invariants=INVARIANTS,
)
