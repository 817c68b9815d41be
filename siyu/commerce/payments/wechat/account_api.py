"""Payment accounts in the console; every change is audited, no secret is ever answered."""

from typing import Annotated, Any

from fastapi import APIRouter
from sqlalchemy import select

from siyu import organization
from siyu.http import Caller, Db, IdempotentRoute, Running, allow, fails_with
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from ...access import READ, audit
from ...sales_channels import SalesChannelNotFound
from .accounts import add_account, change_account, remove_account, require_account
from .clients import notify_url
from .contracts import KeyMode
from .errors import CredentialUnfit, PaymentAccountInUse, PaymentAccountNotFound
from .models import PaymentAccountRow, credentials_of
from .schemas import (
    PaymentAccountCode,
    PaymentAccountCreate,
    PaymentAccountOut,
    PaymentAccountUpdate,
)

MANAGE_ACCOUNTS = "commerce.manage_payment_accounts"

Reader = Annotated[Caller, allow(READ)]
Keeper = Annotated[Caller, allow(MANAGE_ACCOUNTS)]

router = APIRouter(
    prefix="/commerce/payment-accounts", tags=["commerce_payments"], route_class=IdempotentRoute
)


@router.get("")
def list_payment_accounts(session: Db, context: Running, caller: Reader) -> list[PaymentAccountOut]:
    """Accounts at the nodes that the caller may see, oldest first."""
    query = select(PaymentAccountRow).order_by(PaymentAccountRow.id)
    nodes = organization.scope_ids(session, caller.nodes(READ))
    if nodes is not None:
        query = query.where(PaymentAccountRow.node_id.in_(nodes))
    return [_out(context, row) for row in session.scalars(query)]


@router.post(
    "",
    status_code=201,
    responses=fails_with(CredentialUnfit, SalesChannelNotFound, organization.NodeNotFound),
)
def create_payment_account(
    body: PaymentAccountCreate, session: Db, context: Running, caller: Keeper
) -> PaymentAccountOut:
    """Open a merchant account."""
    organization.require_at(session, caller, MANAGE_ACCOUNTS, body.node_id)
    told = body.model_dump(exclude={"credentials"})
    row = add_account(session, **told, credentials=body.credentials.model_dump(exclude_none=True))
    _audit(session, caller, "create", row, before=None)
    return _out(context, row)


@router.patch("/{account_id}", responses=fails_with(PaymentAccountNotFound, CredentialUnfit))
def update_payment_account(
    account_id: PaymentAccountCode,
    body: PaymentAccountUpdate,
    session: Db,
    context: Running,
    caller: Keeper,
) -> PaymentAccountOut:
    """Change a merchant account; switched off, it takes no new payments and still refunds."""
    before = _facts(_visible(session, caller, account_id))
    told = body.model_dump(exclude={"credentials"}, exclude_none=True)
    secrets = body.credentials.model_dump(exclude_none=True) if body.credentials else None
    row = change_account(session, account_id, credentials=secrets, **told)
    _audit(
        session,
        caller,
        "update",
        row,
        before={**before, "credentials_changed": sorted(secrets or {})},
    )
    return _out(context, row)


@router.delete(
    "/{account_id}",
    status_code=204,
    responses=fails_with(PaymentAccountNotFound, PaymentAccountInUse),
)
def delete_payment_account(account_id: PaymentAccountCode, session: Db, caller: Keeper) -> None:
    """Remove an account through which nothing was paid."""
    row = _visible(session, caller, account_id)
    facts, node_id = _facts(row), row.node_id
    remove_account(session, account_id)
    audit(
        session, caller, "payment_accounts.delete", "pac", account_id, before=facts, node_id=node_id
    )


def _visible(session: Session, caller: Caller, account_id: int) -> PaymentAccountRow:
    row = require_account(session, account_id)
    if not organization.holds_at(session, caller, MANAGE_ACCOUNTS, row.node_id):
        raise PaymentAccountNotFound(account_id)
    return row


def _facts(row: PaymentAccountRow) -> dict[str, Any]:
    """What the audit log keeps: no secret, but which are there."""
    told = ("name", "active", "app_id", "merchant_id", "key_mode", "serial_no", "public_key_id")
    return {
        **{name: getattr(row, name) for name in told},
        "credentials_set": _secrets(row),
        "version": row.version,
    }


def _secrets(row: PaymentAccountRow) -> list[str]:
    return sorted(name for name, secret in credentials_of(row).items() if secret)


def _audit(
    session: Session,
    caller: Caller,
    verb: str,
    row: PaymentAccountRow,
    *,
    before: dict[str, Any] | None,
) -> None:
    audit(
        session,
        caller,
        f"payment_accounts.{verb}",
        "pac",
        row.id,
        before=before,
        after=_facts(row),
        node_id=row.node_id,
    )


def _out(context: Context, row: PaymentAccountRow) -> PaymentAccountOut:
    return PaymentAccountOut(
        id=row.id,
        name=row.name,
        sales_channel_id=row.sales_channel_id,
        node_id=row.node_id,
        active=row.active,
        app_id=row.app_id,
        merchant_id=row.merchant_id,
        key_mode=KeyMode(row.key_mode),
        serial_no=row.serial_no,
        public_key_id=row.public_key_id,
        credentials_set=_secrets(row),
        notify_url=notify_url(context.settings.public_url, row.id),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
