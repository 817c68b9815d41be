"""What crosses channels' front door: messages out, receipts back, and what an adapter must do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from siyu.kernel.context import Context

from .pool_traits import PoolTraits

BLOCK_KIND = "channel"
"""Kind of the block; its implementation is a ``ChannelAdapter``."""


USE_BLOCK = "channel_account_use"
"""Kind of the block by which higher modules tell what uses an account: ``(session, id) -> Uses``."""


@dataclass(frozen=True, kw_only=True)
class Use:
    """Something that could no longer send without an account."""

    kind: str
    code: str
    name: str


class AccountState(StrEnum):
    """Whether an account may be used."""

    active = "active"
    off = "off"
    archived = "archived"


class Outcome(StrEnum):
    """What a channel said when a message was handed over. All but ``accepted`` were not sent."""

    accepted = "accepted"
    bounced = "bounced"
    """The address does not exist, for good."""
    refused = "refused"
    """This message is not wanted, for good."""
    transient = "transient"
    """Try again later."""
    throttled = "throttled"
    """Too fast; try again after ``retry_after_seconds``. Not the message's fault."""
    account = "account"
    """The account cannot send now (credentials, network). Not the message's fault."""
    uncertain = "uncertain"
    """It may have gone out before a crash; sending again might send twice."""


class ReceiptKind(StrEnum):
    """What a channel tells later about a message it accepted."""

    delivered = "delivered"
    opened = "opened"
    clicked = "clicked"
    bounced = "bounced"
    failed = "failed"
    unsubscribed = "unsubscribed"


@dataclass(frozen=True, kw_only=True, slots=True)
class OutgoingMessage:
    """One message to one person.

    Args:
        key: idempotency key: the same key is the same message, however often it is handed over.
        address: as the channel's ``address_kind`` asks; empty where that is None.
        links: addresses in the message that a reader may follow.
        attempt: 1 for the first hand-over.

    """

    key: str
    person_id: int
    address: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    links: tuple[str, ...] = ()
    unsubscribe_url: str = ""
    attempt: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverResult:
    """What became of one message handed over.

    Args:
        detail: the channel's words, without personal data.
        repeated: the key was known; nothing was sent a second time.

    """

    key: str
    outcome: Outcome
    provider_id: str = ""
    detail: str = ""
    retry_after_seconds: int | None = None
    repeated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelReceipt:
    """Something a channel reported after it accepted a message."""

    key: str
    kind: ReceiptKind
    at: datetime
    detail: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most ``amount`` messages in any ``period_seconds``; data with a source, not a constant.

    Args:
        source: where the limit is written (an address or a contract).
        date: when it was read there.

    """

    name: str
    amount: int
    period_seconds: int
    source: str
    date: date


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account ready for use. ``credentials`` are in the clear: never log, never answer them.

    Args:
        channel: the word consent is given for: ``email``, ``sms``, ``app``, ``wechat``.
        address_kind: kind of contact a message needs; None where the person is enough.
        cost_minor: of one message, in minor units of ``currency``.

    """

    id: int
    kind: str
    name: str
    node_id: int | None
    state: AccountState
    channel: str
    address_kind: str | None
    options: Mapping[str, Any]
    limits: tuple[Limit, ...] = ()
    cost_minor: int = 0
    currency: str = ""
    retry_at: datetime | None = None
    pool_traits: PoolTraits = field(default_factory=dict)
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """How a message will look, by part, as the channel would show it."""

    parts: dict[str, str]


class ChannelAdapter(Protocol):
    """A way to reach people. Offered as the implementation of a block of kind ``channel``."""

    parts: ClassVar[frozenset[str]]
    """Template parts it can carry: ``subject``, ``text``, ``html``, ``link``."""

    batch_max: ClassVar[int]
    """Messages in one hand-over."""

    lease_seconds: ClassVar[int]
    """Longest a hand-over of a full batch may take."""

    credentials_schema: ClassVar[Mapping[str, Any]]
    """JSON schema of the secrets; every property is text, typed unseen unless it says `"x-secret": false`."""

    def channel(self, options: Mapping[str, Any]) -> str:
        """The word consent is given for."""
        ...

    def address_kind(self, options: Mapping[str, Any]) -> str | None:
        """Kind of contact it needs, such as ``email``; None where it finds the person itself."""
        ...

    def pool_traits(self, options: Mapping[str, Any]) -> PoolTraits:
        """For each of the six traits of a private pool whether it is met, and why."""
        ...

    def validate_options(self, options: Mapping[str, Any], credentials: Mapping[str, str]) -> None:
        """Check what a JSON schema cannot.

        Raises:
            OptionsRefused: they do not go together.

        """
        ...

    def send(
        self, context: Context, account: Account, messages: Sequence[OutgoingMessage]
    ) -> Sequence[HandoverResult]:
        """Hand messages over; one result each, in any order. Never raises for one message."""
        ...

    def preview(self, account: Account, message: OutgoingMessage) -> Preview:
        """How the message will look."""
        ...
