"""Identifiers in bulk: one query per type for those we know, ids in ranges for those we do not."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from siyu.kernel.cipher import cipher
from siyu.kernel.database import Session

from .bulk import select_in
from .models import IdentifierRow, TombstoneRow
from .normalising import Named

CHUNK = 8_000

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Known:
    """An identifier while people are being resolved."""

    id: int
    type: str
    blind: bytes
    priority: int
    node_id: int | None
    person_id: int | None
    bound_at: datetime | None
    contested: bool = False
    erased_before: datetime | None = None
    moved_at: datetime | None = None
    moved_from: int | None = None
    value: str = ""
    """In clear, only while it is new."""
    first_seen_at: datetime | None = None
    source: str = ""
    message_id: str = ""
    is_new: bool = False
    stored: tuple[Any, ...] = ()
    """What the row says of all that may change, to see what did."""

    @property
    def state(self) -> tuple[Any, ...]:
        return (
            *(self.node_id, self.person_id, self.bound_at, self.contested),
            *(self.moved_at, self.moved_from),
        )

    @property
    def person_before(self) -> int | None:
        """The person it belonged to before."""
        person: int | None = self.stored[1] if self.stored else None
        return person


_COLUMNS = (
    *("id", "type", "blind", "node_id", "person_id", "bound_at", "contested", "erased_before"),
    *("moved_at", "moved_from"),
)


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of at most ``size``: databases bound the parameters of a statement."""
    whole = list(values)
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def find_known(session: Session, named: Iterable[Named]) -> dict[tuple[str, bytes], Known]:
    """Those we know already."""
    by_type: dict[str, dict[bytes, Named]] = defaultdict(dict)
    for one in named:
        by_type[one.type][one.blind] = one
    found: dict[tuple[str, bytes], Known] = {}
    for type_, wanted in by_type.items():
        for known in _load(session, "blind", wanted, only={"type": type_}):
            known.priority = wanted[known.blind].priority
            found[type_, known.blind] = known
    return found


def known_of_persons(session: Session, person_ids: Iterable[int]) -> list[Known]:
    """Every identifier of these persons."""
    return list(_load(session, "person_id", person_ids))


def known_by_id(session: Session, identifier_ids: Iterable[int]) -> list[Known]:
    """Identifiers by their ids."""
    return list(_load(session, "id", identifier_ids))


def tombstones(session: Session, named: Sequence[Named]) -> dict[bytes, datetime]:
    """Blind index → when it was erased."""
    if not any_tombstone(session):
        return {}
    wanted = {tombstone_digest(one.blind): one.blind for one in named}
    found: dict[bytes, datetime] = {}
    for part in chunks(wanted):
        for row in session.execute(
            select(TombstoneRow.digest, TombstoneRow.erased_at).where(TombstoneRow.digest.in_(part))
        ):
            found[wanted[row.digest]] = row.erased_at
    return found


def any_tombstone(session: Session) -> bool:
    """Whether anybody was ever erased."""
    return session.scalar(select(TombstoneRow.digest).limit(1)) is not None


def tombstone_digest(blind: bytes) -> bytes:
    """What stays of an erased identifier."""
    return hashlib.blake2b(blind, digest_size=16, person=b"siyu tombstone").digest()


def tail_index(type_: str, value: str) -> bytes | None:
    """Blind index of the last four digits of a phone number."""
    return cipher().blind_index("phone tail", value[-4:]) if type_ == "phone" else None


def _load(
    session: Session, by: str, values: Iterable[Any], *, only: Mapping[str, Any] | None = None
) -> Iterator[Known]:
    for row in select_in(session, IdentifierRow, _COLUMNS, by, values, only=only):
        id_, type_, blind, *rest = row
        known = Known(id_, type_, blind, 0, *rest)
        known.stored = known.state
        yield known
