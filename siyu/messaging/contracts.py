"""What crosses messaging's front door: states, reasons, receipts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CampaignState(StrEnum):
    """Where a campaign stands."""

    draft = "draft"
    scheduled = "scheduled"
    preparing = "preparing"
    running = "running"
    paused = "paused"
    done = "done"
    cancelled = "cancelled"


class DeliveryState(StrEnum):
    """Where one message to one person stands, in the order in which it may only rise.

    ``suppressed`` stands aside: it is final, and comes only before anything was handed over.
    """

    queued = "queued"
    sending = "sending"
    sent = "sent"
    failed = "failed"
    delivered = "delivered"
    bounced = "bounced"
    opened = "opened"
    clicked = "clicked"
    suppressed = "suppressed"


class Reason(StrEnum):
    """Why somebody of the audience got nothing."""

    no_consent = "no_consent"
    holdout = "holdout"
    capped = "capped"
    quiet = "quiet"
    """Held by quiet hours until the campaign had ended."""
    expired = "expired"
    """Not sent before the campaign's end."""
    no_address = "no_address"
    unsubscribed = "unsubscribed"
    """Withdrew consent after the campaign had started."""
    duplicate = "duplicate"
    """Turned out to be one with another person of the audience."""
    cancelled = "cancelled"
    erased = "erased"


class Learnt(StrEnum):
    """What may be known of a message, each with its moment."""

    sent = "sent"
    delivered = "delivered"
    opened = "opened"
    clicked = "clicked"
    bounced = "bounced"
    failed = "failed"
    unsubscribed = "unsubscribed"


@dataclass(frozen=True, kw_only=True)
class DeliveryFilter:
    """Which deliveries of a campaign are meant; all together."""

    state: DeliveryState | None = None
    learnt: Learnt | None = None
    """Only those of whom this is known, whatever came after."""
    reason: Reason | None = None
    variant: str | None = None
    """A variant's name, or ``holdout``."""


class Unready(StrEnum):
    """Why a campaign cannot start as it is."""

    no_variant = "no_variant"
    template_gone = "template_gone"
    channel_differs = "channel_differs"
    """A template was written for another kind of channel than the account's."""
    speaks_of_event = "speaks_of_event"
    """A template asks for a value of an event, and a campaign answers to none."""
    ends_before_start = "ends_before_start"
    segment_failed = "segment_failed"


class ReceiptKind(StrEnum):
    """What is learnt of a message after it was handed over."""

    sent = "sent"
    delivered = "delivered"
    opened = "opened"
    clicked = "clicked"
    bounced = "bounced"
    failed = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """One thing learnt of one delivery."""

    delivery_id: int
    kind: ReceiptKind
    at: datetime
    detail: str = ""
    link: int | None = None


class CapScope(StrEnum):
    """Which messages a cap counts."""

    channel = "channel"
    all = "all"


@dataclass(frozen=True, kw_only=True)
class Cap:
    """At most ``count`` messages to a person in any ``days`` × 24 h."""

    scope: CapScope
    count: int
    days: int


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What counts as success: this event within so many days of the campaign's start."""

    event: str
    days: int


# Numbers in a delivery's ``variant``; variants themselves count from 1.
NOT_ELIGIBLE = 0
HOLDOUT = -1
