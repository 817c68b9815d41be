"""What the roof needs to know of imports."""

from siyu.kernel.modules import Module, Permission

from .api import ROUTERS
from .attention import BLOCKS
from .jobs import JOBS, SCHEDULES

PERMISSIONS = (
    Permission(
        "imports.read",
        {"zh": "查看导入", "en": "See imports and their reports"},
        roles=("manager", "operator"),
    ),
    Permission(
        "imports.manage",
        {"zh": "导入文件", "en": "Import files"},
        roles=("manager", "operator"),
    ),
)

MODULE = Module(
    name="imports",
    routers=ROUTERS,
    jobs=JOBS,
    schedules=SCHEDULES,
    blocks=BLOCKS,
    permissions=PERMISSIONS,
)
