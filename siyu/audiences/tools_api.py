"""Help with writing segments over HTTP: live count, words, templates, sets, explanations."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from siyu import organization, people
from siyu.http import Db, LateRoute, Page, Running, Text, fails_with, service
from siyu.http.callers import PermissionMissing
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.warehouse import QueryCancelled, QueryTooExpensive, WarehouseUnavailable

from .access import READ, asked_nodes, visible_segment
from .api import Reader, Store
from .conditions import FieldName, SegmentCode
from .definition import Definition, parse_definition
from .errors import NodeWithoutPlace, NotReady, SegmentNotFound, UnknownReference
from .explain import Explanation, explain
from .history import trends
from .lookups import ask
from .news import with_all_nodes
from .present import present
from .preview import preview
from .schemas import (
    CombinationAsk,
    CountOut,
    ExplanationOut,
    OverlapOut,
    PersonCode,
    PreviewAsk,
    PreviewOut,
    RegionOut,
    RegionsAsk,
    SchemaOut,
    SeenField,
    SeenValue,
    SegmentsAsk,
    TemplateOut,
    TrendOut,
)
from .segments import uses_of
from .shape import Name
from .snapshots import check_ready, combine, overlap, regions
from .templates import TEMPLATES
from .vocabulary import FIELDS, Vocabulary
from .word_labels import labels_of

router = APIRouter(prefix="/segments", tags=["segments"], route_class=LateRoute)

Words = Annotated[Vocabulary, Depends(service(Vocabulary))]
Starts = Annotated[Text, Query(max_length=100, description="Only values that start with this.")]


@router.post(
    "/preview",
    responses=fails_with(
        UnknownReference,
        NodeWithoutPlace,
        QueryTooExpensive,
        QueryCancelled,
        WarehouseUnavailable,
        organization.OutsideScope,
    ),
)
def preview_segment(body: PreviewAsk, context: Running, caller: Reader) -> PreviewOut:
    """Count whom a definition means, and show some; ends the count you asked for before."""
    with context.session(read_only=True) as session:
        nodes = asked_nodes(session, caller, READ, body.node_id)
    found = preview(
        context, body.definition, actor=caller.actor, node_ids=nodes, sample=body.sample
    )
    return PreviewOut.model_validate(found)


@router.get("/templates")
def list_templates(caller: Reader) -> Page[TemplateOut]:
    """Segments to start from."""
    return Page(items=[TemplateOut.model_validate(template) for template in TEMPLATES])


@router.get("/schema")
def get_schema(words: Words, session: Db, context: Running, caller: Reader) -> SchemaOut:
    """The language as JSON Schema, and the words that are in use."""
    keys = words.keys()
    blocks = context.services.get(Blocks) or Blocks()
    labels = labels_of(session, blocks, [row["name"] for row in keys["attribute"]])
    return SchemaOut(
        json_schema=Definition.model_json_schema(),
        columns=list(FIELDS),
        events=[{**row, "last_day": str(row["last_day"])} for row in words.events()],
        traits=keys["trait"],
        attributes=[{**row, "labels": labels.get(row["name"], {})} for row in keys["attribute"]],
        identifiers=keys["identifier"],
    )


@router.get("/schema/properties")
def list_properties(
    words: Words, caller: Reader, event: Annotated[Name, Query()]
) -> Page[SeenField]:
    """JSON properties of an event."""
    return Page(items=[SeenField(**row) for row in words.properties(event)])


@router.get("/schema/values")
def list_values(
    words: Words,
    caller: Reader,
    of: Annotated[Literal["trait", "attribute"], Query()],
    name: Annotated[Name, Query()],
    starts: Starts = "",
) -> Page[SeenValue]:
    """Frequent values of a trait or an attribute."""
    return Page(items=[SeenValue(**row) for row in words.values(of, name, starts=starts)])


@router.get("/schema/property-values")
def list_property_values(
    words: Words,
    caller: Reader,
    event: Annotated[Name, Query()],
    field: Annotated[FieldName, Query(examples=["product.category", "properties.color"])],
    starts: Starts = "",
) -> Page[SeenValue]:
    """Frequent values of a field of an event."""
    rows = words.property_values(event, field, starts=starts)
    return Page(items=[SeenValue(**row) for row in rows])


@router.post("/combination", responses=fails_with(SegmentNotFound, NotReady))
def combine_segments(
    body: CombinationAsk, context: Running, warehouse: Store, caller: Reader
) -> CountOut:
    """Count the union, the intersection, or the first without the others."""
    _check(context, caller, body.segments)
    return CountOut(count=combine(warehouse, body.segments, body.operation))


@router.post("/overlap", responses=fails_with(SegmentNotFound, NotReady))
def compare_segments(
    body: SegmentsAsk, context: Running, warehouse: Store, caller: Reader
) -> Page[OverlapOut]:
    """How many people each two of the segments share."""
    _check(context, caller, body.segments)
    pairs = overlap(warehouse, body.segments)
    return Page(items=[OverlapOut(one=one, other=other, both=both) for one, other, both in pairs])


@router.post("/regions", responses=fails_with(SegmentNotFound, NotReady))
def divide_segments(
    body: RegionsAsk, context: Running, warehouse: Store, caller: Reader
) -> Page[RegionOut]:
    """How many people are in exactly these of the segments, for every choice of them; largest first."""
    wanted = list(dict.fromkeys(body.segments))
    _check(context, caller, wanted)
    found = regions(warehouse, wanted)
    return Page(items=[RegionOut(segments=inside, count=count) for inside, count in found])


@router.get("/trends", responses=fails_with(SegmentNotFound))
def list_trends(
    segment: Annotated[list[SegmentCode], Query(min_length=1, max_length=100)],
    session: Db,
    warehouse: Store,
    context: Running,
    caller: Reader,
    days: Annotated[int, Query(ge=1, le=366)] = 30,
) -> Page[TrendOut]:
    """Sizes of several segments over the last days, and how much uses each."""
    wanted = list(dict.fromkeys(segment))
    for segment_id in wanted:
        visible_segment(session, caller, READ, segment_id)
    found = trends(warehouse, wanted, since=now() - timedelta(days=days))
    return Page(
        items=[
            TrendOut(
                segment=segment_id,
                sizes=found.get(segment_id, []),
                used_by=len(uses_of(context, session, segment_id)),
            )
            for segment_id in wanted
        ]
    )


@router.get(
    "/{segment_id}/explain",
    responses=fails_with(SegmentNotFound, people.PersonNotFound, PermissionMissing),
)
def explain_segment(
    segment_id: SegmentCode,
    person: Annotated[PersonCode, Query()],
    session: Db,
    warehouse: Store,
    context: Running,
    caller: Reader,
) -> ExplanationOut:
    """Why a person is in the segment or not; needs `people.read` as well."""
    if not caller.may("people.read"):
        raise PermissionMissing("people.read")
    row = visible_segment(session, caller, READ, segment_id)
    found = people.require_person(session, person)
    seen = organization.scope_ids(session, caller.nodes("people.read"))
    if not people.in_scope(session, found.id, seen):
        raise people.PersonNotFound(person)
    nodes = None if row.node_id is None else [row.node_id]
    question = ask(session, warehouse, parse_definition(row.definition), node_ids=nodes)
    _, every = with_all_nodes(warehouse, [found.id], merged=question.facts.merged)
    explained = explain(
        warehouse,
        question.definition.where,
        question.facts,
        present(session, context),
        person_id=found.id,
        nodes=every,
    )
    return _explained(explained)


def _check(context: Any, caller: Reader, segment_ids: list[int]) -> None:
    with context.session(read_only=True) as session:
        for segment_id in segment_ids:
            visible_segment(session, caller, READ, segment_id)
        check_ready(session, segment_ids)


def _explained(explained: Explanation) -> ExplanationOut:
    return ExplanationOut(
        condition=explained.condition,
        holds=explained.holds,
        seen=explained.seen,
        parts=[_explained(part) for part in explained.parts],
    )
