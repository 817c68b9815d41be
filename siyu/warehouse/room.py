"""Room on the disk of an embedded warehouse, asked for before a block is written.

When the disk fills up in the middle of an insert, the engine may remember the block's token although
its rows were not kept: sent again, the block would count as a repeated one and be lost.
"""

import shutil
from pathlib import Path

from siyu.warehouse.errors import WarehouseUnavailable

BYTES_FREE_MIN = 64 << 20
"""Left for merges, and for whoever else writes meanwhile."""

BYTES_PER_BYTE = 4
"""A block is written to a table and to what its views keep."""


def require_room(folder: Path, body_bytes: int) -> None:
    """Refuse a block for which there may be no room.

    Raises:
        WarehouseUnavailable: the disk is nearly full; the same block may be sent again later.

    """
    if not folder.exists():
        return
    if shutil.disk_usage(folder).free < BYTES_FREE_MIN + BYTES_PER_BYTE * body_bytes:
        raise WarehouseUnavailable("the disk is nearly full")
