"""Table of checkouts: the key is there before the work."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record


class CheckoutRow(Record):
    """A checkout under its key. The order it makes has the same id."""

    __tablename__ = "commerce_checkout"

    key: Mapped[str] = mapped_column(String(200), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
