"""All permissions of this installation, and which of them each built-in role holds."""

from collections.abc import Iterable

from siyu.kernel.modules import Permission

from .errors import PermissionUnknown

ADMINISTRATOR = "administrator"

# Names in the console; the administrator holds everything, of plug-ins too.
BUILT_IN_ROLES = {
    ADMINISTRATOR: {"zh": "管理员", "en": "Administrator"},
    "operator": {"zh": "运营", "en": "Operator"},
    "guide": {"zh": "导购", "en": "Store guide"},
    "service_agent": {"zh": "客服", "en": "Service agent"},
    "manager": {"zh": "经理", "en": "Manager"},
    "developer": {"zh": "开发者", "en": "Developer"},
}

_EVERYONE = frozenset(BUILT_IN_ROLES)
# A permission that names no roles goes by its verb; a verb that is not here is for operators.
_BY_VERB = {
    "read": _EVERYONE,
    "reveal": frozenset({"manager", "service_agent"}),
    "erase": frozenset[str](),
    "export": frozenset[str](),
}
_BY_OTHER_VERBS = frozenset({"operator"})


class PermissionCatalogue:
    """What roles and keys can be made of; the assembly fills it from every module."""

    def __init__(self, permissions: Iterable[Permission]) -> None:
        self._permissions = {permission.name: permission for permission in permissions}

    def all(self) -> list[Permission]:
        """Every permission, by name."""
        return [self._permissions[name] for name in sorted(self._permissions)]

    def of_role(self, name: str) -> frozenset[str]:
        """What a built-in role holds."""
        return frozenset(
            permission.name
            for permission in self._permissions.values()
            if name == ADMINISTRATOR or name in _roles_of(permission)
        )

    def require_known(self, names: Iterable[str]) -> None:
        """Refuse names nobody declared.

        Raises:
            PermissionUnknown: lists them.

        """
        unknown = sorted(set(names) - self._permissions.keys())
        if unknown:
            raise PermissionUnknown([name[:100] for name in unknown[:50]])


def _roles_of(permission: Permission) -> frozenset[str]:
    if permission.roles is not None:
        return frozenset(permission.roles)
    verb = permission.name.rpartition(".")[2].partition("_")[0]
    return _BY_VERB.get(verb, _BY_OTHER_VERBS)
