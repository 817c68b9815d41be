"""Work on orders and after-sales in the console."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from siyu.http import Code, Schema, Text

from ..schemas import LineNumber, LocationCode, Minor, Quantity


class ShipBody(Schema):
    """A parcel; null quantities are all that is left."""

    quantities: dict[LineNumber, Quantity] | None = None
    carrier: Annotated[Text, Field(max_length=50)] = Field(
        "", description="Its code; empty, like the number, where the brand's own people bring it."
    )
    waybill: Annotated[Text, Field(max_length=100)] = ""


class PickupBody(Schema):
    """A code that a shopper shows."""

    code: Annotated[str, Field(pattern="^[0-9]{10}$")]


class RepriceBody(Schema):
    """Line number → what all its units cost from now on, fen."""

    paid_minor: dict[LineNumber, Minor] = Field(min_length=1)


class NoteBody(Schema):
    """A note."""

    text: Annotated[Text, Field(min_length=1, max_length=2000)]


class NoteOut(NoteBody):
    """A note as kept."""

    model_config = ConfigDict(from_attributes=True)

    author: str
    at: datetime


class DecisionBody(Schema):
    """What to answer."""

    answer: Annotated[Text, Field(max_length=500)] = ""


class GoodsBackBody(Schema):
    """Where goods came back, and whether they can be sold again."""

    location_id: LocationCode
    restock: bool = True


class RefundOut(Schema):
    """Money that goes back."""

    model_config = ConfigDict(from_attributes=True)

    id: Annotated[int, Code("rfd")]
    reason: str
    amount_minor: int
    state: str
    problem: str
    requested_at: datetime
    done_at: datetime | None


class SandboxCodeOut(Schema):
    """A sign-in code that the sandbox did not send."""

    phone: str = Field(description="Masked.")
    code: str
    expires_at: datetime
