"""What people do: endpoints for SDKs, the inbox, the loader, quarantine, tracking plan, live stream.

Owns: tables ``tracking_*``, the inbox store, the rows of the warehouse's ``events``.
Calls: kernel, http, warehouse, organization (write keys, stores, audit), people (whose event it is,
what an order is worth to a store).
Hears: every outbox event with a title, and puts it on the timeline.  Publishes: nothing; readers
follow the warehouse's ``events.load_id``.
"""

from .accept import TrackingApp
from .contracts import PlanMode, QuarantineState
from .errors import EventsMalformed, InboxFull, InboxUnavailable, NotLoadedInTime
from .progress import loaded_load_id, loaded_until, wait_until_loaded
from .record import append_batch, record, record_many
from .running import end_live_streams, loading_paused, on_loaded
from .sources import source_code

__all__ = [
    "EventsMalformed",
    "InboxFull",
    "InboxUnavailable",
    "NotLoadedInTime",
    "PlanMode",
    "QuarantineState",
    "TrackingApp",
    "append_batch",
    "end_live_streams",
    "loaded_load_id",
    "loaded_until",
    "loading_paused",
    "on_loaded",
    "record",
    "record_many",
    "source_code",
    "wait_until_loaded",
]
