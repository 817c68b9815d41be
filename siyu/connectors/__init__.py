"""What other systems hear of us: outgoing webhooks.

Owns endpoints, deliveries and their attempts: tables ``connectors_webhook*``. Calls
``organization`` (audit, scope). Hears every event. Publishes ``connectors.webhook_disabled``.
"""

from .events import WebhookDisabled

__all__ = ["WebhookDisabled"]
