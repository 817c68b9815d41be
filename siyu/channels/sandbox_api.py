"""Sandbox phones over HTTP: what a person received, and what their thumb may do."""

from typing import Annotated

from fastapi import APIRouter, Query

from siyu import organization
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
)

from .contracts import ReceiptKind
from .errors import NoSuchLink, PhoneMessageNotFound
from .phones import act_on_message, phone_messages
from .schemas import ClickBody, PersonCode, PhoneMessageCode, PhoneMessageOut

USE = "channels.use_sandbox"
Tester = Annotated[Caller, allow(USE)]

router = APIRouter(prefix="/sandbox/phones", tags=["sandbox"], route_class=IdempotentRoute)


@router.get("")
def list_phone_messages(
    session: Db,
    page: PageRequest,
    caller: Tester,
    person: Annotated[PersonCode | None, Query(description="Whose phone; all without it.")] = None,
) -> Page[PhoneMessageOut]:
    """Messages on sandbox phones of people within the caller's nodes, newest first."""
    position = decode_cursor(page.cursor, int)
    found = phone_messages(
        session,
        person_id=person,
        org_nodes=organization.scope_ids(session, caller.nodes(USE)),
        before_id=position[0] if position else None,
        most=page.limit + 1,
    )
    items = [PhoneMessageOut.model_validate(message) for message in found[: page.limit]]
    more = len(found) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


@router.post("/{message}/open", responses=fails_with(PhoneMessageNotFound))
def open_message(message: PhoneMessageCode, session: Db, caller: Tester) -> PhoneMessageOut:
    """Open a message, as the phone's owner would."""
    return _act(session, caller, message, ReceiptKind.opened)


@router.post("/{message}/click", responses=fails_with(PhoneMessageNotFound, NoSuchLink))
def click_message(
    message: PhoneMessageCode,
    session: Db,
    caller: Tester,
    body: ClickBody | None = None,
) -> PhoneMessageOut:
    """Follow a link of a message."""
    return _act(session, caller, message, ReceiptKind.clicked, link=body.link if body else 0)


@router.post("/{message}/unsubscribe", responses=fails_with(PhoneMessageNotFound))
def unsubscribe_message(message: PhoneMessageCode, session: Db, caller: Tester) -> PhoneMessageOut:
    """Ask for no more of these."""
    return _act(session, caller, message, ReceiptKind.unsubscribed)


@router.post("/{message}/bounce", responses=fails_with(PhoneMessageNotFound))
def bounce_message(message: PhoneMessageCode, session: Db, caller: Tester) -> PhoneMessageOut:
    """Let the channel report that the message came back."""
    return _act(session, caller, message, ReceiptKind.bounced)


def _act(
    session: Db, caller: Caller, message: int, kind: ReceiptKind, *, link: int = 0
) -> PhoneMessageOut:
    nodes = organization.scope_ids(session, caller.nodes(USE))
    return PhoneMessageOut.model_validate(
        act_on_message(session, message, kind=kind, link_number=link, org_nodes=nodes)
    )
