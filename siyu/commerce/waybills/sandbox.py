"""A carrier that lives on this machine: it issues numbers, and its pushes may be late, repeated or lost.

Its book is its own (``commerce_sandbox_waybill``, ``…_scan``); ``move`` is what its couriers do.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_missing

from ..carriers import require_carrier, sample_of
from ..orders import ParcelState
from ..sandbox_signing import is_signed, signed
from .contracts import Scan, WaybillWanted
from .errors import (
    PushForged,
    PushMalformed,
    SandboxParcelEnded,
    SandboxWaybillUnknown,
    WaybillRefused,
)
from .models import SandboxScanRow, SandboxWaybillRow

NAME = "sandbox"
SIGNED_AS = "sandbox carrier"
FORM = "SBX#{12}"
"""Of numbers for a carrier that names no form of its own."""
WAY = (
    ParcelState.accepted,
    ParcelState.collected,
    ParcelState.in_transit,
    ParcelState.out_for_delivery,
    ParcelState.signed,
)
_TOLD = {
    ParcelState.accepted: ("", "已下单，等待快递员揽收"),
    ParcelState.collected: ("嘉兴", "快递员已揽收"),
    ParcelState.in_transit: ("上海转运中心", "快件已到达转运中心，正发往目的地"),
    ParcelState.out_for_delivery: ("上海", "快递员正在派送，请保持电话畅通"),
    ParcelState.exception: ("上海", "收件人不在，已约定再次派送"),
    ParcelState.signed: ("上海", "快件已签收"),
    ParcelState.returned: ("嘉兴", "快件已退回寄件人"),
}


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    event_id: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    carrier: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    waybill: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    state: ParcelState
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    place: str = ""
    text: str = ""


class SandboxCarrier:
    """The provider ``sandbox``; it plays any carrier that staff give to it."""

    name = NAME

    def request(self, context: Context, wanted: WaybillWanted) -> str:
        with context.session() as session:
            forms = require_carrier(session, wanted.carrier).waybill_forms
            row = {"key": wanted.key, "carrier": wanted.carrier}
            insert_missing(session, SandboxWaybillRow, [row], keys=["key"])
            kept = session.scalars(
                select(SandboxWaybillRow).where(SandboxWaybillRow.key == wanted.key)
            ).one()
            kept.number = kept.number or sample_of(forms[0] if forms else FORM, kept.id)
            return kept.number

    def cancel(self, context: Context, *, carrier: str, waybill: str) -> None:
        with context.session() as session:
            row = _find(session, carrier, waybill)
            if row is None or _states(session, row.id) not in ([], [ParcelState.accepted]):
                raise WaybillRefused(carrier, "no such waybill, or the parcel is on its way")
            row.cancelled_at = row.cancelled_at or now()

    def read_track(self, context: Context, *, carrier: str, waybill: str) -> Sequence[Scan]:
        with context.session(read_only=True) as session:
            row = _find(session, carrier, waybill)
            if row is None:
                return []
            scans = session.scalars(
                select(SandboxScanRow)
                .where(SandboxScanRow.waybill_id == row.id)
                .order_by(SandboxScanRow.id)
            ).all()
            return [_scan(row, scan) for scan in scans]

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Sequence[Scan]:
        if not is_signed(SIGNED_AS, headers, body):
            raise PushForged(NAME)
        try:
            told = msgspec.json.decode(body, type=_Body)
        except msgspec.MsgspecError:
            raise PushMalformed(NAME) from None
        return [Scan(**msgspec.structs.asdict(told))]


def move(
    session: Session, *, carrier: str, waybill: str, state: ParcelState | None = None
) -> tuple[dict[str, str], bytes]:
    """A courier scans a parcel; the answer is the push that is sent then.

    Args:
        state: what happens to it; None is the next step of its way.

    Raises:
        SandboxWaybillUnknown: the sandbox never issued it.
        SandboxParcelEnded: it arrived, came back, or was cancelled.

    """
    row = _find(session, carrier, waybill, lock=True)
    if row is None:
        raise SandboxWaybillUnknown(waybill[:100])
    been = _states(session, row.id)
    ended = {ParcelState.signed, ParcelState.returned} & set(been)
    if ended or row.cancelled_at is not None:
        raise SandboxParcelEnded(waybill[:100])
    if state is None:
        state = WAY[1 + max((WAY.index(step) for step in been if step in WAY), default=-1)]
    scan = SandboxScanRow(waybill_id=row.id, state=state, at=now())
    session.add(scan)
    session.flush()
    return push(_scan(row, scan))


def push(scan: Scan) -> tuple[dict[str, str], bytes]:
    """A signed push: headers and body."""
    body = msgspec.json.encode(scan)
    return signed(SIGNED_AS, body), body


def _scan(row: SandboxWaybillRow, scan: SandboxScanRow) -> Scan:
    state = ParcelState(scan.state)
    place, text = _TOLD[state]
    return Scan(
        event_id=f"scan-{scan.id}",
        carrier=row.carrier,
        waybill=row.number or "",
        state=state,
        at=scan.at,
        place=place,
        text=text,
    )


def _find(
    session: Session, carrier: str, waybill: str, *, lock: bool = False
) -> SandboxWaybillRow | None:
    query = select(SandboxWaybillRow).where(
        SandboxWaybillRow.carrier == carrier, SandboxWaybillRow.number == waybill
    )
    return session.scalars(query.with_for_update() if lock else query).first()


def _states(session: Session, waybill_id: int) -> list[ParcelState]:
    query = select(SandboxScanRow.state).where(SandboxScanRow.waybill_id == waybill_id)
    return [ParcelState(state) for state in session.scalars(query.order_by(SandboxScanRow.id))]
