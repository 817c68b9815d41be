"""Everyone a campaign was for as a CSV file, as a job: how it went with each, and when."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from siyu import organization, people
from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.files import Files
from siyu.kernel.jobs import JobRun, request_job
from siyu.kernel.spreadsheets import create_table

from .contracts import DeliveryFilter, DeliveryState, Learnt, Reason
from .deliveries import count_deliveries, delivery_pages, variant_names
from .delivery_words import LANGUAGES, REASONS, STATES, TITLES, VARIANTS
from .models import DeliveryRow

DELIVERY_EXPORT = "messaging.export"
PEOPLE_AT_ONCE = 2_000


def request_delivery_export(
    session: Session,
    campaign_id: int,
    only: DeliveryFilter,
    *,
    contacts: Sequence[people.Contact],
    reveal: bool,
    language: str,
    actor: str,
    key: str,
) -> int:
    """Ask for the file; returns the job's id.

    Args:
        contacts: what of the people stands beside their ids.
        reveal: contacts in clear.
        key: one file per key.

    """
    return request_job(
        session,
        DELIVERY_EXPORT,
        key=f"{DELIVERY_EXPORT}:{campaign_id}:{key}",
        arguments={
            "campaign_id": campaign_id,
            "only": asdict(only),
            "contacts": list(contacts),
            "reveal": reveal,
            "language": language,
        },
        requested_by=actor,
    )


def export_deliveries(context: Context, run: JobRun) -> dict[str, Any]:
    """Write the file; after a crash a new one is written from the start."""
    asked = run.arguments
    campaign_id, only = int(asked["campaign_id"]), DeliveryFilter(**asked["only"])
    contacts = [people.Contact(kind) for kind in asked["contacts"]]
    spoken = LANGUAGES.index(asked["language"])
    with context.session(read_only=True) as session:
        total = count_deliveries(session, campaign_id, only)
        names = variant_names(session, campaign_id)
        zone = ZoneInfo(organization.get_brand(session, context.settings).timezone)
    names = {number: VARIANTS.get(name, (name, name))[spoken] for number, name in names.items()}
    done = 0
    with create_table(context.get(Files)) as (name, write_rows):
        write_rows([[TITLES[column][spoken] for column in ("person", *contacts, *_COLUMNS)]])
        for page in delivery_pages(context, campaign_id, only, size=PEOPLE_AT_ONCE):
            known = _contacts(context, page, contacts, reveal=asked["reveal"])
            write_rows(
                [
                    ids.code("per", row.person_id),
                    *(column.get(row.person_id, "") for column in known),
                    *_cells(row, names, spoken, zone),
                ]
                for row in page
            )
            done += len(page)
            run.report(done, total)
    return {"file": name, "rows": done}


_COLUMNS = ("variant", "state", "reason", *(f"{learnt}_at" for learnt in Learnt), "problem")


def _contacts(
    context: Context, page: Sequence[DeliveryRow], kinds: Sequence[people.Contact], *, reveal: bool
) -> list[dict[int, str]]:
    asked = [row.person_id for row in page]
    if not kinds:
        return []
    with context.session(read_only=True) as session:
        return [people.shown_contacts(session, asked, kind, reveal=reveal) for kind in kinds]


def _cells(row: DeliveryRow, variants: dict[int, str], spoken: int, zone: ZoneInfo) -> list[str]:
    moments: list[datetime | None] = [getattr(row, f"{learnt}_at") for learnt in Learnt]
    return [
        variants.get(row.variant, ""),
        STATES[DeliveryState(row.state)][spoken],
        REASONS[Reason(row.reason)][spoken] if row.reason else "",
        *(f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if at else "" for at in moments),
        row.problem or "",
    ]
