"""Everything that is counted: events, per-person aggregates, segment bitmaps, in ClickHouse.

Owns: the client (embedded or server), the schema with its migrations, backup and restore.
Calls: kernel.  Hears, publishes: nothing.
"""

from siyu.warehouse.backup import BackupNotFound, backup, restore
from siyu.warehouse.client import Column, Params, Warehouse
from siyu.warehouse.courtesy import Courtesy
from siyu.warehouse.errors import (
    QueryCancelled,
    QueryTooExpensive,
    WarehouseFault,
    WarehouseRefused,
    WarehouseUnavailable,
)
from siyu.warehouse.message_ids import known_message_ids
from siyu.warehouse.named_sql import load_sql
from siyu.warehouse.redirects import canonical, reload_redirects
from siyu.warehouse.schema import Migration, migrate, pending

__all__ = [
    "BackupNotFound",
    "Column",
    "Courtesy",
    "Migration",
    "Params",
    "QueryCancelled",
    "QueryTooExpensive",
    "Warehouse",
    "WarehouseFault",
    "WarehouseRefused",
    "WarehouseUnavailable",
    "backup",
    "canonical",
    "known_message_ids",
    "load_sql",
    "migrate",
    "pending",
    "reload_redirects",
    "restore",
]
