"""What crosses the border of carriers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Who carries parcels.

    Args:
        code: as the trade writes it, ``SF``.
        waybill_forms: what its numbers look like, any of them; none lets every number through.
        link: where anybody may follow a parcel, with ``{waybill}`` in it; empty where there is none.
        provider: the block through which waybills are asked for and tracks are heard; empty where they
            are typed by hand and looked up there.
        active: parcels may be given to it.
        built_in: siyu comes with it.

    """

    code: str
    name_zh: str
    name_en: str
    waybill_forms: tuple[str, ...] = ()
    link: str = ""
    provider: str = ""
    active: bool = True
    built_in: bool = False
