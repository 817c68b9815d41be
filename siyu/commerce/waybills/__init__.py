"""Waybills and tracks: providers that speak for carriers behind one interface, and the sandbox carrier."""

from .contracts import (
    BLOCK_KIND,
    CarrierProvider,
    PushOutcome,
    Scan,
    WaybillState,
    WaybillWanted,
)
from .errors import (
    CarrierNotConnected,
    CarrierProviderUnknown,
    PushForged,
    PushMalformed,
    SandboxParcelEnded,
    SandboxWaybillUnknown,
    WaybillInUse,
    WaybillNotFound,
    WaybillRefused,
)
from .hearing import ask_carriers, receive_push, require_provider, take_scan, tracks_of
from .requesting import cancel_waybill, request_waybill, require_waybill, waybills_of
from .sandbox import SandboxCarrier
from .sandbox import move as sandbox_move
from .sending import send_parcel

__all__ = [
    "BLOCK_KIND",
    "CarrierNotConnected",
    "CarrierProvider",
    "CarrierProviderUnknown",
    "PushForged",
    "PushMalformed",
    "PushOutcome",
    "SandboxCarrier",
    "SandboxParcelEnded",
    "SandboxWaybillUnknown",
    "Scan",
    "WaybillInUse",
    "WaybillNotFound",
    "WaybillRefused",
    "WaybillState",
    "WaybillWanted",
    "ask_carriers",
    "cancel_waybill",
    "receive_push",
    "request_waybill",
    "require_provider",
    "require_waybill",
    "sandbox_move",
    "send_parcel",
    "take_scan",
    "tracks_of",
    "waybills_of",
]
