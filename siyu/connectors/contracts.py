"""What crosses the front door: plain frozen data."""

from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    pending = "pending"
    delivered = "delivered"
    failed = "failed"
