"""Channel accounts: made, changed, found, and how they fare."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .contracts import BLOCK_KIND, USE_BLOCK, Account, AccountState, Limit, Use
from .errors import ChannelAccountInUse, ChannelAccountNotFound, ChannelAccountUnusable
from .models import AccountRow
from .options import check_options, require_adapter, with_defaults

PAUSE_SECONDS_FIRST = 15
PAUSE_SECONDS_MAX = 900
HEALTHY_SECONDS_MIN = 60


@dataclass(frozen=True, kw_only=True)
class AccountChange:
    """What to set; None leaves it. ``credentials`` are merged, an empty text takes one away."""

    name: str | None = None
    state: AccountState | None = None
    options: Mapping[str, Any] | None = None
    credentials: Mapping[str, str] | None = None
    limits: Sequence[Limit] | None = None
    cost_minor: int | None = None
    currency: str | None = None


def add_account(
    session: Session,
    blocks: Blocks,
    *,
    kind: str,
    name: str,
    node_id: int | None = None,
    options: Mapping[str, Any] | None = None,
    credentials: Mapping[str, str] | None = None,
    limits: Sequence[Limit] = (),
    cost_minor: int = 0,
    currency: str = "",
) -> int:
    """Open a way to send; returns its id.

    Raises:
        BlockNotFound: nobody offers this kind of channel.
        OptionsRefused: options or credentials do not fit it.

    """
    check_options(blocks, kind, options or {}, credentials or {})
    instant = now()
    row = AccountRow(
        kind=kind,
        name=name,
        node_id=node_id,
        state=AccountState.active,
        options=dict(options or {}),
        credentials=json.dumps(dict(credentials or {})),
        limits=[_limit_json(limit) for limit in limits],
        cost_minor=cost_minor,
        currency=currency,
        created_at=instant,
        updated_at=instant,
    )
    session.add(row)
    session.flush()
    return row.id


def change_account(
    session: Session, blocks: Blocks, account_id: int, *, change: AccountChange
) -> None:
    """Change an account; what does not fit changes nothing.

    Raises:
        ChannelAccountNotFound: no such account.
        OptionsRefused: options or credentials do not fit.

    """
    row = require_row(session, account_id, lock=True)
    kept = json.loads(row.credentials)
    merged = {**kept, **(change.credentials or {})}
    credentials = {name: value for name, value in merged.items() if value}
    options = dict(change.options if change.options is not None else row.options)
    check_options(blocks, row.kind, options, credentials)
    row.options, row.credentials = options, json.dumps(credentials)
    for field in ("name", "state", "cost_minor", "currency"):
        if getattr(change, field) is not None:
            setattr(row, field, getattr(change, field))
    if change.limits is not None:
        row.limits = [_limit_json(limit) for limit in change.limits]
    # Whatever was wrong may be mended now: try at once.
    row.retry_at, row.updated_at = None, now()
    session.flush()


def archive_account(session: Session, blocks: Blocks, account_id: int) -> AccountRow:
    """Put an account away for good; its secrets are wiped, what it sent stays.

    Raises:
        ChannelAccountNotFound: no such account.
        ChannelAccountInUse: something that has not ended sends through it.

    """
    row = require_row(session, account_id, lock=True)
    uses = uses_of(session, blocks, account_id)
    if uses:
        raise ChannelAccountInUse(used_by=[use.code for use in uses[:20]])
    row.state, row.credentials, row.updated_at = AccountState.archived, "{}", now()
    session.flush()
    return row


def uses_of(session: Session, blocks: Blocks, account_id: int) -> list[Use]:
    """Everything that sends through the account, as higher modules say."""
    uses: list[Use] = []
    for block in blocks.of_kind(USE_BLOCK):
        find: Callable[[Session, int], Iterable[Use]] = block.implementation
        uses += find(session, account_id)
    return uses


def require_account(
    session: Session, blocks: Blocks, account_id: int, *, usable: bool = False
) -> Account:
    """The account with its credentials in the clear.

    Args:
        usable: refuse one that is off or archived.

    Raises:
        ChannelAccountNotFound: no such account.
        ChannelAccountUnusable: it is off, and ``usable`` was asked for.
        BlockNotFound: nobody offers its kind any more.

    """
    row = require_row(session, account_id)
    if usable and row.state != AccountState.active:
        raise ChannelAccountUnusable(account_id, row.state)
    return account_of(blocks, row)


def account_of(blocks: Blocks, row: AccountRow) -> Account:
    """A row as others see it, options filled with their defaults."""
    adapter = require_adapter(blocks, row.kind)
    options = with_defaults(blocks.require(BLOCK_KIND, row.kind).options_schema, row.options)
    return Account(
        id=row.id,
        kind=row.kind,
        name=row.name,
        node_id=row.node_id,
        state=AccountState(row.state),
        channel=adapter.channel(options),
        address_kind=adapter.address_kind(options),
        pool_traits=adapter.pool_traits(options),
        options=options,
        limits=tuple(limit_of(entry) for entry in row.limits),
        cost_minor=row.cost_minor,
        currency=row.currency,
        retry_at=row.retry_at,
        credentials=json.loads(row.credentials),
    )


def require_row(session: Session, account_id: int, *, lock: bool = False) -> AccountRow:
    """The row itself, for this module.

    Raises:
        ChannelAccountNotFound: no such account.

    """
    query = select(AccountRow).where(AccountRow.id == account_id)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise ChannelAccountNotFound(account_id)
    return row


def note_success(session: Session, account_id: int) -> None:
    """It works; written at most once a minute, since every batch says so."""
    row = require_row(session, account_id)
    stale = row.healthy_at is None or now() - row.healthy_at > timedelta(
        seconds=HEALTHY_SECONDS_MIN
    )
    if row.failures or stale:
        row.healthy_at, row.failing_since, row.failures = now(), None, 0
        row.last_error, row.retry_at = "", None
        session.flush()


def note_failure(session: Session, account_id: int, *, error: str) -> None:
    """It does not work as a whole; leave it alone for a while, longer each time."""
    row = require_row(session, account_id, lock=True)
    row.failures += 1
    row.failing_since = row.failing_since or now()
    row.last_error = error[:300]
    pause = min(PAUSE_SECONDS_FIRST * 2 ** min(row.failures - 1, 10), PAUSE_SECONDS_MAX)
    row.retry_at = now() + timedelta(seconds=pause)
    session.flush()


def limit_of(entry: Mapping[str, Any]) -> Limit:
    """A stored limit."""
    return Limit(**{**entry, "date": date.fromisoformat(entry["date"])})


def _limit_json(limit: Limit) -> dict[str, Any]:
    return {**asdict(limit), "date": limit.date.isoformat()}
