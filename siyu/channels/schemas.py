"""What crosses HTTP."""

from datetime import date as Date  # noqa: N812  (a field below is called date)
from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, JsonValue

from siyu.http import Code, Schema, Text

from .contracts import AccountState
from .pool_traits import PoolTrait

AccountCode = Annotated[int, Code("chn")]
NodeCode = Annotated[int, Code("node")]
PersonCode = Annotated[int, Code("per")]
PhoneMessageCode = Annotated[int, Code("phm")]

Name = Annotated[Text, Field(min_length=1, max_length=100)]
# The block's own schema says more; these bounds keep what reaches it small.
Options = Annotated[dict[Annotated[Text, Field(max_length=60)], JsonValue], Field(max_length=50)]
Credentials = Annotated[
    dict[Annotated[Text, Field(max_length=60)], Annotated[Text, Field(max_length=4000)]],
    Field(max_length=20),
]
Currency = Annotated[str, Field(pattern="^([A-Z]{3})?$", max_length=3)]
CostMinor = Annotated[int, Field(ge=0, le=10**9, description="Of one message, in minor units.")]


class ChannelOut(Schema):
    """A kind of channel on offer, with the form an account of it needs."""

    kind: str = Field(examples=["smtp"])
    title: dict[str, str] = Field(examples=[{"zh": "邮件（SMTP）", "en": "E-mail (SMTP)"}])
    parts: list[str] = Field(description="Template parts it can carry.", examples=[["text"]])
    options_schema: dict[str, Any]
    credentials_schema: dict[str, Any]


class LimitBody(Schema):
    """At most this many messages in any such period."""

    model_config = ConfigDict(from_attributes=True)

    name: Annotated[Text, Field(min_length=1, max_length=40)] = Field(examples=["per_second"])
    amount: int = Field(ge=1, le=10**9, examples=[10])
    period_seconds: int = Field(ge=1, le=31 * 86400, examples=[1])
    source: Annotated[Text, Field(min_length=1, max_length=300)] = Field(
        description="Where the limit is written.", examples=["https://example.com/limits"]
    )
    date: Date = Field(description="When it was read there.", examples=["2026-11-22"])


Limits = Annotated[list[LimitBody], Field(max_length=10)]


class AccountCreate(Schema):
    """A new way to send."""

    kind: Annotated[Text, Field(min_length=1, max_length=60)] = Field(examples=["sandbox"])
    name: Name = Field(examples=["Test phones"])
    node_id: NodeCode | None = None
    options: Options = Field(default_factory=dict, examples=[{"open_rate": 0.4}])
    credentials: Credentials = Field(
        default_factory=dict, description="Kept sealed; never answered."
    )
    limits: Limits = Field(default_factory=list)
    cost_minor: CostMinor = 0
    currency: Currency = ""


class AccountUpdate(Schema):
    """What to change; absent fields stay. An empty credential is removed."""

    name: Name | None = None
    active: bool | None = None
    options: Options | None = None
    credentials: Credentials | None = None
    limits: Limits | None = None
    cost_minor: CostMinor | None = None
    currency: Currency | None = None


class HealthOut(Schema):
    """How the account has fared."""

    ok: bool = Field(description="False while hand-overs fail as a whole.")
    healthy_at: datetime | None
    failing_since: datetime | None
    failures: int
    last_error: str
    retry_at: datetime | None


class PoolTraitOut(Schema):
    """One of the six traits of a private pool."""

    trait: PoolTrait
    met: bool
    why: dict[str, str] = Field(
        description="The fact behind it, by language.",
        examples=[{"zh": "活动按条件自动发送", "en": "Campaigns send by themselves"}],
    )


class AccountOut(Schema):
    """A way to send, without its secrets."""

    id: AccountCode
    kind: str
    name: str
    node_id: NodeCode | None
    state: AccountState
    channel: str = Field(description="The word consent is given for.", examples=["email"])
    options: dict[str, Any]
    credentials_set: list[str] = Field(description="Names of the secrets that are there.")
    limits: list[LimitBody]
    cost_minor: int
    currency: str
    health: HealthOut
    pool_traits: list[PoolTraitOut] = Field(
        description="The six traits of a private pool, as its kind of channel declares them."
    )
    created_at: datetime
    updated_at: datetime


class AccountUseOut(Schema):
    """Something that sends through an account."""

    model_config = ConfigDict(from_attributes=True)

    kind: str = Field(examples=["campaign"])
    code: str
    name: str


class TestSend(Schema):
    """A message to try the account with."""

    __test__ = False

    person_id: PersonCode | None = None
    address: Annotated[Text, Field(max_length=254)] = Field(
        "", description="Instead of the person's own.", examples=["someone@example.com"]
    )
    subject: Annotated[Text, Field(max_length=200)] = "siyu"
    text: Annotated[Text, Field(min_length=1, max_length=2000)] = Field(examples=["It works."])


class TestSendOut(Schema):
    """What the channel said."""

    __test__ = False

    outcome: str = Field(examples=["accepted"])
    detail: str
    provider_id: str


class PhoneMessageOut(Schema):
    """A message on a sandbox phone."""

    model_config = ConfigDict(from_attributes=True)

    id: PhoneMessageCode
    person_id: PersonCode
    account_id: AccountCode
    subject: str
    text: str
    html: str = Field(description="Show it in a frame without scripts.")
    links: list[str]
    received_at: datetime
    delivered_at: datetime | None
    opened_at: datetime | None
    clicked_at: datetime | None
    bounced_at: datetime | None
    unsubscribed_at: datetime | None


class ClickBody(Schema):
    """Which link to follow."""

    link: int = Field(0, ge=0, le=1000, description="Its place in `links`.")
