"""The org tree."""

from dataclasses import asdict
from typing import Annotated, Any, Self

from fastapi import APIRouter, Query, Response
from pydantic import Field, model_validator
from sqlalchemy import select

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    Schema,
    Text,
    allow,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.http.callers import PermissionMissing
from siyu.kernel.blocks import Blocks
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code

from ..audit import write_audit
from ..contracts import Node, NodeKind
from ..errors import (
    ConsoleHeaderMissing,
    NodeCodeTaken,
    NodeCycle,
    NodeHandedToItself,
    NodeInUse,
    NodeNotFound,
    NodeOutOfOrder,
    NodeTooDeep,
    OutsideScope,
)
from ..models import NodeRow
from ..node_uses import hanging_on
from ..scope import holds_at, require_at
from ..tree import add_node, below, change_node, in_subtrees, move_node, remove_node, require_node
from .shapes import NodeCode

router = APIRouter(prefix="/nodes", tags=["nodes"], route_class=IdempotentRoute)

READ, MANAGE = "organization.read", "organization.manage_nodes"
Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]

Name = Annotated[Text, Field(min_length=1, max_length=200, examples=["静安店"])]
ExternalCode = Annotated[Text, Field(min_length=1, max_length=100, examples=["SH-0042"])]
Address = Annotated[Text, Field(max_length=500, examples=["上海市静安区南京西路1266号"])]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, examples=[121.4489])]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, examples=[31.2287])]

_ALWAYS = (Unauthenticated, PermissionMissing)
_ON_CHANGE = (*_ALWAYS, ConsoleHeaderMissing, OutsideScope, NodeNotFound)


class NodeOut(Schema):
    """A place in the tree."""

    id: NodeCode
    parent_id: NodeCode | None
    kind: NodeKind
    name: Name
    external_code: str | None = Field(examples=["SH-0042"])
    address: str | None
    longitude: float | None
    latitude: float | None
    ancestor_ids: list[NodeCode] = Field(description="The root first; the node itself left out.")


class _Place(Schema):
    longitude: Longitude | None = None
    latitude: Latitude | None = None

    @model_validator(mode="after")
    def _whole_place(self) -> Self:
        if (self.longitude is None) != (self.latitude is None):
            raise ValueError("longitude and latitude go together")
        if ("longitude" in self.model_fields_set) != ("latitude" in self.model_fields_set):
            raise ValueError("longitude and latitude go together")
        return self


class NodeCreate(_Place):
    """A node to hang into the tree."""

    kind: NodeKind
    name: Name
    parent_id: NodeCode | None = Field(None, description="None starts a tree of its own.")
    external_code: ExternalCode | None = None
    address: Address | None = None


class NodeChange(_Place):
    """What to set; what is left out stays. A new parent moves the node with all below it."""

    name: Name | None = None
    parent_id: NodeCode | None = None
    external_code: ExternalCode | None = None
    address: Address | None = None


class NodeUsesOut(Schema):
    """So many of one sort hang on a node."""

    name: str = Field(examples=["people"])
    title: dict[str, str] = Field(description="By language.")
    count: int
    may_hand_over: bool = Field(
        description="Whether another node can take them over; if not, somebody has to see to them."
    )


@router.get("", responses=fails_with(*_ALWAYS))
def list_nodes(
    session: Db,
    caller: Reader,
    page: PageRequest,
    kind: NodeKind | None = None,
    below_id: Annotated[NodeCode | None, Query(description="Only what is below this.")] = None,
    query: Annotated[Text | None, Query(max_length=100, description="In name or code.")] = None,
) -> Page[NodeOut]:
    """Nodes the caller may see, parents before their children."""
    wanted = select(NodeRow).order_by(NodeRow.path).limit(page.limit + 1)
    nodes = caller.nodes(READ)
    if nodes is not None:
        wanted = wanted.where(in_subtrees(NodeRow.id, nodes))
    if kind:
        wanted = wanted.where(NodeRow.kind == kind)
    if below_id is not None:
        root = session.get(NodeRow, below_id)
        wanted = wanted.where(below(NodeRow.path, root.path if root else "/-/"))
    if query:
        wanted = wanted.where(
            NodeRow.name.icontains(query, autoescape=True)
            | NodeRow.code.icontains(query, autoescape=True)
        )
    if position := decode_cursor(page.cursor, str):
        wanted = wanted.where(NodeRow.path > position[0])
    return page_of(
        session.scalars(wanted).all(), page, item=node_out, position=lambda row: (row.path,)
    )


@router.post(
    "",
    status_code=201,
    responses=fails_with(*_ON_CHANGE, NodeOutOfOrder, NodeCodeTaken, NodeTooDeep),
)
def create_node(session: Db, caller: Manager, body: NodeCreate) -> NodeOut:
    """Hang a node under its parent."""
    require_at(session, caller, MANAGE, body.parent_id)
    node = add_node(session, **body.model_dump())
    _note(session, caller, "nodes.create", node.id, before=None, after=node)
    return node_out(node)


@router.get("/{node_id}", responses=fails_with(*_ALWAYS, NodeNotFound))
def get_node(session: Db, caller: Reader, node_id: NodeCode) -> NodeOut:
    """One node."""
    if not holds_at(session, caller, READ, node_id):
        raise NodeNotFound(node_id)
    return node_out(require_node(session, node_id))


@router.patch(
    "/{node_id}",
    responses=fails_with(*_ON_CHANGE, NodeCodeTaken, NodeCycle, NodeOutOfOrder, NodeTooDeep),
)
def change(session: Db, caller: Manager, node_id: NodeCode, body: NodeChange) -> NodeOut:
    """Change a node, or move it."""
    require_at(session, caller, MANAGE, node_id)
    before = require_node(session, node_id)
    changes = body.model_dump(exclude_unset=True)
    if "parent_id" in changes and changes["parent_id"] != before.parent_id:
        require_at(session, caller, MANAGE, body.parent_id)
        move_node(session, node_id, parent_id=body.parent_id)
    after = change_node(session, node_id, _columns(changes))
    _note(session, caller, "nodes.update", node_id, before=before, after=after)
    return node_out(after)


@router.get("/{node_id}/uses", responses=fails_with(*_ALWAYS, NodeNotFound))
def list_uses(
    session: Db, context: Running, caller: Reader, node_id: NodeCode
) -> list[NodeUsesOut]:
    """What hangs on a node, so that it cannot be removed as it is."""
    if not holds_at(session, caller, READ, node_id):
        raise NodeNotFound(node_id)
    require_node(session, node_id)
    hanging = hanging_on(session, context.services.get(Blocks), node_id)
    return [NodeUsesOut(**asdict(each)) for each in hanging]


@router.delete(
    "/{node_id}",
    status_code=204,
    responses=fails_with(*_ON_CHANGE, NodeHandedToItself, NodeInUse),
)
def delete_node(
    session: Db,
    context: Running,
    caller: Manager,
    node_id: NodeCode,
    hand_over_to: Annotated[
        NodeCode | None,
        Query(description="Node that gets the people and whatever else may be handed over."),
    ] = None,
) -> Response:
    """Take a node out of the tree; nothing may hang on it but what is handed over."""
    require_at(session, caller, MANAGE, node_id)
    if hand_over_to is not None:
        require_at(session, caller, MANAGE, hand_over_to)
    blocks = context.services.get(Blocks)
    hanging = hanging_on(session, blocks, node_id)
    node = remove_node(session, blocks, node_id, hand_over_to=hand_over_to)
    if hanging and hand_over_to is not None:
        counts = {each.name: each.count for each in hanging}
        write_audit(
            session,
            caller.actor,
            action="nodes.hand_over",
            target=code("node", node_id),
            node_id=hand_over_to,
            before={"held_by": code("node", node_id), **counts},
            after={"held_by": code("node", hand_over_to), **counts},
        )
    _note(session, caller, "nodes.delete", node_id, before=node, after=None)
    return Response(status_code=204)


def node_out(node: Node | NodeRow) -> NodeOut:
    above = [int(part) for part in node.path.split("/") if part][:-1]
    return NodeOut(
        id=node.id,
        parent_id=node.parent_id,
        kind=NodeKind(node.kind),
        name=node.name,
        external_code=node.code,
        address=node.address,
        longitude=node.longitude,
        latitude=node.latitude,
        ancestor_ids=above,
    )


def _columns(changes: dict[str, Any]) -> dict[str, Any]:
    columns = {k: v for k, v in changes.items() if k in ("address", "longitude", "latitude")}
    if "external_code" in changes:
        columns["code"] = changes["external_code"]
    if changes.get("name") is not None:
        columns["name"] = changes["name"]
    return columns


def _note(
    session: Session,
    caller: Caller,
    action: str,
    node_id: int,
    *,
    before: Node | None,
    after: Node | None,
) -> None:
    write_audit(
        session,
        caller.actor,
        action=action,
        target=code("node", node_id),
        node_id=node_id,
        before=_plain(before),
        after=_plain(after),
    )


def _plain(node: Node | None) -> dict[str, Any] | None:
    return node_out(node).model_dump(mode="json") if node else None
