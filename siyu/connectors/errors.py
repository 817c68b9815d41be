"""What can go wrong, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Invalid, NotFound


@dataclass(eq=False)
class WebhookNotFound(NotFound):
    """No such webhook."""

    webhook_id: int


@dataclass(eq=False)
class WebhookDeliveryNotFound(NotFound):
    """No such delivery of this webhook."""

    delivery_id: int


@dataclass(eq=False)
class WebhookUrlInvalid(Invalid):
    """A webhook needs a plain http or https address, without user name and password."""


@dataclass(eq=False)
class WebhookUrlPrivate(Invalid):
    """A webhook must not point into a private network."""

    host: str


@dataclass(eq=False)
class EventUnknown(Invalid):
    """No module of this installation publishes such an event."""

    events: list[str]
