"""Many parcels at once: orders with carrier and waybill, tried row by row and shipped once each."""

from .contracts import RowOutcome, ShipLine, ShippedRow
from .outcomes import (
    ShipBatchNotFound,
    keep_batch,
    outcome_table,
    require_batch,
    waiting_table,
)
from .parsing import ROWS_MAX, ShipFileTooLong, ShipFileUnfit, read_lines
from .shipping import ship_many

__all__ = [
    "ROWS_MAX",
    "RowOutcome",
    "ShipBatchNotFound",
    "ShipFileTooLong",
    "ShipFileUnfit",
    "ShipLine",
    "ShippedRow",
    "keep_batch",
    "outcome_table",
    "read_lines",
    "require_batch",
    "ship_many",
    "waiting_table",
]
