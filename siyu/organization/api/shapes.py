"""Ids, texts and dependencies that several routes share."""

from typing import Annotated

from fastapi import Depends, Request
from pydantic import Field

from siyu.http import Caller, Code, Schema, Text, caller_of, client_address, service

from ..errors import StaffOnly
from ..models import NodeRow
from ..permissions import PermissionCatalogue
from ..sign_in import Browser
from ..staff import Membership

NodeCode = Annotated[int, Code("node")]
StaffCode = Annotated[int, Code("stf")]
RoleCode = Annotated[int, Code("rol")]
MembershipCode = Annotated[int, Code("mbs")]
SessionCode = Annotated[int, Code("ses")]

PermissionName = Annotated[Text, Field(max_length=100, examples=["people.read"])]
Password = Annotated[Text, Field(min_length=1, max_length=200, examples=["correct-horse-battery"])]
OneTimeCode = Annotated[Text, Field(min_length=1, max_length=40, examples=["492039"])]
Email = Annotated[
    Text,
    Field(
        min_length=3,
        max_length=254,
        pattern=r"^[^@\s]{1,64}@[^@\s]{1,189}$",
        examples=["lihua@example.com"],
    ),
]

Catalogue = Annotated[PermissionCatalogue, Depends(service(PermissionCatalogue))]


class RoleRef(Schema):
    """A role by name."""

    id: RoleCode
    name: str = Field(examples=["operator"])
    title: dict[str, str] = Field(
        description="Name by language, for built-in roles.",
        examples=[{"zh": "运营", "en": "Operator"}],
    )


class NodeRef(Schema):
    """A node by name."""

    id: NodeCode
    name: str = Field(examples=["静安店"])
    kind: str = Field(examples=["store"])


class MembershipOut(Schema):
    """A role at a node and all below it; without a node everywhere."""

    id: MembershipCode
    role: RoleRef
    node: NodeRef | None


def staff_id_of(caller: Caller) -> int:
    """The member of staff behind a caller.

    Raises:
        StaffOnly: it is an API key.

    """
    kind, _, number = caller.actor.partition(":")
    if kind != "staff":
        raise StaffOnly
    return int(number)


async def signed_in(caller: Annotated[Caller, Depends(caller_of)]) -> int:
    """Dependency: the member of staff who calls."""
    return staff_id_of(caller)


async def browser_of(request: Request) -> Browser:
    """Dependency: where a session would be opened from."""
    return Browser(address=client_address(), user_agent=request.headers.get("user-agent", "")[:300])


AnyCaller = Annotated[Caller, Depends(caller_of)]
SignedIn = Annotated[int, Depends(signed_in)]
FromBrowser = Annotated[Browser, Depends(browser_of)]


def role_ref(membership: Membership) -> RoleRef:
    from ..permissions import BUILT_IN_ROLES

    role = membership.role
    return RoleRef(
        id=role.id, name=role.name, title=BUILT_IN_ROLES[role.name] if role.built_in else {}
    )


def node_ref(node: NodeRow) -> NodeRef:
    return NodeRef(id=node.id, name=node.name, kind=node.kind)


def membership_out(membership: Membership) -> MembershipOut:
    return MembershipOut(
        id=membership.id,
        role=role_ref(membership),
        node=node_ref(membership.node) if membership.node else None,
    )
