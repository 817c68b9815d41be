"""What the roof needs to know of imports."""

from siyu import organization
from siyu.kernel.modules import Module, Permission

from .api import ROUTERS
from .attention import BLOCKS
from .jobs import JOBS, SCHEDULES
from .models import ImportRow

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
    blocks=(
        *BLOCKS,
        organization.node_use_block(
            "imports",
            {"zh": "导入", "en": "Imports"},
            organization.rows_on_node(ImportRow.node_id),
        ),
    ),
    permissions=PERMISSIONS,
)
