"""What can go wrong with waybills, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound, Refused


@dataclass(eq=False)
class CarrierProviderUnknown(NotFound):
    """Nobody speaks for carriers under this name here."""

    provider: str


@dataclass(eq=False)
class CarrierNotConnected(Conflict):
    """This carrier is not connected; type the waybill number."""

    carrier: str


@dataclass(eq=False)
class WaybillRefused(Conflict):
    """The carrier refuses."""

    carrier: str
    problem: str


@dataclass(eq=False)
class WaybillNotFound(NotFound):
    """No such waybill."""

    waybill_id: int


@dataclass(eq=False)
class WaybillInUse(Conflict):
    """A parcel has left under this waybill, or it was cancelled."""

    waybill_id: int
    state: str


@dataclass(eq=False)
class PushForged(Refused):
    """This push was not signed by the provider."""

    provider: str


@dataclass(eq=False)
class PushMalformed(Invalid):
    """This push cannot be read."""

    provider: str


@dataclass(eq=False)
class SandboxWaybillUnknown(NotFound):
    """The sandbox has issued no such waybill."""

    waybill: str


@dataclass(eq=False)
class SandboxParcelEnded(Conflict):
    """This parcel has arrived or come back, or its waybill was cancelled."""

    waybill: str
