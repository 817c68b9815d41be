"""Payment accounts: made, changed, and which one an order is paid through."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from siyu import organization
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from ...orders.models import OrderRow
from ...sales_channels import require_sales_channel
from .contracts import PLATFORM, KeyMode, MerchantKeys
from .errors import PaymentAccountInUse, PaymentAccountMissing, PaymentAccountNotFound
from .models import BillRow, PaymentAccountRow, WechatTradeRow, credentials_of

CHANGEABLE = ("name", "active", "sales_channel_id", "node_id", "app_id", "serial_no")
SECRETS = ("private_key", "api_v3_key", "public_key")


def add_account(
    session: Session,
    *,
    name: str,
    app_id: str,
    merchant_id: str,
    key_mode: KeyMode,
    serial_no: str,
    credentials: Mapping[str, str],
    public_key_id: str = "",
    sales_channel_id: int | None = None,
    node_id: int | None = None,
) -> PaymentAccountRow:
    """Open an account.

    Args:
        credentials: ``private_key``, ``api_v3_key``, and ``public_key`` in that mode.

    Raises:
        CredentialUnfit: a key cannot be used.
        SalesChannelNotFound: no such sales channel.

    """
    if sales_channel_id is not None:
        require_sales_channel(session, sales_channel_id)
    instant = now()
    row = PaymentAccountRow(
        provider=PLATFORM,
        name=name,
        sales_channel_id=sales_channel_id,
        node_id=node_id,
        app_id=app_id,
        merchant_id=merchant_id,
        key_mode=key_mode,
        serial_no=serial_no,
        public_key_id=public_key_id,
        credentials=json.dumps({key: credentials.get(key, "") for key in SECRETS}),
        created_at=instant,
        updated_at=instant,
    )
    _check_keys(keys_of(row), key_mode)
    session.add(row)
    session.flush()
    return row


def change_account(
    session: Session,
    account_id: int,
    *,
    credentials: Mapping[str, str] | None = None,
    key_mode: KeyMode | None = None,
    public_key_id: str | None = None,
    **changes: Any,
) -> PaymentAccountRow:
    """Change an account; secrets that are not named stay. Its merchant id stays: it is another merchant's money.

    Raises:
        PaymentAccountNotFound: there is none.
        CredentialUnfit: a key cannot be used.
        SalesChannelNotFound: no such sales channel.

    """
    row = require_account(session, account_id, lock=True)
    if changes.get("sales_channel_id") is not None:
        require_sales_channel(session, changes["sales_channel_id"])
    for name in CHANGEABLE:
        if name in changes:
            setattr(row, name, changes[name])
    said = {name: text for name, text in (credentials or {}).items() if name in SECRETS}
    row.credentials = json.dumps({**credentials_of(row), **said})
    row.key_mode = key_mode or row.key_mode
    row.public_key_id = row.public_key_id if public_key_id is None else public_key_id
    _check_keys(keys_of(row), KeyMode(row.key_mode))
    row.version, row.updated_at = row.version + 1, now()
    session.flush()
    return row


def remove_account(session: Session, account_id: int) -> None:
    """Remove an account through which nothing was paid.

    Raises:
        PaymentAccountNotFound: there is none.
        PaymentAccountInUse: something was.

    """
    row = require_account(session, account_id, lock=True)
    for other in (WechatTradeRow, BillRow):
        if session.scalar(select(other.id).where(other.account_id == account_id).limit(1)):
            raise PaymentAccountInUse(account_id)
    session.delete(row)
    session.flush()


def require_account(session: Session, account_id: int, *, lock: bool = False) -> PaymentAccountRow:
    """The account's row.

    Raises:
        PaymentAccountNotFound: there is none.

    """
    query = select(PaymentAccountRow).where(PaymentAccountRow.id == account_id)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise PaymentAccountNotFound(account_id)
    return row


def account_for(session: Session, order: OrderRow) -> PaymentAccountRow:
    """The account for an order: that of its sales channel first, then that of its nearest org node.

    Raises:
        PaymentAccountMissing: none is open for it.

    """
    path = _path(session, order.node_id)
    fitting = [
        row
        for row in session.scalars(
            select(PaymentAccountRow)
            .where(PaymentAccountRow.provider == PLATFORM, PaymentAccountRow.active)
            .order_by(PaymentAccountRow.id)
        )
        if row.sales_channel_id in (None, order.sales_channel_id)
        and (row.node_id is None or row.node_id in path)
    ]
    if not fitting:
        raise PaymentAccountMissing(order.id)
    return max(
        fitting,
        key=lambda row: (
            row.sales_channel_id is not None,
            -1 if row.node_id is None else path.index(row.node_id),
        ),
    )


def keys_of(row: PaymentAccountRow) -> MerchantKeys:
    """Who we are to WeChat through this account."""
    secret = credentials_of(row)
    return MerchantKeys(
        merchant_id=row.merchant_id,
        app_id=row.app_id,
        serial_no=row.serial_no,
        private_key=secret.get("private_key", ""),
        api_v3_key=secret.get("api_v3_key", ""),
        public_key_id=row.public_key_id,
        public_key=secret.get("public_key", ""),
    )


def _path(session: Session, node_id: int | None) -> Sequence[int]:
    if node_id is None:
        return []
    try:
        return [*organization.ancestor_ids(session, node_id), node_id]
    except organization.NodeNotFound:
        return []


def _check_keys(keys: MerchantKeys, mode: KeyMode) -> None:
    # The library is brought in where somebody has an account: many have none.
    from .library import check_keys

    check_keys(keys, mode)
