"""Channel accounts over HTTP: kinds on offer, accounts, a test message."""

import json
import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlalchemy import select

from siyu import organization, people
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
    service,
)
from siyu.kernel import ids
from siyu.kernel.blocks import BlockNotFound, Blocks
from siyu.kernel.database import Session

from .accounts import (
    AccountChange,
    account_of,
    add_account,
    archive_account,
    change_account,
    limit_of,
    require_account,
    require_row,
    uses_of,
)
from .contracts import BLOCK_KIND, Account, AccountState, Limit, OutgoingMessage
from .errors import (
    AddressMissing,
    ChannelAccountInUse,
    ChannelAccountNotFound,
    ChannelAccountUnusable,
    OptionsRefused,
)
from .handover import hand_over
from .models import AccountRow
from .pool_traits import PoolTrait
from .schemas import (
    AccountCode,
    AccountCreate,
    AccountOut,
    AccountUpdate,
    AccountUseOut,
    ChannelOut,
    HealthOut,
    LimitBody,
    PoolTraitOut,
    TestSend,
    TestSendOut,
)

router = APIRouter(tags=["channels"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow("channels.read")]
Manager = Annotated[Caller, allow("channels.manage")]
OfBlocks = Annotated[Blocks, Depends(service(Blocks))]


@router.get("/channels")
def list_channels(blocks: OfBlocks, caller: Reader) -> Page[ChannelOut]:
    """Kinds of channel on offer, each with the form an account of it needs."""
    return Page(
        items=[
            ChannelOut(
                kind=block.name,
                title=block.title,
                parts=sorted(block.implementation.parts),
                options_schema=block.options_schema,
                credentials_schema=dict(block.implementation.credentials_schema),
            )
            for block in blocks.of_kind(BLOCK_KIND)
        ]
    )


@router.get("/channel-accounts")
def list_accounts(
    session: Db,
    blocks: OfBlocks,
    page: PageRequest,
    caller: Reader,
    node_id: organization.WithinNode = None,
) -> Page[AccountOut]:
    """Channel accounts, oldest first; archived ones are left out."""
    query = select(AccountRow).where(AccountRow.state != AccountState.archived)
    nodes = organization.narrowed_ids(session, caller.nodes("channels.read"), node_id)
    if nodes is not None:
        query = query.where(AccountRow.node_id.in_(nodes))
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(AccountRow.id > position[0])
    rows = session.scalars(query.order_by(AccountRow.id).limit(page.limit + 1)).all()
    items = [_out(blocks, row) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


@router.post(
    "/channel-accounts", status_code=201, responses=fails_with(BlockNotFound, OptionsRefused)
)
def create_account(
    body: AccountCreate, session: Db, blocks: OfBlocks, caller: Manager
) -> AccountOut:
    """Open a way to send."""
    organization.require_at(session, caller, "channels.manage", body.node_id)
    account_id = add_account(
        session,
        blocks,
        kind=body.kind,
        name=body.name,
        node_id=body.node_id,
        options=body.options,
        credentials=body.credentials,
        limits=_limits(body.limits),
        cost_minor=body.cost_minor,
        currency=body.currency,
    )
    row = require_row(session, account_id)
    _audit(session, caller, "create", row, before=None)
    return _out(blocks, row)


@router.get("/channel-accounts/{account_id}", responses=fails_with(ChannelAccountNotFound))
def get_account(
    account_id: AccountCode, session: Db, blocks: OfBlocks, caller: Reader
) -> AccountOut:
    """One channel account."""
    return _out(blocks, _visible(session, caller, "channels.read", account_id))


@router.patch(
    "/channel-accounts/{account_id}",
    responses=fails_with(ChannelAccountNotFound, OptionsRefused, BlockNotFound),
)
def update_account(
    account_id: AccountCode,
    body: AccountUpdate,
    session: Db,
    blocks: OfBlocks,
    caller: Manager,
) -> AccountOut:
    """Change a channel account."""
    row = _visible(session, caller, "channels.manage", account_id)
    before = _facts(row)
    state = None if body.active is None else _switched(active=body.active)
    change_account(
        session,
        blocks,
        account_id,
        change=AccountChange(
            name=body.name,
            state=state,
            options=body.options,
            credentials=body.credentials,
            limits=None if body.limits is None else _limits(body.limits),
            cost_minor=body.cost_minor,
            currency=body.currency,
        ),
    )
    _audit(session, caller, "update", row, before=before)
    return _out(blocks, row)


@router.delete(
    "/channel-accounts/{account_id}",
    status_code=204,
    responses=fails_with(ChannelAccountNotFound, ChannelAccountInUse),
)
def delete_account(account_id: AccountCode, session: Db, blocks: OfBlocks, caller: Manager) -> None:
    """Put an account away for good; its secrets are wiped, what it sent stays."""
    before = _facts(_visible(session, caller, "channels.manage", account_id))
    row = archive_account(session, blocks, account_id)
    _audit(session, caller, "archive", row, before=before)


@router.get("/channel-accounts/{account_id}/uses", responses=fails_with(ChannelAccountNotFound))
def list_account_uses(
    account_id: AccountCode, session: Db, blocks: OfBlocks, caller: Reader
) -> Page[AccountUseOut]:
    """What sends through the account and has not ended."""
    _visible(session, caller, "channels.read", account_id)
    uses = uses_of(session, blocks, account_id)
    return Page(items=[AccountUseOut.model_validate(use) for use in uses[:1000]], total=len(uses))


@router.post(
    "/channel-accounts/{account_id}/test",
    responses=fails_with(
        ChannelAccountNotFound, ChannelAccountUnusable, AddressMissing, people.PersonNotFound
    ),
)
def send_test(
    account_id: AccountCode, body: TestSend, context: Running, caller: Manager
) -> TestSendOut:
    """Send one message at once, past consent and caps, and say what the channel answered."""
    # Not in the request's transaction: a channel may take a minute to answer.
    with context.session() as session:
        row = _visible(session, caller, "channels.manage", account_id)
        account = require_account(session, context.get(Blocks), row.id, usable=True)
        _require_in_scope(session, caller, body.person_id)
        message = _test_message(session, account, body)
        _audit(session, caller, "test", row, before=None)
    result = hand_over(context, account, [message])[0]
    return TestSendOut(outcome=result.outcome, detail=result.detail, provider_id=result.provider_id)


def _require_in_scope(session: Session, caller: Caller, person_id: int | None) -> None:
    nodes = organization.scope_ids(session, caller.nodes("channels.manage"))
    if person_id is not None and not people.in_scope(session, person_id, nodes):
        raise people.PersonNotFound(person_id)


def _test_message(session: Session, account: Account, body: TestSend) -> OutgoingMessage:
    address, person_id = body.address, body.person_id or 0
    if account.address_kind and not address and body.person_id is not None:
        address = people.contacts(session, [person_id], account.address_kind).get(person_id, "")
    if account.address_kind and not address:
        raise AddressMissing(account.address_kind)
    return OutgoingMessage(
        key=f"tst_{secrets.token_hex(12)}",
        person_id=person_id,
        address=address,
        subject=body.subject,
        text=body.text,
    )


def _switched(*, active: bool) -> AccountState:
    return AccountState.active if active else AccountState.off


def _limits(bodies: list[LimitBody]) -> list[Limit]:
    return [Limit(**body.model_dump()) for body in bodies]


def _visible(session: Session, caller: Caller, permission: str, account_id: int) -> AccountRow:
    row = require_row(session, account_id)
    nodes = organization.scope_ids(session, caller.nodes(permission))
    hidden = nodes is not None and row.node_id not in nodes
    if hidden or row.state == AccountState.archived:
        raise ChannelAccountNotFound(account_id)
    return row


def _facts(row: AccountRow) -> dict[str, Any]:
    """What the audit log keeps: no secret, but which are there."""
    return {
        "kind": row.kind,
        "name": row.name,
        "state": row.state,
        "options": row.options,
        "credentials_set": sorted(json.loads(row.credentials)),
        "limits": row.limits,
        "cost_minor": row.cost_minor,
    }


def _audit(
    session: Session, caller: Caller, verb: str, row: AccountRow, *, before: dict[str, Any] | None
) -> None:
    organization.write_audit(
        session,
        caller.actor,
        action=f"channel_accounts.{verb}",
        target=ids.code("chn", row.id),
        before=before,
        after=_facts(row),
        node_id=row.node_id,
    )


def _out(blocks: Blocks, row: AccountRow) -> AccountOut:
    account = account_of(blocks, row)
    return AccountOut(
        id=row.id,
        kind=row.kind,
        name=row.name,
        node_id=row.node_id,
        state=account.state,
        channel=account.channel,
        options=dict(account.options),
        credentials_set=sorted(account.credentials),
        limits=[LimitBody.model_validate(limit_of(entry)) for entry in row.limits],
        cost_minor=row.cost_minor,
        currency=row.currency,
        health=HealthOut(
            ok=row.failures == 0,
            healthy_at=row.healthy_at,
            failing_since=row.failing_since,
            failures=row.failures,
            last_error=row.last_error,
            retry_at=row.retry_at,
        ),
        pool_traits=[
            PoolTraitOut(trait=trait, met=fact.met, why=dict(fact.why))
            for trait in PoolTrait
            if (fact := account.pool_traits.get(trait))
        ],
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
