"""Who carries parcels: the usual ones as data, those that staff add, and what their numbers look like."""

from .carriers import (
    check_label,
    find_carrier,
    list_carriers,
    put_carrier,
    require_carrier,
    track_link,
)
from .contracts import Carrier
from .errors import CarrierUnfit, CarrierUnknown, WaybillMalformed
from .forms import sample_of

__all__ = [
    "Carrier",
    "CarrierUnfit",
    "CarrierUnknown",
    "WaybillMalformed",
    "check_label",
    "find_carrier",
    "list_carriers",
    "put_carrier",
    "require_carrier",
    "sample_of",
    "track_link",
]
