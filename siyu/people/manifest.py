"""What the roof needs to know of people."""

from siyu.kernel.jobs import Job
from siyu.kernel.modules import Module, Permission
from siyu.kernel.workers import Worker

from .api import ROUTERS
from .bulk_tagging import TAGGING_JOB, run_tagging
from .erasure import ERASURE_JOB, run_erasure
from .events import (
    ConsentChanged,
    PersonErased,
    PersonsMerged,
    PersonsSplit,
    TagAdded,
    TagRemoved,
)
from .exporting import EXPORT_JOB, run_export
from .handing_over import BLOCKS
from .invariants import INVARIANTS
from .list_export import LIST_EXPORT_JOB, run_list_export
from .mirroring import sync_values
from .reactions import SCHEDULES

PERMISSIONS = (
    Permission("people.read", {"zh": "查看客户", "en": "See people"}),
    Permission(
        "people.manage",
        {"zh": "编辑客户、标签与授权", "en": "Change people, their tags and consent"},
        roles=("manager", "operator"),
    ),
    Permission(
        "people.merge", {"zh": "合并与拆分客户", "en": "Merge and split people"}, roles=("manager",)
    ),
    Permission(
        "people.reveal",
        {"zh": "查看完整手机号、邮箱等", "en": "See phone numbers, e-mail and names in clear"},
    ),
    Permission(
        "people.export",
        {"zh": "导出客户名单", "en": "Export lists of people"},
    ),
    Permission(
        "people.erase",
        {"zh": "导出与删除客户全部数据", "en": "Export and erase everything about a person"},
    ),
    Permission(
        "people.manage_tags",
        {"zh": "管理标签库", "en": "Manage the catalogue of tags"},
        roles=("manager", "operator"),
    ),
    Permission(
        "people.manage_rules", {"zh": "管理识别规则", "en": "Change identity rules"}, roles=()
    ),
)

MODULE = Module(
    name="people",
    routers=ROUTERS,
    events=(PersonsMerged, PersonsSplit, PersonErased, ConsentChanged, TagAdded, TagRemoved),
    jobs=(
        Job(EXPORT_JOB, run_export),
        Job(ERASURE_JOB, run_erasure),
        Job(TAGGING_JOB, run_tagging),
        Job(LIST_EXPORT_JOB, run_list_export),
    ),
    schedules=SCHEDULES,
    workers=(Worker("people.sync_values", sync_values, 0.5),),
    blocks=BLOCKS,
    permissions=PERMISSIONS,
    invariants=INVARIANTS,
)
