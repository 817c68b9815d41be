"""Segments over HTTP: made, changed, counted, looked into."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy import func, select

from siyu import organization, people
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Instant,
    Page,
    PageRequest,
    Running,
    Text,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
    page_of,
    service,
)
from siyu.kernel.clock import now
from siyu.warehouse import Warehouse

from .access import MANAGE, READ, visible_segment
from .conditions import SegmentCode
from .errors import (
    NodeWithoutPlace,
    NotReady,
    SegmentCycle,
    SegmentInUse,
    SegmentNameTaken,
    SegmentNotFound,
    UnknownReference,
)
from .history import sizes
from .members import page_of_ids, segments_with
from .models import SegmentRow, SegmentVersionRow
from .schemas import (
    JobStarted,
    MemberOut,
    PersonCode,
    SegmentCreate,
    SegmentOut,
    SegmentUpdate,
    SizeOut,
    UseOut,
    VersionOut,
)
from .segments import (
    add_segment,
    change_segment,
    contract,
    remove_segment,
    request_computation,
    uses_of,
)

router = APIRouter(prefix="/segments", tags=["segments"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Store = Annotated[Warehouse, Depends(service(Warehouse))]
_UNFIT = (UnknownReference, NodeWithoutPlace, SegmentNameTaken)


@router.get("")
def list_segments(
    session: Db,
    warehouse: Store,
    page: PageRequest,
    caller: Reader,
    search: Annotated[Text | None, Query(max_length=100, description="Part of the name.")] = None,
    node_id: organization.WithinNode = None,
    person_id: Annotated[
        PersonCode | None, Query(description="Only those this person is in.")
    ] = None,
) -> Page[SegmentOut]:
    """Segments, newest first."""
    query = select(SegmentRow)
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    if nodes is not None:
        query = query.where(SegmentRow.node_id.in_(nodes))
    if person_id is not None:
        leads = people.canonical(session, [person_id])
        query = query.where(SegmentRow.id.in_(segments_with(warehouse, leads.get(person_id, 0))))
    if search:
        query = query.where(SegmentRow.name.icontains(search, autoescape=True))
    total = session.scalar(select(func.count()).select_from(query.subquery()))
    if position := decode_cursor(page.cursor, int):
        query = query.where(SegmentRow.id < position[0])
    rows = session.scalars(query.order_by(SegmentRow.id.desc()).limit(page.limit + 1)).all()
    found = page_of(rows, page, item=_out, position=lambda row: (row.id,))
    return found.model_copy(update={"total": total})


@router.post("", status_code=201, responses=fails_with(*_UNFIT, organization.OutsideScope))
def create_segment(
    body: SegmentCreate, session: Db, warehouse: Store, caller: Manager
) -> SegmentOut:
    """Make a segment; a job computes who is in it."""
    organization.require_at(session, caller, MANAGE, body.node_id)
    made = add_segment(
        session,
        warehouse,
        body.definition,
        actor=caller.actor,
        name=body.name,
        description=body.description,
        node_id=body.node_id,
        announce=body.announce,
    )
    return SegmentOut.model_validate(made)


@router.get("/{segment_id}", responses=fails_with(SegmentNotFound))
def get_segment(segment_id: SegmentCode, session: Db, caller: Reader) -> SegmentOut:
    """One segment."""
    return _out(visible_segment(session, caller, READ, segment_id))


@router.patch("/{segment_id}", responses=fails_with(SegmentNotFound, SegmentCycle, *_UNFIT))
def update_segment(
    segment_id: SegmentCode, body: SegmentUpdate, session: Db, warehouse: Store, caller: Manager
) -> SegmentOut:
    """Change a segment; another definition is a new version and is computed anew."""
    visible_segment(session, caller, MANAGE, segment_id)
    changed = change_segment(
        session,
        warehouse,
        segment_id,
        actor=caller.actor,
        name=body.name,
        description=body.description,
        announce=body.announce,
        definition=body.definition,
    )
    return SegmentOut.model_validate(changed)


@router.delete(
    "/{segment_id}", status_code=204, responses=fails_with(SegmentNotFound, SegmentInUse)
)
def delete_segment(segment_id: SegmentCode, session: Db, context: Running, caller: Manager) -> None:
    """Take a segment away, unless something uses it."""
    visible_segment(session, caller, MANAGE, segment_id)
    remove_segment(context, session, segment_id, actor=caller.actor)


@router.get("/{segment_id}/versions", responses=fails_with(SegmentNotFound))
def list_versions(
    segment_id: SegmentCode, session: Db, page: PageRequest, caller: Reader
) -> Page[VersionOut]:
    """Definitions the segment has and had, newest first."""
    visible_segment(session, caller, READ, segment_id)
    query = select(SegmentVersionRow).where(SegmentVersionRow.segment_id == segment_id)
    if position := decode_cursor(page.cursor, int):
        query = query.where(SegmentVersionRow.version < position[0])
    rows = session.scalars(
        query.order_by(SegmentVersionRow.version.desc()).limit(page.limit + 1)
    ).all()
    return page_of(rows, page, item=VersionOut.model_validate, position=lambda row: (row.version,))


@router.get("/{segment_id}/uses", responses=fails_with(SegmentNotFound))
def list_uses(
    segment_id: SegmentCode, session: Db, context: Running, caller: Reader
) -> Page[UseOut]:
    """Everything that uses the segment."""
    visible_segment(session, caller, READ, segment_id)
    uses = uses_of(context, session, segment_id)
    return Page(items=[UseOut.model_validate(use) for use in uses[:1000]], total=len(uses))


@router.post("/{segment_id}/computation", status_code=202, responses=fails_with(SegmentNotFound))
def compute_segment(segment_id: SegmentCode, session: Db, caller: Manager) -> JobStarted:
    """Compute the segment from nothing."""
    row = visible_segment(session, caller, MANAGE, segment_id)
    job_id = request_computation(session, row, requested_by=caller.actor)
    organization.write_audit(
        session,
        caller.actor,
        action="segments.compute",
        target=SegmentOut.model_validate(contract(row)).model_dump(mode="json")["id"],
        before=None,
        after=None,
        node_id=row.node_id,
    )
    return JobStarted(job_id=job_id)


@router.get("/{segment_id}/members", responses=fails_with(SegmentNotFound, NotReady))
def list_members(
    segment_id: SegmentCode, session: Db, warehouse: Store, page: PageRequest, caller: Reader
) -> Page[MemberOut]:
    """People in the segment, by id."""
    row = visible_segment(session, caller, READ, segment_id)
    if row.computed_at is None:
        raise NotReady(state=row.state)
    position = decode_cursor(page.cursor, int)
    after = min(max(position[0], 0), (1 << 32) - 2) if position else 0
    found = page_of_ids(warehouse, "segment", segment_id, after=after, limit=page.limit + 1)
    items = [MemberOut(person_id=person) for person in found[: page.limit]]
    more = len(found) > page.limit
    return Page(
        items=items,
        next_cursor=encode_cursor(items[-1].person_id) if more else None,
        total=row.size,
    )


@router.get("/{segment_id}/history", responses=fails_with(SegmentNotFound))
def list_sizes(
    segment_id: SegmentCode,
    session: Db,
    warehouse: Store,
    caller: Reader,
    since: Annotated[Instant | None, Query(description="Left out: 90 days back.")] = None,
    until: Annotated[Instant | None, Query(description="Left out: now.")] = None,
) -> Page[SizeOut]:
    """How large the segment was, oldest first, at most the newest thousand points."""
    visible_segment(session, caller, READ, segment_id)
    moment = now()
    points = sizes(
        warehouse,
        segment_id,
        since=since or moment - timedelta(days=90),
        until=until or moment,
    )
    return Page(items=[SizeOut(time=time, size=size) for time, size in points])


def _out(row: SegmentRow) -> SegmentOut:
    return SegmentOut.model_validate(contract(row))
