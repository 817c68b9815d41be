"""What carriers tell: pushed by them, or asked for where they are silent; kept once, in any order."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, select

from siyu import people
from siyu.kernel.blocks import BlockNotFound, Blocks
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_once

from ..carriers import list_carriers
from ..orders import ParcelState, hear_of_parcel, lock_order
from ..orders.models import OrderRow, ShipmentRow
from .contracts import BLOCK_KIND, CarrierProvider, PushOutcome, Scan
from .errors import CarrierProviderUnknown, PushMalformed
from .models import TrackRow

SILENT_HOURS = 12
"""A carrier that has said nothing of a parcel for so long is asked."""
ASK_DAYS_MAX = 60
"""After a parcel left; then nobody is asked any more."""
BEFORE, AFTER = timedelta(days=30), timedelta(days=90)
"""Around a parcel's leaving, what is heard of its number is about it: carriers use numbers again."""
SCANS_A_PUSH_MAX = 100
BATCH = 50
YEARS = range(2000, 2200)

log = structlog.get_logger(__name__)


def require_provider(context: Context, name: str) -> CarrierProvider:
    """Who speaks for carriers under this name.

    Raises:
        CarrierProviderUnknown: nobody does.

    """
    try:
        found: CarrierProvider = context.get(Blocks).require(BLOCK_KIND, name).implementation
    except BlockNotFound:
        raise CarrierProviderUnknown(name[:40]) from None
    return found


def receive_push(
    context: Context, provider: str, headers: Mapping[str, str], body: bytes
) -> list[PushOutcome]:
    """A provider pushes: check that it is the provider, then take in what it says.

    Raises:
        CarrierProviderUnknown, PushForged, PushMalformed: nothing was changed.

    """
    scans = require_provider(context, provider).read_push(headers, body)
    if len(scans) > SCANS_A_PUSH_MAX or not all(map(_is_sound, scans)):
        raise PushMalformed(provider)
    outcomes = []
    for scan in scans:
        with context.session() as session:
            outcomes.append(take_scan(session, provider, scan))
    return outcomes


def take_scan(session: Session, provider: str, scan: Scan) -> PushOutcome:
    """Keep a scan, once by its id, and let the parcels of its number follow it.

    Rows are taken scan first, then orders by id; nobody who holds an order waits for a scan.
    """
    parcels = session.scalars(
        select(ShipmentRow)
        .where(
            ShipmentRow.waybill == scan.waybill,
            ShipmentRow.carrier == scan.carrier,
            ShipmentRow.shipped_at.between(now() - AFTER, now() + BEFORE),
        )
        .order_by(ShipmentRow.order_id, ShipmentRow.id)
    ).all()
    row = {
        "provider": provider,
        "event_id": scan.event_id,
        "carrier": scan.carrier,
        "waybill": scan.waybill,
        "state": str(scan.state),
        "at": scan.at.astimezone(UTC),
        "place": scan.place[:100],
        "text": "" if _of_nobody(session, parcels) else scan.text[:500],
        "heard_at": now(),
    }
    fresh = insert_once(session, TrackRow, row, keys=["provider", "event_id"])
    if not parcels:
        log.info("track.unknown", provider=provider, carrier=scan.carrier)
    for parcel in parcels:
        follow(session, lock_order(session, parcel.order_id), parcel)
    if not fresh:
        return PushOutcome.repeated
    return PushOutcome.followed if parcels else PushOutcome.unknown


def follow(session: Session, order: OrderRow, parcel: ShipmentRow) -> None:
    """Let a parcel be where its whole track says; the caller has locked the order."""
    session.refresh(parcel)
    track = session.execute(
        select(TrackRow.state, TrackRow.at, TrackRow.heard_at).where(*_about(parcel))
    ).all()
    if not track:
        return
    heard_at = max(step.heard_at for step in track)
    steps = [(ParcelState(step.state), step.at) for step in track]
    hear_of_parcel(session, order, parcel, steps, heard_at=heard_at)
    if parcel.ask_at is not None:
        ended = parcel.state in (ParcelState.signed, ParcelState.returned)
        parcel.ask_at = None if ended else heard_at + timedelta(hours=SILENT_HOURS)
    session.flush()


def tracks_of(session: Session, parcels: Sequence[ShipmentRow]) -> dict[int, list[TrackRow]]:
    """Tracks by shipment, the latest step first."""
    numbers = [parcel.waybill for parcel in parcels if parcel.waybill]
    query = (
        select(TrackRow)
        .where(TrackRow.waybill.in_(numbers))
        .order_by(TrackRow.at.desc(), TrackRow.id.desc())
    )
    steps = session.scalars(query).all() if numbers else []
    return {
        parcel.id: [
            step
            for step in steps
            if (step.carrier, step.waybill) == (parcel.carrier, parcel.waybill)
            and parcel.shipped_at - BEFORE <= step.heard_at <= parcel.shipped_at + AFTER
        ]
        for parcel in parcels
    }


def ask_carriers(context: Context, due: datetime) -> None:
    """Read the tracks of parcels that have been silent for long; a schedule."""
    while _ask_some(context):
        pass


def _ask_some(context: Context) -> bool:
    with context.session(read_only=True) as session:
        silent = session.scalars(
            select(ShipmentRow)
            .where(ShipmentRow.ask_at <= now())
            .order_by(ShipmentRow.ask_at)
            .limit(BATCH)
        ).all()
        providers = {one.code: one.provider for one in list_carriers(session)}
    for parcel in silent:
        provider = providers.get(parcel.carrier, "")
        try:
            _ask(context, provider, parcel)
        except Exception:
            # A carrier that does not answer must not keep the others from being asked.
            log.exception("track.not_asked", carrier=parcel.carrier)
        _ask_later(context, parcel.id)
    return len(silent) == BATCH


def _ask(context: Context, provider: str, parcel: ShipmentRow) -> None:
    if not provider:
        return
    way = require_provider(context, provider)
    scans = way.read_track(context, carrier=parcel.carrier, waybill=parcel.waybill)
    for scan in filter(_is_sound, scans):
        with context.session() as session:
            take_scan(session, provider, scan)


def _ask_later(context: Context, shipment_id: int) -> None:
    with context.session() as session:
        parcel = session.get_one(ShipmentRow, shipment_id)
        if parcel.ask_at is None or parcel.ask_at > now():
            return
        old = parcel.shipped_at < now() - timedelta(days=ASK_DAYS_MAX)
        done = old or parcel.received_at is not None
        parcel.ask_at = None if done else now() + timedelta(hours=SILENT_HOURS)


def _of_nobody(session: Session, parcels: Sequence[ShipmentRow]) -> bool:
    """Whether whoever ordered has been erased: then words that may name them are not kept again."""
    if not parcels:
        return False
    orders = sorted({parcel.order_id for parcel in parcels})
    buyers = session.scalars(select(OrderRow.person_id).where(OrderRow.id.in_(orders))).all()
    return not any(_is_somebody(session, buyer) for buyer in set(buyers))


def _is_somebody(session: Session, person_id: int) -> bool:
    try:
        people.require_person(session, person_id)
    except people.PersonNotFound:
        return False
    return True


def _about(parcel: ShipmentRow) -> tuple[ColumnElement[bool], ...]:
    return (
        TrackRow.waybill == parcel.waybill,
        TrackRow.carrier == parcel.carrier,
        TrackRow.heard_at.between(parcel.shipped_at - BEFORE, parcel.shipped_at + AFTER),
    )


def _is_sound(scan: Scan) -> bool:
    """Whether every store can keep it."""
    texts = (scan.event_id, scan.carrier, scan.waybill, scan.place, scan.text)
    return (
        not any("\x00" in text for text in texts)
        and 0 < len(scan.event_id) <= 100
        and 0 < len(scan.carrier) <= 20
        and 0 < len(scan.waybill) <= 100
        and scan.at.tzinfo is not None
        and scan.at.year in YEARS
    )
