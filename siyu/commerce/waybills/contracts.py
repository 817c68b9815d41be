"""What crosses the border of waybills; whoever speaks this is a provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from siyu.kernel.context import Context

from ..orders import Address, ParcelState

BLOCK_KIND = "carrier"
"""Kind of the block; its implementation is a ``CarrierProvider``."""


class WaybillState(StrEnum):
    """Where a waybill that was asked for stands."""

    requested = "requested"
    issued = "issued"
    used = "used"
    """A parcel has left under it."""
    cancelled = "cancelled"


class PushOutcome(StrEnum):
    """What came of a scan that a provider told."""

    followed = "followed"
    repeated = "repeated"
    unknown = "unknown"
    """No parcel of ours has this number; kept, for it may leave yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaybillWanted:
    """What a carrier is asked to carry; ``key`` makes it one waybill, however often it is asked."""

    key: str
    carrier: str
    reference: str
    address: Address | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One step of a parcel's track.

    Args:
        event_id: the provider's own, at most 100 characters; the same again is the same scan. Where the
            carrier gives none, the provider makes one of what the scan says.
        carrier: our code.
        at: by the carrier's clock.
        text: what the carrier tells people; may name who signed.

    """

    event_id: str
    carrier: str
    waybill: str
    state: ParcelState
    at: datetime
    place: str = ""
    text: str = ""


class CarrierProvider(Protocol):
    """Speaks for carriers. Calls go out without any transaction open, and may be repeated."""

    name: str

    def request(self, context: Context, wanted: WaybillWanted) -> str:
        """A waybill number, once by ``wanted.key``.

        Raises:
            WaybillRefused: the carrier gives none.

        """
        ...

    def cancel(self, context: Context, *, carrier: str, waybill: str) -> None:
        """Give a number back that was not used; a second time changes nothing.

        Raises:
            WaybillRefused: the carrier has the parcel already.

        """
        ...

    def read_track(self, context: Context, *, carrier: str, waybill: str) -> Sequence[Scan]:
        """All that the carrier tells of a parcel so far, in any order."""
        ...

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Sequence[Scan]:
        """What a push says.

        Raises:
            PushForged: its signature is not the provider's, or is too old.
            PushMalformed: it cannot be read.

        """
        ...
