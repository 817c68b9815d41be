"""Carriers: those that come with siyu, overlaid with what staff wrote."""

import re
from urllib.parse import quote

from sqlalchemy import select

from siyu.kernel.database import Session, upsert

from .built_in import BUILT_IN
from .contracts import Carrier
from .errors import CarrierUnfit, CarrierUnknown, WaybillMalformed
from .forms import FORM_LENGTH_MAX, fits, is_form
from .models import CarrierRow

LABEL_SHOWN_MAX = 100
CODE = r"[A-Z][A-Z0-9_]{1,19}"
PLACE = "{waybill}"
_BUILT_IN = {carrier.code: carrier for carrier in BUILT_IN}


def list_carriers(session: Session) -> list[Carrier]:
    """Every carrier: those that siyu comes with in their order, then those that staff added, by code."""
    rows = session.scalars(select(CarrierRow).order_by(CarrierRow.code)).all()
    found = {**_BUILT_IN, **{row.code: _contract(row) for row in rows}}
    return list(found.values())


def find_carrier(session: Session, word: str) -> Carrier | None:
    """The carrier of this code or name, in either language, as people write it in files."""
    wanted = _plain(word)
    carriers = list_carriers(session)
    # 顺丰速运, 中通快递: the name with what kind of business it is behind it.
    short = re.sub("(速运|快递|快运|速递|物流)$", "", wanted)
    for asked in (wanted, short):
        for carrier in carriers:
            if asked in map(_plain, (carrier.code, carrier.name_zh, carrier.name_en)):
                return carrier
    return None


def require_carrier(session: Session, code: str) -> Carrier:
    """The carrier of this code, if parcels may be given to it.

    Raises:
        CarrierUnknown: there is none, or it is switched off.

    """
    if not re.fullmatch(CODE, code):
        raise CarrierUnknown(code[:50])
    row = session.scalars(select(CarrierRow).where(CarrierRow.code == code)).first()
    carrier = _BUILT_IN.get(code) if row is None else _contract(row)
    if carrier is None or not carrier.active:
        raise CarrierUnknown(code[:50])
    return carrier


def check_label(session: Session, *, carrier: str, waybill: str) -> tuple[str, str]:
    """What stands on a parcel: carrier and number as they are kept; both, or neither.

    Raises:
        CarrierUnknown: no such carrier, or a number without one.
        WaybillMalformed: its numbers do not look like this.

    """
    if not carrier and not waybill:
        return "", ""
    found = require_carrier(session, carrier)
    number = re.sub(r"\s", "", waybill).upper()
    if not fits(number, found.waybill_forms):
        raise WaybillMalformed(found.code, waybill[:LABEL_SHOWN_MAX])
    return found.code, number


def put_carrier(session: Session, carrier: Carrier) -> Carrier:
    """Add a carrier, or change the one of its code.

    Raises:
        CarrierUnfit: a form or the link cannot be understood.

    """
    for form in carrier.waybill_forms:
        if len(form) > FORM_LENGTH_MAX or not is_form(form):
            raise CarrierUnfit("waybill_forms", form[:FORM_LENGTH_MAX])
    if carrier.link and not _is_link(carrier.link):
        raise CarrierUnfit("link", carrier.link[:300])
    row = {
        "code": carrier.code,
        "name_zh": carrier.name_zh,
        "name_en": carrier.name_en,
        "waybill_forms": list(carrier.waybill_forms),
        "link": carrier.link,
        "provider": carrier.provider,
        "active": carrier.active,
    }
    upsert(session, CarrierRow, [row], keys=["code"])
    query = select(CarrierRow).where(CarrierRow.code == carrier.code)
    return _contract(session.scalars(query.execution_options(populate_existing=True)).one())


def track_link(carrier: Carrier | None, waybill: str) -> str:
    """Where the carrier shows a parcel to anybody; empty where it does not."""
    if carrier is None or not carrier.link or not waybill:
        return ""
    return carrier.link.replace(PLACE, quote(waybill, safe=""))


def _is_link(text: str) -> bool:
    return re.fullmatch(r"https?://[^\s\"'<>\\]{3,290}", text) is not None and PLACE in text


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]", "", word).lower()


def _contract(row: CarrierRow) -> Carrier:
    return Carrier(
        code=row.code,
        name_zh=row.name_zh,
        name_en=row.name_en,
        waybill_forms=tuple(row.waybill_forms),
        link=row.link,
        provider=row.provider,
        active=row.active,
        built_in=row.code in _BUILT_IN,
    )
