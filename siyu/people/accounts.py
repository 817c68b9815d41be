"""Households and companies: accounts that persons are members of, each with a role."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from siyu.kernel.clock import now
from siyu.kernel.database import Session, upsert

from .bulk import select_in
from .changes import mark_changed
from .contracts import Evidence, Identifier, Person, PersonKind
from .errors import NotAnAccount
from .models import MembershipRow, PersonRow
from .persons import component, living, require_person
from .resolver import resolve
from .traits import TraitClaim, store_traits

ACCOUNT_ID = "account_id"
"""Type of the identifier by which outside systems know an account (Segment's groupId)."""


def ensure_account(
    session: Session,
    *,
    kind: PersonKind,
    external_id: str,
    traits: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    source: str = "siyu",
) -> int:
    """The account that outside systems know by this id, made where it is missing."""
    moment = at or now()
    # Its e-mail and phone are the company's and name nobody: no traits here.
    evidence = Evidence((Identifier(ACCOUNT_ID, external_id),), moment, "", source)
    (account,) = resolve(session, [evidence])
    if account:
        session.execute(
            update(PersonRow)
            .where(PersonRow.id == account, PersonRow.kind == PersonKind.person)
            .values(kind=PersonKind(kind).value)
        )
        if traits:
            store_traits(session, [TraitClaim(account, source, traits, moment, "")])
        mark_changed(session, [account])
    return account


def add_member(
    session: Session,
    account_id: int,
    person_id: int,
    *,
    role: str = "",
    since: datetime | None = None,
) -> None:
    """Let a person be a member; a second time changes the role.

    Raises:
        PersonNotFound: account or person does not exist.
        NotAnAccount: ``account_id`` is a person, or ``person_id`` is none.

    """
    account = _require_account(session, account_id)
    person = require_person(session, person_id)
    if person.kind != PersonKind.person:
        raise NotAnAccount(person_id)
    row = {
        "account_id": account.id,
        "node_id": person.id,
        "role": role,
        "since": since or now(),
    }
    upsert(session, MembershipRow, [row], keys=["account_id", "node_id"])
    mark_changed(session, [person.id])


def remove_member(session: Session, account_id: int, person_id: int) -> bool:
    """End a membership; False where there was none."""
    nodes = component(session, person_id)
    result: Any = session.execute(
        delete(MembershipRow).where(
            MembershipRow.account_id == account_id, MembershipRow.node_id.in_(nodes)
        )
    )
    mark_changed(session, nodes if result.rowcount else [])
    return bool(result.rowcount)


def members_of(session: Session, account_id: int) -> dict[int, tuple[str, datetime]]:
    """Person → role, since when.

    Raises:
        NotAnAccount: a person has no members.

    """
    account = _require_account(session, account_id)
    rows = session.scalars(
        select(MembershipRow).where(MembershipRow.account_id == account.id)
    ).all()
    leads = living(session, [row.node_id for row in rows])
    return {leads[row.node_id]: (row.role, row.since) for row in rows if row.node_id in leads}


def accounts_of(session: Session, nodes: Mapping[int, int]) -> dict[int, dict[int, str]]:
    """Person → account → role.

    Args:
        nodes: node → person.

    """
    found: dict[int, dict[int, str]] = {}
    columns = ("account_id", "node_id", "role")
    for account, node, role in select_in(session, MembershipRow, columns, "node_id", nodes):
        found.setdefault(nodes[node], {})[account] = role
    return found


def _require_account(session: Session, account_id: int) -> Person:
    account = require_person(session, account_id)
    if account.kind == PersonKind.person:
        raise NotAnAccount(account_id)
    return account
