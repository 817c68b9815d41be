"""What can go wrong with carriers, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Invalid


@dataclass(eq=False)
class CarrierUnknown(Invalid):
    """No such carrier takes parcels here."""

    carrier: str


@dataclass(eq=False)
class WaybillMalformed(Invalid):
    """A waybill of this carrier does not look like this."""

    carrier: str
    waybill: str


@dataclass(eq=False)
class CarrierUnfit(Invalid):
    """A form of waybills or a link cannot be understood."""

    field: str
    value: str
