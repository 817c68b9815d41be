"""What must always hold about who is who."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.invariants import Invariant
from siyu.warehouse import Warehouse

from .identity_rules import load_rules
from .models import (
    EvidenceMemberRow,
    EvidenceRow,
    IdentifierRow,
    PersonRow,
    RedirectChangeRow,
)

EXAMPLES = 10


def _identifiers_lead_to_nobody(context: Context) -> list[str]:
    with context.session(read_only=True) as session:
        query = (
            select(IdentifierRow.id)
            .outerjoin(PersonRow, PersonRow.id == IdentifierRow.person_id)
            .where(
                IdentifierRow.person_id.is_not(None),
                PersonRow.id.is_(None)
                | PersonRow.merged_into.is_not(None)
                | (PersonRow.state == "erased"),
            )
        )
        return [f"identifier {i}" for i in session.scalars(query.limit(EXAMPLES))]


def _merged_in_steps(context: Context) -> list[str]:
    with context.session(read_only=True) as session:
        target = aliased(PersonRow)
        query = (
            select(PersonRow.id)
            .join(target, target.id == PersonRow.merged_into)
            .where(target.merged_into.is_not(None))
        )
        return [ids.code("per", i) for i in session.scalars(query.limit(EXAMPLES))]


def _shared_identifiers(context: Context) -> list[str]:
    with context.session(read_only=True) as session:
        query = (
            select(IdentifierRow.type)
            .group_by(IdentifierRow.type, IdentifierRow.blind)
            .having(func.count() > 1)
        )
        return list(session.scalars(query.limit(EXAMPLES)))


def _nodes_of_others(context: Context) -> list[str]:
    with context.session(read_only=True) as session:
        leads = func.coalesce(PersonRow.merged_into, PersonRow.id)
        query = (
            select(IdentifierRow.id)
            .join(PersonRow, PersonRow.id == IdentifierRow.node_id)
            .where(leads != IdentifierRow.person_id)
        )
        return [f"identifier {i}" for i in session.scalars(query.limit(EXAMPLES))]


def _two_unique_values(context: Context) -> list[str]:
    with context.session(read_only=True) as session:
        rules = load_rules(session)
        query = (
            select(IdentifierRow.person_id, IdentifierRow.type)
            .where(IdentifierRow.person_id.is_not(None))
            .group_by(IdentifierRow.person_id, IdentifierRow.type)
            .having(func.count() > 1)
        )
        suspects = [row for row in session.execute(query) if rules.of(row.type).unique]
        by_hand = set(
            session.scalars(
                select(IdentifierRow.person_id)
                .join(EvidenceMemberRow, EvidenceMemberRow.identifier_id == IdentifierRow.id)
                .join(EvidenceRow, EvidenceRow.id == EvidenceMemberRow.evidence_id)
                .where(
                    EvidenceRow.by_hand,
                    IdentifierRow.person_id.in_([row.person_id for row in suspects[:1_000]]),
                )
            )
        )
        broken = [row for row in suspects[:1_000] if row.person_id not in by_hand]
        return [f"{ids.code('per', row.person_id)} {row.type}" for row in broken[:EXAMPLES]]


def _redirects_differ(context: Context) -> list[str]:
    with context.session(read_only=True) as session:
        pending = set(session.scalars(select(RedirectChangeRow.node_id)))
        ours = {
            row.id: row.merged_into
            for row in session.execute(
                select(PersonRow.id, PersonRow.merged_into).where(
                    PersonRow.merged_into.is_not(None)
                )
            )
        }
    rows = context.get(Warehouse).rows("SELECT node, person FROM redirects FINAL")
    theirs = {row["node"]: row["person"] for row in rows}
    differing = [
        node
        for node in ours.keys() | theirs.keys()
        if ours.get(node) != theirs.get(node) and node not in pending
    ]
    return [ids.code("per", node) for node in sorted(differing)[:EXAMPLES]]


INVARIANTS = (
    Invariant(
        "people.identifiers_have_a_person",
        "Every identifier's person is a living one that stands for itself",
        _identifiers_lead_to_nobody,
    ),
    Invariant(
        "people.merges_are_one_step",
        "Every merged node leads straight to a person that stands for itself",
        _merged_in_steps,
    ),
    Invariant(
        "people.identifiers_are_not_shared",
        "No two persons share an identifier",
        _shared_identifiers,
    ),
    Invariant(
        "people.nodes_follow_identifiers",
        "Every node leads to the person of the identifier that owns it",
        _nodes_of_others,
    ),
    Invariant(
        "people.unique_is_unique",
        "No person holds two values of a unique identifier, unless somebody joined them by hand",
        _two_unique_values,
    ),
    Invariant(
        "people.redirects_agree",
        "Both stores lead every merged node to the same person",
        _redirects_differ,
    ),
)
