"""Forgetting somebody for good: both stores, and replayed events do not bring them back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.events import publish
from siyu.kernel.files import Files
from siyu.kernel.jobs import JobRow, JobRun, request_job
from siyu.organization import write_audit
from siyu.warehouse import Warehouse

from .bulk import insert_many
from .changes import mark_redirects
from .contracts import PersonState
from .events import PersonErased
from .exporting import EXPORT_JOB
from .list_export import LIST_EXPORT_JOB
from .lookup import tombstone_digest
from .models import (
    AttributeRow,
    BelongingRow,
    ChangeRow,
    ConflictRow,
    ConsentEventRow,
    ConsentRow,
    EvidenceMemberRow,
    EvidenceRow,
    ExclusionMemberRow,
    IdentifierRow,
    MembershipRow,
    MergeRow,
    MirrorRow,
    PersonRow,
    PersonTagRow,
    SearchTokenRow,
    TombstoneRow,
    TraitRow,
)
from .persons import component, require_person
from .sequences import bump_epoch, lock_identities

ERASURE_JOB = "people.erase"
# Tables of the warehouse with a row, or rows, per person.
WAREHOUSE_TABLES = ("events", "person_days", "person_life", "person_values")


def request_erasure(session: Session, person_id: int, *, actor: str, reason: str) -> int:
    """Ask for a person to be forgotten, with all nodes; returns the job's id.

    Raises:
        PersonNotFound: no such person, or forgotten already.

    """
    person = require_person(session, person_id)
    return request_job(
        session,
        ERASURE_JOB,
        key=f"{ERASURE_JOB}:{person.id}",
        arguments={"person_id": person.id, "actor": actor, "reason": reason},
        requested_by=actor,
    )


def run_erasure(context: Context, run: JobRun) -> dict[str, Any]:
    """Forget somebody; after a crash it starts over, and finds less to do."""
    person_id, actor = run.arguments["person_id"], run.arguments["actor"]
    with context.session() as session:
        nodes = run.arguments.get("nodes") or component(session, person_id)
        # Kept with the job, for afterwards nothing tells any more which nodes these were.
        _keep_nodes(session, run, nodes)
    run.report(0, 4, "relational store")
    with context.session() as session:
        counts = erase_rows(session, person_id, nodes)
    for name in _exports_of(context, nodes):
        context.get(Files).delete(name)
    run.report(1, 4, "warehouse")
    warehouse = context.get(Warehouse)
    events = _erase_in_warehouse(warehouse, nodes)
    # What was on its way while the first pass ran.
    run.report(2, 4, "warehouse again")
    events += _erase_in_warehouse(warehouse, nodes)
    run.report(3, 4, "proof")
    with context.session() as session:
        after = {"nodes": len(nodes), "events": events, **counts}
        write_audit(
            session,
            actor,
            action="people.erased",
            target=ids.code("per", person_id),
            before=None,
            after={**after, "reason": run.arguments["reason"]},
        )
    run.report(4, 4, "done")
    return after


def erase_rows(session: Session, person_id: int, nodes: Sequence[int]) -> dict[str, int]:
    """Take everything about these nodes out of the relational store, but that they existed."""
    lock_identities(session)
    identifiers = session.execute(
        select(IdentifierRow.id, IdentifierRow.blind).where(
            or_(IdentifierRow.person_id.in_(nodes), IdentifierRow.node_id.in_(nodes))
        )
    ).all()
    if not identifiers and not _any_alive(session, nodes):
        return {"identifiers": 0, "traits": 0}
    moment = now()
    _bury(session, [row.blind for row in identifiers], moment)
    _delete_identifiers(session, [row.id for row in identifiers])
    counts = {"identifiers": len(identifiers), "traits": _count(session, nodes)}
    for table in (
        *(TraitRow, SearchTokenRow, AttributeRow, PersonTagRow, ConsentRow, ConsentEventRow),
        *(BelongingRow, ChangeRow, MirrorRow),
    ):
        session.execute(delete(table).where(table.node_id.in_(nodes)))
    session.execute(
        delete(MembershipRow).where(
            or_(MembershipRow.node_id.in_(nodes), MembershipRow.account_id.in_(nodes))
        )
    )
    session.execute(
        delete(MergeRow).where(or_(MergeRow.person_id.in_(nodes), MergeRow.other_id.in_(nodes)))
    )
    session.execute(
        update(PersonRow)
        .where(PersonRow.id.in_(nodes))
        .values(
            state=PersonState.erased.value,
            merged_into=None,
            anchor_id=None,
            first_seen_at=moment,
            last_seen_at=moment,
        )
    )
    mark_redirects(session, nodes)
    bump_epoch(session)
    publish(session, PersonErased(person_id=person_id, node_ids=sorted(nodes)))
    return counts


def _any_alive(session: Session, nodes: Sequence[int]) -> bool:
    alive = select(PersonRow.id).where(
        PersonRow.id.in_(nodes), PersonRow.state != PersonState.erased.value
    )
    return session.scalar(alive.limit(1)) is not None


def _bury(session: Session, blinds: Sequence[bytes], moment: datetime) -> None:
    insert_many(
        session,
        TombstoneRow,
        ("digest", "erased_at"),
        [(tombstone_digest(blind), moment) for blind in sorted(blinds)],
        conflict="ON CONFLICT (digest) DO UPDATE SET erased_at = excluded.erased_at",
    )


def _delete_identifiers(session: Session, identifier_ids: Sequence[int]) -> None:
    evidence = (
        select(EvidenceMemberRow.evidence_id)
        .where(EvidenceMemberRow.identifier_id.in_(identifier_ids))
        .distinct()
    )
    named = list(session.scalars(evidence))
    session.execute(delete(ConflictRow).where(ConflictRow.evidence_id.in_(named)))
    session.execute(delete(EvidenceMemberRow).where(EvidenceMemberRow.evidence_id.in_(named)))
    session.execute(delete(EvidenceRow).where(EvidenceRow.id.in_(named)))
    session.execute(
        delete(ExclusionMemberRow).where(ExclusionMemberRow.identifier_id.in_(identifier_ids))
    )
    session.execute(delete(IdentifierRow).where(IdentifierRow.id.in_(identifier_ids)))


def _count(session: Session, nodes: Sequence[int]) -> int:
    return len(session.scalars(select(TraitRow.key).where(TraitRow.node_id.in_(nodes))).all())


def _keep_nodes(session: Session, run: JobRun, nodes: Sequence[int]) -> None:
    if run.job_id is not None:
        row = session.get_one(JobRow, run.job_id)
        row.arguments = {**row.arguments, "nodes": list(nodes)}


def _exports_of(context: Context, nodes: Sequence[int]) -> list[str]:
    """Files of exports about them, and every list: any may name them, and can be made again."""
    with context.session() as session:
        names = (EXPORT_JOB, LIST_EXPORT_JOB)
        rows = session.scalars(select(JobRow).where(JobRow.name.in_(names))).all()
        found = [
            row
            for row in rows
            if row.name == LIST_EXPORT_JOB or row.arguments.get("person_id") in set(nodes)
        ]
        files = [str(row.result["file"]) for row in found if row.result and "file" in row.result]
        for row in found:
            row.result = {}
    return files


def _erase_in_warehouse(warehouse: Warehouse, nodes: Sequence[int]) -> int:
    """Delete and wait; returns how many events there were."""
    params = {"nodes": list(nodes)}
    where = "person IN {nodes:Array(UInt32)}"
    events = warehouse.value(f"SELECT count() FROM events WHERE {where}", params)
    # Mutations do not take bound arrays on every engine; these are integers of our own.
    listed = ", ".join(str(int(node)) for node in nodes)
    for table in WAREHOUSE_TABLES:
        local = table
        if warehouse.cluster:
            local = f"{table}_local ON CLUSTER `{warehouse.cluster}`"
        with warehouse.merges.needed():
            warehouse.command(
                f"ALTER TABLE {local} DELETE WHERE person IN ({listed})",
                settings={"mutations_sync": 2},
            )
    return int(events or 0)
