"""What an operator may set for the installation."""

from typing import Annotated
from zoneinfo import available_timezones

from fastapi import APIRouter
from pydantic import AfterValidator, ConfigDict, Field

from siyu.http import Caller, Db, IdempotentRoute, Running, Schema, Text, allow, fails_with
from siyu.http.callers import PermissionMissing
from siyu.kernel.errors import Unauthenticated

from ..audit import write_audit
from ..brand import get_brand, set_brand
from ..contracts import Brand
from ..errors import ConsoleHeaderMissing, OutsideScope
from ..scope import require_at
from .shapes import AnyCaller

router = APIRouter(prefix="/brand", tags=["brand"], route_class=IdempotentRoute)

MANAGE = "organization.manage_brand"
Manager = Annotated[Caller, allow(MANAGE)]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("not a time zone of the IANA database")
    return name


class BrandOut(Schema):
    """How the installation presents itself, and how it cuts days and counts money."""

    model_config = ConfigDict(from_attributes=True)

    name: str = Field(examples=["花间集"])
    timezone: str = Field(examples=["Asia/Shanghai"])
    currency: str = Field(examples=["CNY"])


class BrandChange(Schema):
    """What to set; what is left out stays."""

    name: Annotated[Text, Field(min_length=1, max_length=100)] | None = None
    timezone: Annotated[Text, Field(max_length=60), AfterValidator(_known_zone)] | None = Field(
        None, description="IANA name; days already counted keep their cut.", examples=["Asia/Tokyo"]
    )
    currency: Annotated[Text, Field(pattern="^[A-Z]{3}$")] | None = Field(
        None, description="ISO 4217.", examples=["CNY"]
    )


@router.get("", responses=fails_with(Unauthenticated))
def get(session: Db, context: Running, caller: AnyCaller) -> BrandOut:
    """Name, business time zone and currency."""
    return BrandOut.model_validate(get_brand(session, context.settings))


@router.patch(
    "",
    responses=fails_with(Unauthenticated, ConsoleHeaderMissing, PermissionMissing, OutsideScope),
)
def change(session: Db, context: Running, caller: Manager, body: BrandChange) -> BrandOut:
    """Set name, business time zone or currency."""
    require_at(session, caller, MANAGE, None)
    before = get_brand(session, context.settings)
    after = set_brand(session, context.settings, **body.model_dump(exclude_none=True))
    write_audit(
        session,
        caller.actor,
        action="brand.update",
        target="brand",
        before=_plain(before),
        after=_plain(after),
    )
    return BrandOut.model_validate(after)


def _plain(brand: Brand) -> dict[str, str]:
    return {"name": brand.name, "timezone": brand.timezone, "currency": brand.currency}
