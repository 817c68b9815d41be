"""Attributes: values that modules keep about a person, for everyone to see and ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from siyu.kernel.blocks import Block
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .bulk import insert_many, select_in
from .changes import mark_changed
from .errors import AttributeValueUnfit
from .models import AttributeRow
from .trait_keys import storable

KIND = "attribute"


class AttributeType(StrEnum):
    """What an attribute's values are."""

    text = "text"
    number = "number"
    boolean = "boolean"
    time = "time"
    list = "list"


@dataclass(frozen=True)
class Attribute:
    """A declared attribute; its block is what the manifest registers.

    Args:
        name: unique in the house, lower case with underscores: ``tier``.
        title: by language (``zh``, ``en``).

    """

    name: str
    type: AttributeType
    title: Mapping[str, str]

    def block(self) -> Block:
        schema = {"type": self.type.value}
        return Block(KIND, self.name, dict(self.title), self, schema)

    def check(self, value: Any) -> Any:
        """The value as kept.

        Raises:
            AttributeValueUnfit: of another type.

        """
        fits = {
            AttributeType.text: isinstance(value, str),
            AttributeType.number: isinstance(value, int | float) and not isinstance(value, bool),
            AttributeType.boolean: isinstance(value, bool),
            AttributeType.time: isinstance(value, date),
            AttributeType.list: isinstance(value, list | tuple),
        }
        if value is not None and not fits[self.type]:
            raise AttributeValueUnfit(self.name, self.type.value)
        return value.isoformat() if isinstance(value, date) else storable(value)


def set_attribute(
    session: Session,
    person_id: int,
    attribute: Attribute | str,
    value: Any,
    *,
    at: datetime | None = None,
) -> None:
    """Keep a value for a person; null takes it away. A name in place of the attribute is not checked."""
    set_attributes(session, attribute, [(person_id, value)], at=at)


def set_attributes(
    session: Session,
    attribute: Attribute | str,
    values: Iterable[tuple[int, Any]],
    *,
    at: datetime | None = None,
) -> None:
    """Keep values for many persons; those that stand already cost nothing in the warehouse."""
    moment = at or now()
    name = attribute if isinstance(attribute, str) else attribute.name
    check = storable if isinstance(attribute, str) else attribute.check
    rows = {person: (person, name, check(value), moment) for person, value in values}
    columns = ("node_id", "name", "value", "set_at")
    insert_many(
        session, AttributeRow, columns, [rows[person] for person in sorted(rows)], conflict=_NEWER
    )
    mark_changed(session, rows)


def attributes_of(session: Session, nodes: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """Person → values by name; of several nodes the newest counts.

    Args:
        nodes: node → person.

    """
    newest: dict[tuple[int, str], tuple[datetime, int, Any]] = {}
    columns = ("node_id", "name", "value", "set_at")
    for node, name, value, set_at in select_in(session, AttributeRow, columns, "node_id", nodes):
        key = (nodes[node], name)
        if key not in newest or (set_at, node) > newest[key][:2]:
            newest[key] = (set_at, node, value)
    found: dict[int, dict[str, Any]] = {}
    for (person, name), (_, _, value) in sorted(newest.items()):
        if value is not None:
            found.setdefault(person, {})[name] = value
    return found


_NEWER = """ON CONFLICT (node_id, name) DO UPDATE SET value = excluded.value, set_at = excluded.set_at
WHERE excluded.set_at >= people_attribute.set_at"""
