"""What has happened to connections."""

from dataclasses import dataclass
from typing import ClassVar

from siyu.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class WebhookDisabled(Event):
    """An endpoint has failed for days, or said it is gone; nothing is sent to it any more."""

    name: ClassVar[str] = "connectors.webhook_disabled"
    codes: ClassVar[dict[str, str]] = {"webhook_id": "whk"}

    webhook_id: int
    reason: str
