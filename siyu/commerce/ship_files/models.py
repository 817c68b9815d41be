"""Table of batches."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record


class ShipBatchRow(Record):
    """Many parcels that were sent at once, and what came of each row."""

    __tablename__ = "commerce_ship_batch"

    by: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    rows: Mapped[list[Any]]
