"""Roles: built-in ones that follow the modules, and a brand's own."""

from collections.abc import Sequence

from sqlalchemy import func, select

from siyu.kernel.database import Session, insert_missing

from .errors import RoleBuiltIn, RoleInUse, RoleNameTaken, RoleNotFound
from .models import MembershipRow, RoleRow
from .permissions import BUILT_IN_ROLES, PermissionCatalogue


def ensure_built_in_roles(session: Session) -> None:
    """Give every built-in role its row."""
    rows = [
        {"name": name, "description": "", "built_in": True, "permissions": []}
        for name in BUILT_IN_ROLES
    ]
    insert_missing(session, RoleRow, rows, keys=["name"])


def permissions_of(role: RoleRow, catalogue: PermissionCatalogue) -> frozenset[str]:
    """What a role holds now."""
    return catalogue.of_role(role.name) if role.built_in else frozenset(role.permissions)


def require_role(session: Session, role_id: int) -> RoleRow:
    """The role of this id.

    Raises:
        RoleNotFound: there is none.

    """
    row = session.get(RoleRow, role_id)
    if row is None:
        raise RoleNotFound(role_id)
    return row


def count_holders(session: Session, role_ids: Sequence[int]) -> dict[int, int]:
    """How many members of staff hold each role, somewhere."""
    query = (
        select(MembershipRow.role_id, func.count(MembershipRow.staff_id.distinct()))
        .where(MembershipRow.role_id.in_(role_ids))
        .group_by(MembershipRow.role_id)
    )
    return dict.fromkeys(role_ids, 0) | dict(session.execute(query).all())


def require_role_named(session: Session, name: str) -> RoleRow:
    """A built-in role."""
    return session.scalars(select(RoleRow).where(RoleRow.name == name)).one()


def add_role(
    session: Session, *, name: str, description: str, permissions: Sequence[str]
) -> RoleRow:
    """Make a role of the brand's own.

    Raises:
        RoleNameTaken: there is one of this name.

    """
    _check_name(session, name)
    row = RoleRow(name=name, description=description, permissions=sorted(set(permissions)))
    session.add(row)
    session.flush()
    return row


def change_role(
    session: Session,
    role_id: int,
    *,
    name: str | None = None,
    description: str | None = None,
    permissions: Sequence[str] | None = None,
) -> RoleRow:
    """Set what is given.

    Raises:
        RoleNotFound: there is none.
        RoleBuiltIn: it is not the brand's own.
        RoleNameTaken: there is another of this name.

    """
    row = _require_own(session, role_id)
    if name is not None and name != row.name:
        _check_name(session, name)
        row.name = name
    if description is not None:
        row.description = description
    if permissions is not None:
        row.permissions = sorted(set(permissions))
    session.flush()
    return row


def remove_role(session: Session, role_id: int) -> None:
    """Drop a role nobody has.

    Raises:
        RoleNotFound: there is none.
        RoleBuiltIn: it is not the brand's own.
        RoleInUse: someone has it.

    """
    row = _require_own(session, role_id)
    held = select(MembershipRow.id).where(MembershipRow.role_id == role_id).limit(1)
    if session.scalar(held) is not None:
        raise RoleInUse(role_id)
    session.delete(row)
    session.flush()


def _require_own(session: Session, role_id: int) -> RoleRow:
    row = session.get(RoleRow, role_id, with_for_update=True)
    if row is None:
        raise RoleNotFound(role_id)
    if row.built_in:
        raise RoleBuiltIn(row.name)
    return row


def _check_name(session: Session, name: str) -> None:
    if session.scalar(select(RoleRow.id).where(RoleRow.name == name)) is not None:
        raise RoleNameTaken(name)
