"""What is said to people: templates, campaigns, deliveries, tracked links, and what came of it.

Owns: ``messaging_*`` tables.  Calls: channels, audiences, people, organization, warehouse.
Hears: ``people.person_erased``.  Publishes: ``messaging.message_sent``, ``…_delivered``, ``…_opened``,
``…_clicked``, ``…_bounced``, ``…_failed``, ``…_suppressed``, ``…_unsubscribed``.
"""

from .contracts import CampaignState, Cap, CapScope, DeliveryState, Goal, Reason, ReceiptKind
from .endings import CampaignEnding, campaign_endings
from .errors import (
    CampaignInOtherState,
    CampaignNotFound,
    CampaignNotReady,
    TemplateFaulty,
    TemplateNotFound,
)
from .events import (
    MessageBounced,
    MessageClicked,
    MessageDelivered,
    MessageFailed,
    MessageOpened,
    MessageSent,
    MessageSuppressed,
    MessageUnsubscribed,
)
from .settling import apply_receipt, apply_receipts

__all__ = [
    "CampaignEnding",
    "CampaignInOtherState",
    "CampaignNotFound",
    "CampaignNotReady",
    "CampaignState",
    "Cap",
    "CapScope",
    "DeliveryState",
    "Goal",
    "MessageBounced",
    "MessageClicked",
    "MessageDelivered",
    "MessageFailed",
    "MessageOpened",
    "MessageSent",
    "MessageSuppressed",
    "MessageUnsubscribed",
    "Reason",
    "ReceiptKind",
    "TemplateFaulty",
    "TemplateNotFound",
    "apply_receipt",
    "apply_receipts",
    "campaign_endings",
]
