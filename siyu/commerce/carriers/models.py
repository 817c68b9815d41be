"""Table of carriers."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record


class CarrierRow(Record):
    """A carrier that staff added, or one that comes with siyu as staff changed it."""

    __tablename__ = "commerce_carrier"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_zh: Mapped[str] = mapped_column(String(50))
    name_en: Mapped[str] = mapped_column(String(50))
    waybill_forms: Mapped[list[str]]
    link: Mapped[str] = mapped_column(String(300))
    provider: Mapped[str] = mapped_column(String(40))
    active: Mapped[bool]
