"""API keys: programs that call ``/api`` with a part of what their maker may do."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .errors import ApiKeyNotFound
from .models import ApiKeyRow
from .tokens import new_token, token_hash

PREFIX = "sk_"


def add_api_key(
    session: Session,
    *,
    name: str,
    permissions: Sequence[str],
    node_id: int | None,
    expires_at: datetime | None,
    created_by: str,
) -> tuple[ApiKeyRow, str]:
    """A new key, and its text, which is shown once.

    Args:
        node_id: the permissions hold there and below; None for the whole installation.

    """
    key = new_token(PREFIX)
    row = ApiKeyRow(
        name=name,
        key_hash=token_hash(key),
        hint=key[-4:],
        permissions=sorted(set(permissions)),
        node_id=node_id,
        created_by=created_by,
        created_at=now(),
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return row, key


def find_api_key(session: Session, key: str) -> ApiKeyRow | None:
    """The live key of this text."""
    row = session.scalars(select(ApiKeyRow).where(ApiKeyRow.key_hash == token_hash(key))).first()
    if row is None or row.revoked_at or (row.expires_at and row.expires_at <= now()):
        return None
    return row


def require_api_key(session: Session, key_id: int) -> ApiKeyRow:
    """The key of this id, live or not.

    Raises:
        ApiKeyNotFound: there is none.

    """
    row = session.get(ApiKeyRow, key_id)
    if row is None:
        raise ApiKeyNotFound(key_id)
    return row


def revoke_api_key(session: Session, key_id: int) -> ApiKeyRow:
    """Stop a key; stopping it again changes nothing.

    Raises:
        ApiKeyNotFound: there is none.

    """
    row = require_api_key(session, key_id)
    row.revoked_at = row.revoked_at or now()
    session.flush()
    return row
