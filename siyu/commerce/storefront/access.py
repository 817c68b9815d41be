"""Whose request it is, and which orders are theirs."""

from typing import Annotated

from fastapi import Depends, Header, Request

from siyu import people
from siyu.http import Running
from siyu.kernel.database import Session

from ..members import Member, MemberSessionEnded, member_of_token
from ..orders import OrderNotFound, require_order
from ..orders.models import OrderRow

BEARER = "Bearer "


async def token_of(authorization: Annotated[str, Header(max_length=300)] = "") -> str:
    """The token that a client sends."""
    return authorization.removeprefix(BEARER) if authorization.startswith(BEARER) else ""


def member_of(
    request: Request, context: Running, token: Annotated[str, Depends(token_of)]
) -> Member:
    """The member of this request.

    Raises:
        MemberSessionEnded: nobody has signed in.

    """
    if not token:
        raise MemberSessionEnded
    with context.session(read_only=True) as session:
        member = member_of_token(session, token)
    # Whoever is let in is counted by the token from now on, not by the address.
    request.state.caller = member
    return member


def nodes_of(session: Session, member: Member) -> list[int]:
    """All nodes of the member: orders stay under the one they were written with."""
    return people.component(session, member.person_id) or [member.person_id]


def own_order(session: Session, member: Member, order_id: int) -> OrderRow:
    """The member's order of this id.

    Raises:
        OrderNotFound: there is none, or it is somebody else's.

    """
    order = require_order(session, order_id)
    if not is_own(session, member, order):
        raise OrderNotFound(order_id)
    return order


def is_own(session: Session, member: Member, order: OrderRow) -> bool:
    """Whether the member, under any of their nodes, placed it."""
    return order.person_id == member.person_id or order.person_id in nodes_of(session, member)


SignedIn = Annotated[Member, Depends(member_of)]
Token = Annotated[str, Depends(token_of)]
