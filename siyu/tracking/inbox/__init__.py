"""The inbox: requests on disk before they are answered, and the loader's place in them."""

from .frames import INTERNAL, Frame, Origin, pack_frame, unpack_frames
from .groups import InboxRow, read_rows, rows_between
from .inbox import Inbox
from .places import (
    Load,
    Place,
    finish_load,
    lag,
    last_position,
    pending_loads,
    read_place,
    write_load,
)
from .stores import Connection, connect

__all__ = [
    "INTERNAL",
    "Connection",
    "Frame",
    "Inbox",
    "InboxRow",
    "Load",
    "Origin",
    "Place",
    "connect",
    "finish_load",
    "lag",
    "last_position",
    "pack_frame",
    "pending_loads",
    "read_place",
    "read_rows",
    "rows_between",
    "unpack_frames",
    "write_load",
]
