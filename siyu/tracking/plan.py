"""The tracking plan: which events the brand has agreed on, and what happens to others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs
from sqlalchemy import select, update

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_once

from .contracts import PlanMode
from .errors import PlannedEventExists, PlannedEventNotFound, SchemaInvalid
from .models import PlannedEventRow, PlanRow

DRAFT = "https://json-schema.org/draft/2020-12/schema"
VIOLATIONS_MAX = 5


@dataclass(frozen=True)
class Rule:
    """A planned event, ready to check by."""

    mode: PlanMode
    validator: Any


@dataclass(frozen=True)
class Plan:
    """The plan as a loader uses it."""

    version: int = 0
    default_mode: PlanMode = PlanMode.observe
    rules: Mapping[str, Rule] = field(default_factory=dict)


def load_plan(session: Session, known: Plan | None) -> Plan:
    """The plan as it stands; the same object while nothing has changed."""
    row = session.get(PlanRow, 1)
    version = row.version if row else 0
    if known is not None and known.version == version:
        return known
    rules = {
        event.event: Rule(PlanMode(event.mode), compile_schema(event.schema))
        for event in session.scalars(select(PlannedEventRow))
    }
    return Plan(version, PlanMode(row.default_mode) if row else PlanMode.observe, rules)


def violations(validator: Any, properties: Any) -> list[str]:
    """Where properties break a schema: paths and kinds, never values."""
    found = []
    for error in validator.iter_errors(properties):
        path = "/".join(str(step)[:50] for step in error.instance_path) or "."
        rule = [str(step) for step in error.schema_path if isinstance(step, str)]
        found.append(f"{path}: {rule[-1] if rule else 'schema'}")
        if len(found) == VIOLATIONS_MAX:
            break
    return found


def compile_schema(schema: Any) -> Any:
    """A validator; nothing is fetched from anywhere.

    Raises:
        SchemaInvalid: no JSON schema.

    """
    try:
        return jsonschema_rs.Draft202012Validator(schema, retriever=_refuse_to_fetch)
    except (ValueError, TypeError, RecursionError) as error:
        raise SchemaInvalid(str(error).splitlines()[0][:300]) from None


def add_planned_event(
    session: Session, event: str, *, description: str, mode: PlanMode, schema: dict[str, Any]
) -> PlannedEventRow:
    """Agree on an event.

    Raises:
        PlannedEventExists: it is in the plan.
        SchemaInvalid: the schema is none.

    """
    compile_schema(schema)
    row = {
        "event": event,
        "description": description,
        "mode": mode,
        "schema": schema,
        "changed_at": now(),
    }
    if not insert_once(session, PlannedEventRow, row, keys=["event"]):
        raise PlannedEventExists(event)
    _bump(session)
    return session.scalars(select(PlannedEventRow).where(PlannedEventRow.event == event)).one()


def change_planned_event(
    session: Session, planned_event_id: int, changes: Mapping[str, Any]
) -> PlannedEventRow:
    """Set any of description, mode and schema.

    Raises:
        PlannedEventNotFound: it is not in the plan.
        SchemaInvalid: the schema is none.

    """
    row = require_planned_event(session, planned_event_id)
    if "schema" in changes:
        compile_schema(changes["schema"])
    for name in ("description", "mode", "schema"):
        if name in changes:
            setattr(row, name, changes[name])
    row.changed_at = now()
    _bump(session)
    return row


def remove_planned_event(session: Session, planned_event_id: int) -> None:
    """Take an event out of the plan; what was tracked stays.

    Raises:
        PlannedEventNotFound: it is not in the plan.

    """
    session.delete(require_planned_event(session, planned_event_id))
    _bump(session)


def require_planned_event(session: Session, planned_event_id: int) -> PlannedEventRow:
    """The planned event.

    Raises:
        PlannedEventNotFound: it is not in the plan.

    """
    row = session.get(PlannedEventRow, planned_event_id)
    if row is None:
        raise PlannedEventNotFound(planned_event_id)
    return row


def default_mode(session: Session) -> PlanMode:
    """What happens to events the plan does not name."""
    row = session.get(PlanRow, 1)
    return PlanMode(row.default_mode) if row else PlanMode.observe


def set_default_mode(session: Session, mode: PlanMode) -> None:
    _bump(session)
    session.execute(update(PlanRow).values(default_mode=mode))


def _bump(session: Session) -> None:
    first = {"id": 1, "default_mode": PlanMode.observe, "version": 0}
    insert_once(session, PlanRow, first, keys=["id"])
    session.execute(update(PlanRow).values(version=PlanRow.version + 1))
    session.flush()


def _refuse_to_fetch(uri: str) -> Any:
    raise ValueError("a schema may not refer to another place")
