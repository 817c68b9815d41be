"""From an audience to queued deliveries, in sets: a chunk of people is a handful of statements.

The audience is fixed in a bitmap when the campaign starts. Each chunk commits together with how far
it has come, so that a crash at any moment neither skips nor repeats anybody; chunks are short, so
that on SQLite nobody waits long for the writer.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import numpy as np
from pyroaring import BitMap
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Integer,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
)

from siyu import audiences, people
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_missing
from siyu.kernel.events import publish_many
from siyu.warehouse import Warehouse

from .assignment import assign
from .campaigns import require_campaign, variants_of
from .content import Content
from .contracts import HOLDOUT, NOT_ELIGIBLE, CampaignState, DeliveryState, Reason, Unready
from .errors import CampaignNotReady
from .events import MessageSuppressed
from .models import AudienceRow, CampaignRow, DeliveryRow, LinkRow, VariantRow
from .rendering import compiled
from .templates import parts_of, require_template

CHUNK_PEOPLE = 20_000
PURPOSE = "marketing"


def open_campaign(context: Context, campaign_id: int) -> bool:
    """Fix audience, words and links of a campaign that is due; False while its segment is computed.

    Raises:
        SegmentNotFound, TemplateNotFound: what it needs is gone.
        CampaignNotReady: its segment could not be computed; it may be tried again by itself.

    """
    with context.session(read_only=True) as session:
        segment_id = require_campaign(session, campaign_id).segment_id
        segment = audiences.require_segment(session, segment_id)
    if segment.state is audiences.SegmentState.failed:
        raise CampaignNotReady(Unready.segment_failed)
    if segment.state is audiences.SegmentState.computing:
        return False
    # The warehouse is asked outside the transaction: it may take its time.
    members = audiences.member_ids(context.get(Warehouse), segment_id)
    crowd = BitMap(np.asarray(members, dtype=np.uint32))
    crowd.discard(0)
    with context.session() as session:
        row = require_campaign(session, campaign_id, lock=True)
        if row.state != CampaignState.scheduled:
            return False
        insert_missing(
            session,
            AudienceRow,
            [{"campaign_id": row.id, "people": crowd.serialize()}],
            keys=["campaign_id"],
        )
        for variant in variants_of(session, row.id):
            _fix_words(session, variant)
        row.audience_count, row.started_at = len(crowd), now()
        row.state, row.updated_at = CampaignState.preparing, now()
        return True


def prepare_chunk(context: Context, campaign_id: int) -> None:
    """Queue the next people of a campaign; when all are, it runs."""
    # Consent is most of the work and only read, so on SQLite no writer waits for it. Who withdraws
    # in between is caught when the message is claimed.
    with context.session(read_only=True) as session:
        row = require_campaign(session, campaign_id)
        stored = session.get(AudienceRow, campaign_id)
        if row.state != CampaignState.preparing or stored is None:
            return
        start = row.prepared_count
        crowd = BitMap.deserialize(stored.people)
        chunk = np.asarray(crowd[start : start + CHUNK_PEOPLE], dtype=np.int64)
        consenting = people.consented(
            session,
            chunk.tolist(),
            purpose=PURPOSE,
            channel=row.channel,
            default=row.consent_default,
        )
    with context.session() as session:
        row = require_campaign(session, campaign_id, lock=True)
        if row.state != CampaignState.preparing or row.prepared_count != start:
            return  # cancelled meanwhile, or another worker was here first
        if len(chunk):
            _queue(session, row, chunk, consenting)
        row.prepared_count = start + len(chunk)
        if row.prepared_count == row.audience_count:
            session.execute(delete(AudienceRow).where(AudienceRow.campaign_id == campaign_id))
            row.state, row.prepared_at = CampaignState.running, now()


def _queue(session: Session, row: CampaignRow, chunk: Any, consenting: set[int]) -> None:
    variants = variants_of(session, row.id)
    eligible = np.isin(chunk, np.fromiter(consenting, dtype=np.int64, count=len(consenting)))
    numbers = assign(
        chunk.astype(np.uint64),
        salt=row.salt,
        weights=[variant.weight for variant in variants],
        holdout_percent=row.holdout_percent,
    )
    numbers = np.where(eligible, numbers, NOT_ELIGIBLE)
    due_at = now()
    for number in np.unique(numbers).tolist():
        reason = _REASONS.get(number)
        state = DeliveryState.suppressed if reason else DeliveryState.queued
        group = chunk[numbers == number].tolist()
        insert_deliveries(
            session,
            row,
            group,
            variant=number,
            state=state,
            reason=reason or "",
            due_at=due_at,
        )
        if reason:
            _publish_suppressed(session, row, group, reason)


_REASONS = {NOT_ELIGIBLE: Reason.no_consent, HOLDOUT: Reason.holdout}


def insert_deliveries(
    session: Session,
    row: CampaignRow,
    person_ids: list[int],
    *,
    variant: int,
    state: DeliveryState,
    reason: str,
    due_at: datetime,
) -> None:
    """One row a person from one statement: the ids travel as one value, the rest as constants."""
    ids = _id_rows(session, person_ids)
    fixed: dict[str, Any] = {
        "campaign_id": row.id,
        "variant": variant,
        "channel": row.channel,
        "state": str(state),
        "reason": str(reason),
        "due_at": due_at,
        "attempts": 0,
    }
    table: Any = DeliveryRow.__table__
    values = [literal(value, table.c[name].type) for name, value in fixed.items()]
    session.execute(insert(DeliveryRow).from_select(["person_id", *fixed], select(ids, *values)))


def _id_rows(session: Session, person_ids: Iterable[int]) -> Any:
    if session.get_bind().dialect.name == "postgresql":
        array = bindparam("ids", list(person_ids), type_=ARRAY(BigInteger))
        return func.unnest(array).column_valued("id")
    return cast(
        func.json_each(bindparam("ids", json.dumps(list(person_ids))))
        .table_valued(column("value", Integer))
        .c.value,
        Integer,
    )


def _publish_suppressed(
    session: Session, row: CampaignRow, person_ids: list[int], reason: Reason
) -> None:
    found = session.execute(
        select(DeliveryRow.id, DeliveryRow.person_id).where(
            DeliveryRow.campaign_id == row.id,
            DeliveryRow.person_id >= min(person_ids),
            DeliveryRow.person_id <= max(person_ids),
            DeliveryRow.reason == reason,
        )
    )
    publish_many(
        session,
        [
            MessageSuppressed(
                person_id=person_id,
                delivery_id=delivery_id,
                campaign_id=row.id,
                campaign=row.name,
                variant="",
                channel=row.channel,
                reason=reason,
            )
            for delivery_id, person_id in found
        ],
    )


def _fix_words(session: Session, variant: VariantRow) -> None:
    parts = parts_of(require_template(session, variant.template_id))
    variant.content = parts
    content: Content = compiled(parts)
    rows = [
        {"variant_id": variant.id, "number": link.number, "address": link.source}
        for link in content.links
    ]
    insert_missing(session, LinkRow, rows, keys=["variant_id", "number"])
