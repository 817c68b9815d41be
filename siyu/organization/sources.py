"""Sources of events, and the write keys they sign with."""

from typing import Any

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import publish

from .contracts import SourceKind, WriteKey
from .errors import SourceNameTaken, SourceNotFound, WriteKeyNotFound, WriteKeyTaken
from .events import SourceChanged
from .models import SourceRow, WriteKeyRow
from .tokens import new_token

PREFIX = "wk_"


def find_write_key(session: Session, key: str) -> WriteKey | None:
    """What a write key stands for; revoked keys and those of stopped sources are not ``active``."""
    found = session.execute(_KEYS.where(WriteKeyRow.key == key)).first()
    return _contract(found[0], found[1]) if found else None


def list_write_keys(session: Session) -> list[WriteKey]:
    """Every write key ever given out, oldest first."""
    rows = session.execute(_KEYS.order_by(WriteKeyRow.id))
    return [_contract(key, source) for key, source in rows]


def add_source(
    session: Session,
    *,
    name: str,
    kind: SourceKind | str,
    node_id: int | None = None,
    strict: bool = False,
    key: str | None = None,
) -> WriteKey:
    """A new source with its first write key.

    Args:
        strict: events that the tracking plan does not know go to quarantine.
        key: a text the brand brings along; generated where None.

    Raises:
        SourceNameTaken: there is one of this name.
        WriteKeyTaken: the key is in use.

    """
    _check_name(session, name)
    row = SourceRow(
        name=name,
        kind=SourceKind(kind),
        node_id=node_id,
        strict=strict,
        active=True,
        created_at=now(),
    )
    session.add(row)
    session.flush()
    return _contract(add_write_key(session, row.id, key=key), row)


def change_source(session: Session, source_id: int, changes: dict[str, Any]) -> SourceRow:
    """Set any of name, node_id, strict and active.

    Raises:
        SourceNotFound: there is none.
        SourceNameTaken: there is another of this name.

    """
    row = require_source(session, source_id)
    if changes.get("name", row.name) != row.name:
        _check_name(session, changes["name"])
    for name in ("name", "node_id", "strict", "active"):
        if name in changes:
            setattr(row, name, changes[name])
    session.flush()
    publish(session, SourceChanged(source_id=source_id))
    return row


def require_source(session: Session, source_id: int) -> SourceRow:
    """The source of this id.

    Raises:
        SourceNotFound: there is none.

    """
    row = session.get(SourceRow, source_id)
    if row is None:
        raise SourceNotFound(source_id)
    return row


def add_write_key(session: Session, source_id: int, *, key: str | None = None) -> WriteKeyRow:
    """One more key for a source; the others go on working until they are revoked.

    Raises:
        SourceNotFound: there is none.
        WriteKeyTaken: the key is in use.

    """
    require_source(session, source_id)
    text = key or new_token(PREFIX)
    if find_write_key(session, text):
        raise WriteKeyTaken
    row = WriteKeyRow(key=text, source_id=source_id, created_at=now())
    session.add(row)
    session.flush()
    publish(session, SourceChanged(source_id=source_id))
    return row


def revoke_write_key(session: Session, source_id: int, write_key_id: int) -> WriteKeyRow:
    """Stop a key; stopping it again changes nothing.

    Raises:
        WriteKeyNotFound: the source has none such.

    """
    row = session.get(WriteKeyRow, write_key_id)
    if row is None or row.source_id != source_id:
        raise WriteKeyNotFound(write_key_id)
    row.revoked_at = row.revoked_at or now()
    session.flush()
    publish(session, SourceChanged(source_id=source_id))
    return row


_KEYS = select(WriteKeyRow, SourceRow).join(SourceRow, SourceRow.id == WriteKeyRow.source_id)


def _contract(key: WriteKeyRow, source: SourceRow) -> WriteKey:
    return WriteKey(
        key=key.key,
        source_id=source.id,
        source_name=source.name,
        node_id=source.node_id,
        kind=SourceKind(source.kind),
        active=source.active and key.revoked_at is None,
        strict=source.strict,
    )


def _check_name(session: Session, name: str) -> None:
    if session.scalar(select(SourceRow.id).where(SourceRow.name == name)) is not None:
        raise SourceNameTaken(name)
