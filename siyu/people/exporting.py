"""Everything we keep about a person, as one JSON file."""

import json
from typing import Any

from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.files import Files
from siyu.kernel.jobs import JobRun, request_job
from siyu.warehouse import Warehouse

from .accounts import accounts_of
from .attributes import attributes_of
from .belonging import belongings
from .consent import consent_history
from .contracts import Person
from .kept import kept_elsewhere
from .merge_log import merges_of
from .models import IdentifierRow, PersonTagRow
from .persons import require_person
from .tags import tag_names
from .timeline import whole_timeline
from .traits import fold

EXPORT_JOB = "people.export"


def request_export(session: Session, person_id: int, *, actor: str, key: str) -> int:
    """Ask for the file; returns the job's id.

    Args:
        key: one file per key.

    Raises:
        PersonNotFound: no such person.

    """
    person = require_person(session, person_id)
    return request_job(
        session,
        EXPORT_JOB,
        key=f"{EXPORT_JOB}:{person.id}:{key}",
        arguments={"person_id": person.id},
        requested_by=actor,
    )


def run_export(context: Context, run: JobRun) -> dict[str, Any]:
    """Write the file; a second run writes another."""
    with context.session(read_only=True) as session:
        person = require_person(session, run.arguments["person_id"])
        kept = everything_kept(session, person)
        kept |= kept_elsewhere(session, context, person.nodes)
    done = 0
    with context.get(Files).create(".json") as (name, file):
        text = json.dumps(kept, ensure_ascii=False, indent=1, default=str)
        file.write(text.removesuffix("\n}").encode() + b',\n "events": [')
        for item in whole_timeline(context.get(Warehouse), person.nodes):
            event = {
                "message_id": item.message_id,
                "type": item.type,
                "event": item.event,
                "time": item.time.isoformat(),
                "source": item.source,
                "properties": item.properties,
                "context": item.context,
            }
            line = json.dumps(event, ensure_ascii=False).encode()
            file.write((b",\n  " if done else b"\n  ") + line)
            done += 1
            run.report(done)
        file.write(b"\n ]\n}\n")
    return {"file": name, "events": done}


def everything_kept(session: Session, person: Person) -> dict[str, Any]:
    """What this room keeps in the relational store, in clear."""
    nodes = dict.fromkeys(person.nodes, person.id)
    tags = session.scalars(select(PersonTagRow).where(PersonTagRow.node_id.in_(nodes))).all()
    names = tag_names(session, [row.tag_id for row in tags])
    identifiers = session.scalars(
        select(IdentifierRow).where(IdentifierRow.person_id == person.id).order_by(IdentifierRow.id)
    )
    return {
        "person": {
            "id": ids.code("per", person.id),
            "nodes": [ids.code("per", node) for node in person.nodes],
            "kind": person.kind.value,
            "state": person.state.value,
            "created_at": person.created_at,
            "first_seen_at": person.first_seen_at,
            "last_seen_at": person.last_seen_at,
        },
        "identifiers": [
            {
                "type": row.type,
                "value": row.value,
                "first_seen_at": row.first_seen_at,
                "source": row.source,
                "message_id": row.message_id,
            }
            for row in identifiers
        ],
        "traits": {
            name: [
                {"value": v.value, "source": v.source, "set_at": v.set_at} for v in trait.versions
            ]
            for name, trait in fold(session, nodes).get(person.id, {}).items()
        },
        "attributes": attributes_of(session, nodes).get(person.id, {}),
        "tags": [
            {
                "group": names[row.tag_id][0],
                "name": names[row.tag_id][1],
                "source": row.source,
                "tagged_at": row.tagged_at,
                "expires_at": row.expires_at,
            }
            for row in tags
        ],
        "consents": [
            {
                "purpose": row.purpose,
                "channel": row.channel,
                "granted": row.granted,
                "at": row.at,
                "proof": row.proof,
                "recorded_at": row.recorded_at,
            }
            for row in consent_history(session, list(nodes))
        ],
        "belongings": [
            {
                "node": ids.code("node", row.org_node_id),
                "since": row.since,
                "source": row.source,
                "orders": row.orders,
                "revenue_minor": row.revenue_minor,
                "first_order_at": row.first_order_at,
                "last_order_at": row.last_order_at,
            }
            for row in belongings(session, nodes)
        ],
        "accounts": [
            {"id": ids.code("per", account), "role": role}
            for account, role in accounts_of(session, nodes).get(person.id, {}).items()
        ],
        "merges": [
            {
                "kind": row.kind,
                "person": ids.code("per", row.person_id),
                "other": ids.code("per", row.other_id),
                "reason": row.reason,
                "at": row.at,
                "undone_at": row.undone_at,
            }
            for row in merges_of(session, list(nodes), before=1 << 62, most=1_000)
        ],
    }
