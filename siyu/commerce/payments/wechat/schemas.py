"""What crosses HTTP for payment accounts and reconciliation."""

from datetime import date as Date  # noqa: N812  (a field below is called day, of this type)
from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from siyu.http import Code, Schema, Text

from .contracts import DifferenceKind, KeyMode, Subject

NodeCode = Annotated[int, Code("node")]
SalesChannelCode = Annotated[int, Code("sch")]
PaymentAccountCode = Annotated[int, Code("pac")]
BillCode = Annotated[int, Code("bil")]
DifferenceCode = Annotated[int, Code("dif")]

Name = Annotated[Text, Field(min_length=1, max_length=100, examples=["微信支付"])]
AppId = Annotated[str, Field(pattern=r"^[0-9A-Za-z_\-]{1,32}$", examples=["wxd678efh567hg6787"])]
SerialNo = Annotated[
    str,
    Field(
        pattern=r"^[0-9A-Fa-f]{8,64}$",
        description="Of the merchant's certificate.",
        examples=["5157F09EFDC096DE15EBE81A47057A7232F1B8E1"],
    ),
]
PublicKeyId = Annotated[
    str,
    Field(
        pattern=r"^(PUB_KEY_ID_[0-9A-Za-z]{1,50})?$",
        description="Of WeChat Pay's public key; empty with platform certificates.",
    ),
]


class PaymentSecrets(Schema):
    """Secrets of an account. Kept sealed; never answered. Absent ones stay as they are."""

    private_key: Annotated[str | None, Field(max_length=8000)] = None
    api_v3_key: Annotated[str | None, Field(max_length=32, min_length=32)] = None
    public_key: Annotated[str | None, Field(max_length=4000)] = None


class PaymentAccountCreate(Schema):
    """A merchant account at WeChat Pay."""

    name: Name
    sales_channel_id: SalesChannelCode | None = Field(
        None, description="Only for orders of this sales channel."
    )
    node_id: NodeCode | None = Field(None, description="For orders at this org node and below.")
    app_id: AppId
    merchant_id: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,32}$", examples=["1900000109"])]
    key_mode: KeyMode = KeyMode.public_key
    serial_no: SerialNo
    public_key_id: PublicKeyId = ""
    credentials: PaymentSecrets


class PaymentAccountUpdate(Schema):
    """What to change; absent fields stay."""

    name: Name | None = None
    active: bool | None = None
    app_id: AppId | None = None
    key_mode: KeyMode | None = None
    serial_no: SerialNo | None = None
    public_key_id: PublicKeyId | None = None
    credentials: PaymentSecrets | None = None


class PaymentAccountOut(Schema):
    """A merchant account, without its secrets."""

    id: PaymentAccountCode
    name: str
    sales_channel_id: SalesChannelCode | None
    node_id: NodeCode | None
    active: bool
    app_id: str
    merchant_id: str
    key_mode: KeyMode
    serial_no: str
    public_key_id: str
    credentials_set: list[str] = Field(description="Names of the secrets that are there.")
    notify_url: str = Field(
        description="Where WeChat Pay calls back; it must be reachable by https."
    )
    created_at: datetime
    updated_at: datetime


class BillOut(Schema):
    """The bill of an account and a day, as it was compared; amounts in fen."""

    model_config = ConfigDict(from_attributes=True)

    id: BillCode
    account_id: PaymentAccountCode
    day: Date
    payments: int
    paid_minor: int
    refunds: int
    refunded_minor: int
    differences: int
    compared_at: datetime


class BillAsk(Schema):
    """Which day to fetch and compare, again or for the first time."""

    day: Date = Field(examples=["2026-11-26"])


class DifferenceOut(Schema):
    """Where our book and a bill differ; amounts in fen, absent where there is nothing."""

    model_config = ConfigDict(from_attributes=True)

    id: DifferenceCode
    account_id: PaymentAccountCode
    bill_id: BillCode
    kind: DifferenceKind
    subject: Subject
    number: str
    reference: str
    ours_minor: int | None
    theirs_minor: int | None
    found_at: datetime
    settled_at: datetime | None
    settled_by: str
    note: str


class SettleBody(Schema):
    """What was found out."""

    note: Annotated[Text, Field(min_length=1, max_length=500, examples=["柜台手工退款"])]
