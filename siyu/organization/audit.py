"""The audit log: every change with who, what, before and after. Lines are never changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import DDL, Select, event, func, select

from siyu.http import client_address
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .models import ApiKeyRow, AuditRow, StaffRow
from .tree import in_subtrees

ACTORS_MAX = 1000

# Migrations carry these too: they cannot be read off the models.
GUARDS = {
    "sqlite": [
        (
            "create trigger organization_audit_no_update before update on organization_audit "
            "begin select raise(abort, 'the audit log is append only'); end"
        ),
        (
            "create trigger organization_audit_no_delete before delete on organization_audit "
            "begin select raise(abort, 'the audit log is append only'); end"
        ),
    ],
    "postgresql": [
        (
            "create or replace function organization_audit_append_only() returns trigger as $$ "
            "begin raise exception 'the audit log is append only'; end $$ language plpgsql"
        ),
        (
            "create trigger organization_audit_append_only before update or delete "
            "on organization_audit for each row execute function organization_audit_append_only()"
        ),
    ],
}

for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        event.listen(
            AuditRow.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )


def write_audit(
    session: Session,
    actor: str,
    *,
    action: str,
    target: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    node_id: int | None = None,
) -> None:
    """Note a change in the transaction that makes it.

    Args:
        actor: ``caller.actor``, or ``system``.
        action: ``<things>.<what was done>``, such as ``segments.update``.
        target: outside code of what was changed.
        before: plain JSON values; personal data masked by the caller, secrets left out.
        node_id: where it belongs; who may read the log only there sees it too.

    """
    session.add(
        AuditRow(
            at=now(),
            actor=actor,
            actor_name=actor_name(session, actor),
            address=client_address()[:100],
            action=action,
            target=target,
            node_id=node_id,
            before=None if before is None else dict(before),
            after=None if after is None else dict(after),
        )
    )
    session.flush()


def audit_query(
    *,
    nodes: frozenset[int] | None,
    actor: str | None = None,
    action: str | None = None,
    target: str | None = None,
    node_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before_id: int | None = None,
) -> Select[AuditRow]:
    """Lines that match, newest first.

    Args:
        nodes: only lines at or below these; None for all.
        action: a whole action, or its beginning up to a dot (``segments``).

    """
    query = select(AuditRow).order_by(AuditRow.id.desc())
    if nodes is not None:
        query = query.where(in_subtrees(AuditRow.node_id, nodes))
    if node_id is not None:
        query = query.where(in_subtrees(AuditRow.node_id, frozenset({node_id})))
    if action is not None:
        query = query.where(
            (AuditRow.action == action) | AuditRow.action.startswith(f"{action}.", autoescape=True)
        )
    for column, wanted in ((AuditRow.actor, actor), (AuditRow.target, target)):
        if wanted is not None:
            query = query.where(column == wanted)
    if since is not None:
        query = query.where(AuditRow.at >= since)
    if until is not None:
        query = query.where(AuditRow.at < until)
    if before_id is not None:
        query = query.where(AuditRow.id < before_id)
    return query


def actors_and_actions(
    session: Session, *, nodes: frozenset[int] | None
) -> tuple[dict[str, str | None], list[str]]:
    """Who stands in the log, by their name in it, and what was done.

    Args:
        nodes: only lines at or below these; None for all.

    """
    last, actions = select(func.max(AuditRow.id)), select(AuditRow.action)
    if nodes is not None:
        inside = in_subtrees(AuditRow.node_id, nodes)
        last, actions = last.where(inside), actions.where(inside)
    newest = last.group_by(AuditRow.actor)
    lines = session.scalars(select(AuditRow).where(AuditRow.id.in_(newest)).limit(ACTORS_MAX))
    return {line.actor: line.actor_name for line in lines}, sorted(
        session.scalars(actions.distinct())
    )


def actor_name(session: Session, actor: str) -> str | None:
    """What a member of staff or a key is called now; None for the system and who is gone."""
    kind, _, number = actor.partition(":")
    if not number.isdecimal():
        return None
    if kind == "staff":
        staff = session.get(StaffRow, int(number))
        return staff.name if staff else None
    if kind == "key":
        key = session.get(ApiKeyRow, int(number))
        return key.name if key else None
    return None
