"""Members of a segment as a CSV file, as a job."""

from typing import Any

from siyu import people
from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.files import Files
from siyu.kernel.jobs import JobRun, request_job
from siyu.kernel.spreadsheets import create_table
from siyu.warehouse import Warehouse

from . import members
from .keys import attribute_key, trait_key

EXPORT = "audiences.export"
PEOPLE_AT_ONCE = 2_000


def request_export(
    session: Session, segment_id: int, *, actor: str, key: str, options: dict[str, Any]
) -> int:
    """Ask for a file with everyone in a segment; returns the job's id."""
    return request_job(
        session,
        EXPORT,
        key=f"{EXPORT}:{segment_id}:{key}",
        arguments={"segment_id": segment_id, **options},
        requested_by=actor,
    )


def export_members(context: Context, run: JobRun) -> dict[str, Any]:
    """Write the file; after a crash a new one is written from the start."""
    asked = run.arguments
    warehouse = context.get(Warehouse)
    everyone = members.member_ids(warehouse, int(asked["segment_id"]))
    keys = {trait_key(name): name for name in asked["traits"]}
    keys |= {attribute_key(name): name for name in asked["attributes"]}
    with create_table(context.get(Files)) as (name, write_rows):
        write_rows([["person", *keys.values(), *asked["contacts"]]])
        for start in range(0, len(everyone), PEOPLE_AT_ONCE):
            some = [int(person) for person in everyone[start : start + PEOPLE_AT_ONCE]]
            values = _values(warehouse, some, list(keys))
            contacts = _contacts(context, some, asked["contacts"], reveal=asked["reveal"])
            write_rows(
                [
                    ids.code("per", person),
                    *(values.get((person, key), "") for key in keys),
                    *(contacts[kind].get(person, "") for kind in asked["contacts"]),
                ]
                for person in some
            )
            run.report(min(start + PEOPLE_AT_ONCE, len(everyone)), len(everyone))
    return {"file": name, "rows": len(everyone)}


def _values(warehouse: Warehouse, some: list[int], keys: list[str]) -> dict[tuple[int, str], str]:
    if not keys:
        return {}
    rows = warehouse.rows(
        "SELECT person, toString(key) AS name, value FROM person_values FINAL"
        " WHERE key IN {keys:Array(String)} AND person IN {people:Array(UInt32)}",
        {"keys": keys, "people": some},
    )
    return {(row["person"], row["name"]): row["value"] for row in rows}


def _contacts(
    context: Context, some: list[int], kinds: list[str], *, reveal: bool
) -> dict[str, dict[int, str]]:
    if not kinds:
        return {}
    with context.session(read_only=True) as session:
        return {
            kind: people.shown_contacts(session, some, people.Contact(kind), reveal=reveal)
            for kind in kinds
        }
