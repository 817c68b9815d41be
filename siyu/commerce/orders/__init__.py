"""What was sold: orders frozen as priced, three machines beside one another, and what staff may change."""

from .changing import add_note, change_price
from .contracts import (
    Address,
    Attribution,
    CloseReason,
    DisplayState,
    Fulfilment,
    ParcelState,
    PayState,
    UnitsTaken,
)
from .delivering import CONFIRM_DAYS, has_come_back, hear_of_parcel, orders_in_trouble, state_of
from .errors import (
    OrderInOtherState,
    OrderNotFound,
    PickupCodeUnknown,
    PickupCodeUsed,
    PriceChangeUnfit,
    UnitsUnavailable,
)
from .freezing import NewOrder, freeze
from .fulfilling import complete_if_done, confirm_receipt, ship_order, verify_pickup
from .paying import close_order, mark_paid, revive, taking_of
from .reading import (
    attribution_of,
    display_state,
    lines_of,
    lines_of_many,
    lock_order,
    orders_paid,
    require_order,
)
from .telling import tell_refunded
from .units import free_units, worth

__all__ = [
    "CONFIRM_DAYS",
    "Address",
    "Attribution",
    "CloseReason",
    "DisplayState",
    "Fulfilment",
    "NewOrder",
    "OrderInOtherState",
    "OrderNotFound",
    "ParcelState",
    "PayState",
    "PickupCodeUnknown",
    "PickupCodeUsed",
    "PriceChangeUnfit",
    "UnitsTaken",
    "UnitsUnavailable",
    "add_note",
    "attribution_of",
    "change_price",
    "close_order",
    "complete_if_done",
    "confirm_receipt",
    "display_state",
    "free_units",
    "freeze",
    "has_come_back",
    "hear_of_parcel",
    "lines_of",
    "lines_of_many",
    "lock_order",
    "mark_paid",
    "orders_in_trouble",
    "orders_paid",
    "require_order",
    "revive",
    "ship_order",
    "state_of",
    "taking_of",
    "tell_refunded",
    "verify_pickup",
    "worth",
]
