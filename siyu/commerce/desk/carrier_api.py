"""Carriers in the console: who takes parcels, and what their numbers look like."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import ConfigDict, Field

from siyu import organization
from siyu.http import Db, IdempotentRoute, Running, Schema, Text, fails_with
from siyu.kernel.blocks import Blocks

from ..access import Manager, Reader
from ..carriers import Carrier, CarrierUnfit, list_carriers, put_carrier
from ..waybills import BLOCK_KIND, CarrierProviderUnknown, require_provider

router = APIRouter(prefix="/commerce", tags=["commerce_carriers"], route_class=IdempotentRoute)

CarrierWord = Annotated[
    str,
    Path(pattern="^[A-Z][A-Z0-9_]{1,19}$", description="As the trade writes it.", examples=["SF"]),
]


class CarrierBody(Schema):
    """A carrier as staff write it."""

    model_config = ConfigDict(from_attributes=True)

    name_zh: Annotated[Text, Field(min_length=1, max_length=50)]
    name_en: Annotated[Text, Field(min_length=1, max_length=50)]
    waybill_forms: Annotated[list[Annotated[Text, Field(max_length=80)]], Field(max_length=20)] = (
        Field(
            [],
            description="`#` a digit, `@` a letter, `*` either, `{n}` and `{n,m}` repeat; others stand for "
            "themselves. None lets every number through.",
            examples=[["SF#{12,15}", "#{12}"]],
        )
    )
    link: Annotated[Text, Field(max_length=300)] = Field(
        "", description="Where anybody may follow a parcel, with `{waybill}` in it."
    )
    provider: Annotated[str, Field(pattern="^[a-z0-9_]{0,40}$")] = Field(
        "", description="Through which waybills are asked for; empty where they are typed."
    )
    active: bool = True


class CarrierOut(CarrierBody):
    """A carrier."""

    code: str
    built_in: bool = Field(description="siyu comes with it.")


class CarrierProviderOut(Schema):
    """Who speaks for carriers."""

    name: str
    title: dict[str, str]


@router.get("/carriers")
def get_carriers(session: Db, caller: Reader) -> list[CarrierOut]:
    """Every carrier, switched off or not."""
    return [CarrierOut.model_validate(carrier) for carrier in list_carriers(session)]


@router.get("/carrier-providers")
def get_carrier_providers(context: Running, caller: Reader) -> list[CarrierProviderOut]:
    """Through whom carriers can be connected."""
    return [
        CarrierProviderOut(name=block.name, title=block.title)
        for block in context.get(Blocks).of_kind(BLOCK_KIND)
    ]


@router.put("/carriers/{code}", responses=fails_with(CarrierUnfit, CarrierProviderUnknown))
def write_carrier(
    code: CarrierWord, body: CarrierBody, context: Running, session: Db, caller: Manager
) -> CarrierOut:
    """Add a carrier, or change the one of this code."""
    organization.require_at(session, caller, "commerce.manage", None)
    if body.provider:
        require_provider(context, body.provider)
    before = next((one for one in list_carriers(session) if one.code == code), None)
    wanted = body.model_dump() | {"waybill_forms": tuple(body.waybill_forms)}
    after = CarrierOut.model_validate(put_carrier(session, Carrier(code=code, **wanted)))
    organization.write_audit(
        session,
        caller.actor,
        action="commerce.carriers.update",
        target=code,
        before=CarrierOut.model_validate(before).model_dump(mode="json") if before else None,
        after=after.model_dump(mode="json"),
    )
    return after
