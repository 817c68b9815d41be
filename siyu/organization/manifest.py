"""What the roof needs to know of organization."""

from siyu.http import Guard
from siyu.kernel.context import Context
from siyu.kernel.modules import Module, Permission

from .api import ROUTERS
from .events import NodeAdded, NodeMoved, NodeRemoved, SourceChanged
from .guard import StaffGuard
from .invariants import INVARIANTS
from .permissions import PermissionCatalogue
from .reactions import SCHEDULES
from .roles import ensure_built_in_roles

PERMISSIONS = (
    Permission("organization.read", {"zh": "查看组织、门店与角色", "en": "See nodes and roles"}),
    Permission(
        "organization.manage_nodes",
        {"zh": "管理组织与门店", "en": "Change nodes and stores"},
        roles=("manager",),
    ),
    Permission(
        "organization.read_staff",
        {"zh": "查看员工", "en": "See staff"},
        roles=("manager", "operator"),
    ),
    Permission(
        "organization.manage_staff",
        {"zh": "管理员工与其角色", "en": "Invite staff and give roles"},
        roles=("manager",),
    ),
    Permission("organization.manage_roles", {"zh": "管理角色", "en": "Change roles"}, roles=()),
    Permission(
        "organization.manage_keys",
        {"zh": "管理 API 密钥", "en": "Make and revoke API keys"},
        roles=("developer",),
    ),
    Permission(
        "organization.read_sources",
        {"zh": "查看数据源与写入密钥", "en": "See event sources and write keys"},
        roles=("operator", "developer"),
    ),
    Permission(
        "organization.manage_sources",
        {"zh": "管理数据源与写入密钥", "en": "Change event sources and write keys"},
        roles=("developer",),
    ),
    Permission(
        "organization.read_audit",
        {"zh": "查看审计日志", "en": "Read the audit log"},
        roles=("manager",),
    ),
    Permission(
        "organization.manage_brand",
        {"zh": "设置品牌", "en": "Set brand name, time zone and currency"},
        roles=(),
    ),
)


def open_organization(context: Context) -> None:
    """Put the guard at the door, and give built-in roles their rows."""
    context.put(StaffGuard(context), kind=Guard)
    if PermissionCatalogue not in context.services:
        context.put(PermissionCatalogue(PERMISSIONS))
    with context.session() as session:
        ensure_built_in_roles(session)


MODULE = Module(
    name="organization",
    routers=ROUTERS,
    events=(NodeAdded, NodeMoved, NodeRemoved, SourceChanged),
    schedules=SCHEDULES,
    permissions=PERMISSIONS,
    invariants=INVARIANTS,
    open=open_organization,
)
