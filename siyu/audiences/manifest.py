"""What the roof needs to know of audiences."""

from siyu import organization, people, tracking
from siyu.kernel.context import Context
from siyu.kernel.events import Subscription
from siyu.kernel.jobs import Job, Schedule
from siyu.kernel.modules import Module, Permission
from siyu.kernel.workers import Worker
from siyu.warehouse import Warehouse

from .access import EXPORT as MAY_EXPORT
from .access import MANAGE, READ
from .api import router
from .blocks import BLOCKS
from .events import SegmentEntered, SegmentLeft
from .export import EXPORT, export_members
from .feed import Feed
from .files_api import router as files_router
from .history import record_sizes
from .invariants import INVARIANTS
from .lists import mirror_lists
from .lists_api import router as lists_router
from .progress_api import router as progress_router
from .reactions import look_at_erased, look_at_merged, look_at_split, look_at_tree
from .recompute import forget_segment, recompute, recompute_all
from .refresh import Refresher, refresh
from .segments import FORGET, RECOMPUTE
from .tools_api import router as tools_router
from .uploads import UPLOAD, upload
from .vocabulary import Vocabulary


def open_audiences(context: Context) -> None:
    context.put(Feed(lambda: tracking.loaded_load_id(context)))
    context.put(Refresher())
    context.put(Vocabulary(context.get(Warehouse)))


MODULE = Module(
    name="audiences",
    # Named paths go before those with a code in the same place.
    routers=(tools_router, router, files_router, lists_router, progress_router),
    events=(SegmentEntered, SegmentLeft),
    subscriptions=(
        Subscription("audiences.merged", people.PersonsMerged, look_at_merged),
        Subscription("audiences.split", people.PersonsSplit, look_at_split),
        Subscription("audiences.erased", people.PersonErased, look_at_erased),
        Subscription("audiences.node_added", organization.NodeAdded, look_at_tree),
        Subscription("audiences.node_moved", organization.NodeMoved, look_at_tree),
        Subscription("audiences.node_removed", organization.NodeRemoved, look_at_tree),
    ),
    jobs=(
        Job(RECOMPUTE, recompute),
        Job(FORGET, forget_segment),
        Job(EXPORT, export_members),
        Job(UPLOAD, upload),
    ),
    schedules=(
        Schedule("audiences.record_sizes", "0 * * * *", record_sizes),
        Schedule("audiences.recompute_all", "30 4 * * *", recompute_all),
    ),
    workers=(
        Worker("audiences.refresh", refresh, idle_seconds=0.4, rest_seconds=0.3, rest_share=0.5),
        Worker("audiences.mirror_lists", mirror_lists, idle_seconds=0.5),
    ),
    permissions=(
        Permission(READ, {"zh": "查看人群", "en": "See segments"}),
        Permission(MANAGE, {"zh": "管理人群", "en": "Manage segments"}),
        Permission(MAY_EXPORT, {"zh": "导出人群", "en": "Export segments"}),
    ),
    blocks=BLOCKS,
    invariants=INVARIANTS,
    open=open_audiences,
)
