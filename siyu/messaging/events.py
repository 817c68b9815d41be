"""What has happened to messages; each comes back on the person's timeline under its title."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from siyu.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageEvent(Event):
    """What all of them tell."""

    codes: ClassVar[Mapping[str, str]] = {
        "campaign_id": "cmp",
        "delivery_id": "dlv",
        "person_id": "per",
    }

    person_id: int
    delivery_id: int
    campaign_id: int
    campaign: str
    variant: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class MessageSent(MessageEvent):
    """A channel took the message."""

    name: ClassVar[str] = "messaging.message_sent"
    title: ClassVar[str] = "Message Sent"


@dataclass(frozen=True, kw_only=True)
class MessageDelivered(MessageEvent):
    """The channel says it arrived."""

    name: ClassVar[str] = "messaging.message_delivered"
    title: ClassVar[str] = "Message Delivered"


@dataclass(frozen=True, kw_only=True)
class MessageOpened(MessageEvent):
    """It was opened, for the first time."""

    name: ClassVar[str] = "messaging.message_opened"
    title: ClassVar[str] = "Message Opened"
    by_person: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class MessageClicked(MessageEvent):
    """A link in it was followed; every time."""

    name: ClassVar[str] = "messaging.message_clicked"
    title: ClassVar[str] = "Message Clicked"
    by_person: ClassVar[bool] = True

    link: str


@dataclass(frozen=True, kw_only=True)
class MessageBounced(MessageEvent):
    """It came back: the address does not take it."""

    name: ClassVar[str] = "messaging.message_bounced"
    title: ClassVar[str] = "Message Bounced"

    detail: str


@dataclass(frozen=True, kw_only=True)
class MessageFailed(MessageEvent):
    """The channel would not take it, however often it was tried."""

    name: ClassVar[str] = "messaging.message_failed"
    title: ClassVar[str] = "Message Failed"

    detail: str


@dataclass(frozen=True, kw_only=True)
class MessageSuppressed(MessageEvent):
    """It was not sent, for ``reason``."""

    name: ClassVar[str] = "messaging.message_suppressed"
    title: ClassVar[str] = "Message Suppressed"

    reason: str


@dataclass(frozen=True, kw_only=True)
class MessageUnsubscribed(MessageEvent):
    """The reader asked, from this message, for no more of them."""

    name: ClassVar[str] = "messaging.message_unsubscribed"
    title: ClassVar[str] = "Message Unsubscribed"
    by_person: ClassVar[bool] = True

    how: str


EVENTS = (
    MessageSent,
    MessageDelivered,
    MessageOpened,
    MessageClicked,
    MessageBounced,
    MessageFailed,
    MessageSuppressed,
    MessageUnsubscribed,
)
