"""Staff and the roles they have in nodes."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import delete, select

from siyu.kernel.cipher import cipher
from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_once

from .contracts import Staff
from .errors import EmailTaken, LastAdministrator, MembershipNotFound, NodeNotFound, StaffNotFound
from .models import MembershipRow, NodeRow, RoleRow, SessionRow, StaffRow
from .passwords import generate_password, hash_password
from .permissions import ADMINISTRATOR
from .roles import ensure_built_in_roles, require_role, require_role_named
from .tree import lock_tree

EMAIL_PATTERN = re.compile(r"[^@\s\x00]{1,64}@[^@\s\x00]{1,189}")


@dataclass(frozen=True, kw_only=True)
class Membership:
    """A role at a node; without a node everywhere."""

    id: int
    role: RoleRow
    node: NodeRow | None


def email_index(email: str) -> bytes:
    """Blind index of an e-mail address, however it is written."""
    return cipher().blind_index("staff_email", email.strip().casefold())


def require_staff(session: Session, staff_id: int) -> Staff:
    """Someone who works here, or did.

    Raises:
        StaffNotFound: there is no such person.

    """
    row = require_staff_row(session, staff_id)
    return Staff(id=row.id, name=row.name, email=row.email, active=row.active)


def require_staff_row(session: Session, staff_id: int) -> StaffRow:
    """The row behind ``require_staff``.

    Raises:
        StaffNotFound: there is no such person.

    """
    row = session.get(StaffRow, staff_id)
    if row is None:
        raise StaffNotFound(staff_id)
    return row


def find_staff_row(session: Session, email: str) -> StaffRow | None:
    return session.scalars(
        select(StaffRow).where(StaffRow.email_index == email_index(email))
    ).first()


def add_staff(session: Session, *, email: str, name: str) -> StaffRow:
    """Enter someone; they can sign in once they accept an invitation.

    Raises:
        EmailTaken: someone has this address.

    """
    row = {
        "email": email.strip(),
        "email_index": email_index(email),
        "name": name,
        "active": True,
        "must_change_password": False,
        "totp_step": 0,
        "created_at": now(),
    }
    if not insert_once(session, StaffRow, row, keys=["email_index"]):
        raise EmailTaken
    return session.scalars(select(StaffRow).where(StaffRow.email_index == row["email_index"])).one()


def grant_role(
    session: Session, staff_id: int, *, role_id: int, node_id: int | None
) -> MembershipRow:
    """Give a role at a node; having it already changes nothing.

    Raises:
        StaffNotFound: no such person.
        RoleNotFound: no such role.
        NodeNotFound: no such node.

    """
    lock_tree(session)
    require_staff_row(session, staff_id)
    require_role(session, role_id)
    if node_id is not None and session.get(NodeRow, node_id) is None:
        raise NodeNotFound(node_id)
    found = _find_membership(session, staff_id, role_id, node_id)
    if found:
        return found
    row = MembershipRow(staff_id=staff_id, role_id=role_id, node_id=node_id, created_at=now())
    session.add(row)
    session.flush()
    return row


def withdraw_role(session: Session, staff_id: int, membership_id: int) -> None:
    """Take a role at a node away.

    Raises:
        MembershipNotFound: they have no such role there.
        LastAdministrator: nobody else could run the installation.

    """
    with _administrator_remains(session):
        session.delete(require_membership(session, staff_id, membership_id))
        session.flush()


def set_active(session: Session, staff_id: int, *, active: bool) -> StaffRow:
    """Let someone in again, or shut them out at once: their sessions end.

    Raises:
        StaffNotFound: there is no such person.
        LastAdministrator: nobody else could run the installation.

    """
    with _administrator_remains(session):
        row = require_staff_row(session, staff_id)
        row.active = active
        session.flush()
    if not active:
        session.execute(delete(SessionRow).where(SessionRow.staff_id == staff_id))
    return row


def require_membership(session: Session, staff_id: int, membership_id: int) -> MembershipRow:
    """A role someone has.

    Raises:
        MembershipNotFound: they have no such role there.

    """
    row = session.get(MembershipRow, membership_id)
    if row is None or row.staff_id != staff_id:
        raise MembershipNotFound(membership_id)
    return row


def memberships(session: Session, staff_ids: Sequence[int]) -> dict[int, list[Membership]]:
    """Roles and nodes of each, in the order they were given."""
    found: dict[int, list[Membership]] = {staff_id: [] for staff_id in staff_ids}
    query = (
        select(MembershipRow, RoleRow, NodeRow)
        .join(RoleRow, RoleRow.id == MembershipRow.role_id)
        .join(NodeRow, NodeRow.id == MembershipRow.node_id, isouter=True)
        .where(MembershipRow.staff_id.in_(list(staff_ids)))
        .order_by(MembershipRow.id)
    )
    for row, role, node in session.execute(query):
        found[row.staff_id].append(Membership(id=row.id, role=role, node=node))
    return found


def ensure_administrator(session: Session, *, email: str, password: str | None) -> str | None:
    """Make the first administrator, where there is none yet.

    Returns:
        The generated password, to be shown once; None when one was given or nothing was made.

    """
    lock_tree(session)
    ensure_built_in_roles(session)
    if has_administrator(session):
        return None
    row = find_staff_row(session, email) or add_staff(session, email=email, name="Administrator")
    generated = None if password else generate_password()
    row.password_hash = hash_password(password or generated or "")
    row.must_change_password = generated is not None
    row.active = True
    session.flush()
    role = require_role_named(session, ADMINISTRATOR)
    grant_role(session, row.id, role_id=role.id, node_id=None)
    return generated


def _find_membership(
    session: Session, staff_id: int, role_id: int, node_id: int | None
) -> MembershipRow | None:
    at_node = (
        MembershipRow.node_id.is_(None) if node_id is None else MembershipRow.node_id == node_id
    )
    return session.scalars(
        select(MembershipRow).where(
            MembershipRow.staff_id == staff_id, MembershipRow.role_id == role_id, at_node
        )
    ).first()


def has_administrator(session: Session) -> bool:
    query = (
        select(StaffRow.id)
        .join(MembershipRow, MembershipRow.staff_id == StaffRow.id)
        .join(RoleRow, RoleRow.id == MembershipRow.role_id)
        .where(
            StaffRow.active,
            StaffRow.password_hash.is_not(None),
            MembershipRow.node_id.is_(None),
            RoleRow.name == ADMINISTRATOR,
            RoleRow.built_in,
        )
        .limit(1)
    )
    return session.scalar(query) is not None


@contextmanager
def _administrator_remains(session: Session) -> Iterator[None]:
    lock_tree(session)
    had_one = has_administrator(session)
    yield
    if had_one and not has_administrator(session):
        raise LastAdministrator
