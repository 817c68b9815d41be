"""What the routes of people share: codes, bounds, the shapes of a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import Request
from pydantic import AfterValidator, Field

from siyu.http import Caller, Code, Schema, Text, allow, context_of
from siyu.http.callers import PermissionMissing
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated
from siyu.organization import scope_ids

from ..contracts import Person, PersonKind, PersonState, TagSource
from ..errors import PersonNotFound
from ..persons import require_person
from ..searching import in_scope, those_within

READ, MANAGE, MERGE, REVEAL, ERASE = (
    *("people.read", "people.manage", "people.merge", "people.reveal", "people.erase"),
)

PersonCode = Annotated[int, Code("per")]
TagCode = Annotated[int, Code("tag")]
TagGroupCode = Annotated[int, Code("tgr")]
MergeCode = Annotated[int, Code("mrg")]
ConflictCode = Annotated[int, Code("cfl")]
IdentifierCode = Annotated[int, Code("idf")]
NodeCode = Annotated[int, Code("node")]
JobCode = Annotated[int, Code("job")]

Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Merger = Annotated[Caller, allow(MERGE)]
Revealer = Annotated[Caller, allow(REVEAL)]
Eraser = Annotated[Caller, allow(ERASE)]

ALWAYS = (Unauthenticated, PermissionMissing)
OF_PERSON = (*ALWAYS, PersonNotFound)

JSON_DEPTH_MAX = 8
JSON_ITEMS_MAX = 300


def _bounded(value: Any) -> Any:
    _check(value, 0)
    return value


def _check(value: Any, depth: int) -> None:
    if depth > JSON_DEPTH_MAX:
        raise ValueError(f"nested deeper than {JSON_DEPTH_MAX}")
    if isinstance(value, str):
        if "\x00" in value or len(value) > 8_192:
            raise ValueError("text must be shorter than 8193 characters and without NUL")
    elif isinstance(value, dict):
        if len(value) > JSON_ITEMS_MAX or any("\x00" in k or len(k) > 200 for k in value):
            raise ValueError("too many keys, or a key that is too long")
        for inner in value.values():
            _check(inner, depth + 1)
    elif isinstance(value, list):
        if len(value) > JSON_ITEMS_MAX:
            raise ValueError("too many items")
        for inner in value:
            _check(inner, depth + 1)
    elif isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= 1 << 63:
            raise ValueError("number out of range")
    elif isinstance(value, float) and value - value != 0:
        raise ValueError("number out of range")


def _storable_time(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs its zone")
    if not 1 < value.year < 9999:
        raise ValueError("time out of range")
    return value


Json = Annotated[Any, AfterValidator(_bounded)]
JsonObject = Annotated[dict[str, Any], AfterValidator(_bounded)]
Instant = Annotated[datetime, AfterValidator(_storable_time)]
ShortText = Annotated[Text, Field(min_length=1, max_length=200)]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_:.-]{0,63}$")]


class TagOut(Schema):
    """A tag on a person, or in the catalogue."""

    id: TagCode
    name: str = Field(examples=["高价值"])
    group: str = Field(examples=["价值"])
    source: TagSource | None = None
    expires_at: datetime | None = None


class PersonSummary(Schema):
    """A person in a list."""

    id: PersonCode
    name: str | None = Field(description="Masked without `people.reveal`.", examples=["张**"])
    phone_masked: str | None = Field(examples=["138****8000"])
    email_masked: str | None = Field(examples=["j***@example.com"])
    state: PersonState
    kind: PersonKind
    tags: list[TagOut]
    created_at: datetime
    first_seen_at: datetime
    last_seen_at: datetime


def require_visible(
    session: Session, caller: Caller, person_id: int, permission: str = READ
) -> Person:
    """A person whom this caller may look at, or do something to.

    Raises:
        PersonNotFound: there is none, or none within the caller's org nodes.

    """
    person = require_person(session, person_id)
    nodes = scope_ids(session, caller.nodes(permission))
    if not in_scope(session, person.id, nodes):
        raise PersonNotFound(person_id)
    return person


def seen_in_clear(session: Session, caller: Caller, person_ids: Sequence[int]) -> frozenset[int]:
    """Of these (canonical) persons, those whose personal data this caller sees as it is."""
    nodes = scope_ids(session, caller.nodes(REVEAL))
    if nodes is None:
        return frozenset(person_ids)
    return frozenset(those_within(session, person_ids, nodes) if nodes else ())


def context(request: Request) -> Any:
    """The running siyu."""
    return context_of(request)
