"""Merging, un-merging, conflicts."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field, model_validator
from sqlalchemy import select

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Schema,
    decode_cursor,
    encode_cursor,
    fails_with,
    page_of,
)
from siyu.kernel import ids
from siyu.kernel.database import Session
from siyu.organization import scope_ids, write_audit

from ..errors import (
    ConflictNotFound,
    MergeAlreadyUndone,
    MergeNotFound,
    MergeRefused,
    NothingToSplit,
    PersonNotFound,
    SamePerson,
)
from ..masking import mask_identifier
from ..merge_log import merges_of
from ..merging import merge_persons, split_person, undo_merge
from ..models import ConflictRow, EvidenceMemberRow, EvidenceRow, IdentifierRow, MergeRow
from ..persons import canonical
from ..searching import persons_within
from ..settling import accept_conflict, dismiss_conflict
from ..traits import folded_values
from .people import AllBlocks
from .person_shapes import PersonOut
from .shapes import (
    ALWAYS,
    MERGE,
    OF_PERSON,
    ConflictCode,
    IdentifierCode,
    MergeCode,
    Merger,
    PersonCode,
    Reader,
    require_visible,
    seen_in_clear,
)
from .views import shown_name, whole_person

router = APIRouter(prefix="/people", tags=["people"], route_class=IdempotentRoute)


class ConflictState(StrEnum):
    """Where a conflict stands."""

    open = "open"
    merged = "merged"
    dismissed = "dismissed"


class MergeOut(Schema):
    """A line of the merge log."""

    id: MergeCode
    kind: str = Field(examples=["merge"])
    person_id: PersonCode
    merged_person_id: PersonCode = Field(description="Absorbed, or of a split: set free.")
    merged_name: str | None
    at: datetime
    reason: str = Field(examples=["evidence"])
    actor: str
    evidence: dict[str, Any]
    undone_at: datetime | None
    undone_by: str


class MergeCreate(Schema):
    """Whom to join."""

    other_id: PersonCode
    despite_rules: bool = Field(False, description="Join though an identity rule is against it.")


class Unmerge(Schema):
    """A merge to undo, or identifiers to part from the others."""

    merge_id: MergeCode | None = None
    identifier_ids: list[IdentifierCode] | None = Field(None, min_length=1, max_length=1000)

    @model_validator(mode="after")
    def _one_of_two(self) -> "Unmerge":
        if (self.merge_id is None) == (self.identifier_ids is None):
            raise ValueError("give either merge_id or identifier_ids")
        return self


class ConflictIdentifierOut(Schema):
    """An identifier that evidence named."""

    id: IdentifierCode
    kind: str
    value_masked: str
    person_id: PersonCode | None
    refused: bool


class ConflictOut(Schema):
    """Evidence that a rule did not let through."""

    id: ConflictCode
    rule: str = Field(examples=["unique:user_id"])
    identifier_type: str
    state: ConflictState
    time: datetime = Field(description="Of the event.")
    message_id: str
    source: str
    noticed_at: datetime
    identifiers: list[ConflictIdentifierOut]
    settled_at: datetime | None
    settled_by: str


class Settlement(Schema):
    """What to do about a conflict."""

    decision: str = Field(pattern="^(merge|dismiss)$", examples=["dismiss"])


@router.get("/conflicts", responses=fails_with(*ALWAYS))
def list_conflicts(
    session: Db,
    caller: Merger,
    page: PageRequest,
    state: ConflictState = ConflictState.open,
    identifier_type: Annotated[str | None, Query(max_length=200, pattern="^[^\\x00]*$")] = None,
) -> Page[ConflictOut]:
    """Evidence that rules did not let through, newest first."""
    wanted = select(ConflictRow).where(ConflictRow.state == state.value)
    if identifier_type:
        wanted = wanted.where(ConflictRow.identifier_type == identifier_type)
    nodes = scope_ids(session, caller.nodes(MERGE))
    if nodes is not None:
        within = (
            select(EvidenceMemberRow.evidence_id)
            .join(IdentifierRow, IdentifierRow.id == EvidenceMemberRow.identifier_id)
            .where(IdentifierRow.person_id.in_(persons_within(nodes)))
        )
        wanted = wanted.where(ConflictRow.evidence_id.in_(within))
    position = decode_cursor(page.cursor, int)
    if position:
        wanted = wanted.where(ConflictRow.id < min(position[0], (1 << 63) - 1))
    rows = session.scalars(wanted.order_by(ConflictRow.id.desc()).limit(page.limit + 1)).all()
    shown = _conflicts(session, caller, rows[: page.limit])
    return Page[ConflictOut](
        items=shown,
        next_cursor=encode_cursor(rows[page.limit - 1].id) if len(rows) > page.limit else None,
    )


@router.post(
    "/conflicts/{conflict_id}/settlement",
    responses=fails_with(*ALWAYS, ConflictNotFound, PersonNotFound),
)
def settle_conflict(
    session: Db, caller: Merger, conflict_id: ConflictCode, body: Settlement
) -> ConflictOut:
    """Join those it names, by hand and whatever the rule says; or let it be."""
    row = session.get(ConflictRow, conflict_id)
    if row is None:
        raise ConflictNotFound(conflict_id)
    for identifier in _conflicts(session, caller, [row])[0].identifiers:
        if identifier.person_id is not None:
            require_visible(session, caller, identifier.person_id, MERGE)
    decide = accept_conflict if body.decision == "merge" else dismiss_conflict
    decide(session, conflict_id, actor=caller.actor)
    _note(session, caller, f"people.conflict_{body.decision}", ids.code("cfl", conflict_id), {})
    session.refresh(row)
    return _conflicts(session, caller, [row])[0]


@router.get("/{person_id}/merges", responses=fails_with(*OF_PERSON))
def list_merges(
    session: Db, caller: Reader, page: PageRequest, person_id: PersonCode
) -> Page[MergeOut]:
    """Who was joined and parted, newest first."""
    person = require_visible(session, caller, person_id)
    position = decode_cursor(page.cursor, int)
    before = min(position[0], (1 << 63) - 1) if position else (1 << 63) - 1
    rows = merges_of(session, person.nodes, before=before, most=page.limit + 1)
    others = {row.other_id: row.other_id for row in rows}
    names = folded_values(session, others, keys=("name", "firstName", "lastName", "nickname"))
    leads = canonical(session, others)
    clear = seen_in_clear(session, caller, sorted(set(leads.values())))

    def shown(row: MergeRow) -> MergeOut:
        return MergeOut(
            id=row.id,
            kind=row.kind,
            person_id=row.person_id,
            merged_person_id=row.other_id,
            merged_name=shown_name(
                names.get(row.other_id, {}), clear=leads.get(row.other_id) in clear
            ),
            at=row.at,
            reason=row.reason,
            actor=row.actor,
            evidence=row.evidence,
            undone_at=row.undone_at,
            undone_by=row.undone_by,
        )

    return page_of(rows, page, item=shown, position=lambda row: (row.id,))


@router.post("/{person_id}/merge", responses=fails_with(*OF_PERSON, SamePerson, MergeRefused))
def merge(
    session: Db, caller: Merger, blocks: AllBlocks, person_id: PersonCode, body: MergeCreate
) -> PersonOut:
    """Join two persons; the older id stands for both."""
    for one in (person_id, body.other_id):
        require_visible(session, caller, one, MERGE)
    person = merge_persons(
        session, person_id, body.other_id, actor=caller.actor, despite_rules=body.despite_rules
    )
    after = {"other": ids.code("per", body.other_id), "despite_rules": body.despite_rules}
    _note(session, caller, "people.merge", ids.code("per", person_id), after)
    return whole_person(session, caller, require_visible(session, caller, person), blocks)


@router.post(
    "/{person_id}/unmerge",
    responses=fails_with(*OF_PERSON, MergeNotFound, MergeAlreadyUndone, NothingToSplit),
)
def unmerge(
    session: Db, caller: Merger, blocks: AllBlocks, person_id: PersonCode, body: Unmerge
) -> PersonOut:
    """Give both sides of a merge back what they had, or part some identifiers from the others."""
    person = require_visible(session, caller, person_id, MERGE)
    if body.merge_id is not None:
        row = session.get(MergeRow, body.merge_id)
        if row is None or not {row.person_id, row.other_id} & set(person.nodes):
            raise MergeNotFound(body.merge_id)
        undo_merge(session, body.merge_id, actor=caller.actor)
        after: dict[str, Any] = {"merge": ids.code("mrg", body.merge_id)}
    else:
        other = split_person(session, person.id, body.identifier_ids or [], actor=caller.actor)
        after = {"split": ids.code("per", other)}
    _note(session, caller, "people.unmerge", ids.code("per", person.id), after)
    return whole_person(session, caller, require_visible(session, caller, person.id), blocks)


def _conflicts(
    session: Session, caller: Caller, rows: list[ConflictRow] | Any
) -> list[ConflictOut]:
    wanted = [row.evidence_id for row in rows]
    evidence = {
        row.id: row
        for row in session.scalars(select(EvidenceRow).where(EvidenceRow.id.in_(wanted)))
    }
    members: dict[int, list[IdentifierRow]] = {}
    for edge, identifier in session.execute(
        select(EvidenceMemberRow.evidence_id, IdentifierRow)
        .join(IdentifierRow, IdentifierRow.id == EvidenceMemberRow.identifier_id)
        .where(EvidenceMemberRow.evidence_id.in_(wanted))
        .order_by(IdentifierRow.id)
    ):
        members.setdefault(edge, []).append(identifier)
    return [
        ConflictOut(
            id=row.id,
            rule=row.rule,
            identifier_type=row.identifier_type,
            state=ConflictState(row.state),
            time=evidence[row.evidence_id].time,
            message_id=evidence[row.evidence_id].message_id,
            source=evidence[row.evidence_id].source,
            noticed_at=row.noticed_at,
            identifiers=[
                ConflictIdentifierOut(
                    id=one.id,
                    kind=one.type,
                    value_masked=mask_identifier(one.type, one.value),
                    person_id=one.person_id,
                    refused=one.id in row.refused,
                )
                for one in members.get(row.evidence_id, [])
            ],
            settled_at=row.settled_at,
            settled_by=row.settled_by,
        )
        for row in rows
    ]


def _note(
    session: Session, caller: Caller, action: str, target: str, after: dict[str, Any]
) -> None:
    write_audit(session, caller.actor, action=action, target=target, before=None, after=after)
