"""Rows into the warehouse; a row that it cannot read is found by halving and left out."""

from collections.abc import Sequence

from siyu.warehouse import QueryTooExpensive, Warehouse, WarehouseRefused

from .rows import COLUMNS, Row, lines

_TABLE = "event_lines"
# A file of many years makes one part a month: more than the engine's default of 100 a block.
_SETTINGS = {"max_partitions_per_insert_block": 0}


def insert_rows(
    warehouse: Warehouse, rows: Sequence[Row], *, token: str, start: int = 0
) -> list[tuple[int, str]]:
    """Insert; the same token with the same rows again changes nothing.

    Returns:
        Index of each row the warehouse refused, and what it said.

    """
    if not rows:
        return []
    try:
        warehouse.insert_json_lines(
            _TABLE, lines(rows), columns=COLUMNS, token=token, settings=_SETTINGS
        )
    except WarehouseRefused as refused:
        if len(rows) == 1:
            return [(start, refused.reason)]
    except QueryTooExpensive:
        if len(rows) == 1:
            raise
    else:
        return []
    half = len(rows) // 2
    return [
        *insert_rows(warehouse, rows[:half], token=f"{token}.0", start=start),
        *insert_rows(warehouse, rows[half:], token=f"{token}.1", start=start + half),
    ]
