"""Who may see which campaigns: by the org node they belong to."""

from siyu import organization
from siyu.http import Caller
from siyu.kernel.database import Session

from .campaigns import require_campaign
from .errors import CampaignNotFound
from .models import CampaignRow

READ = "messaging.read"
EXPORT = "messaging.export"


def visible_campaign(
    session: Session, caller: Caller, permission: str, campaign_id: int
) -> CampaignRow:
    """The campaign, if the caller holds the permission at its node.

    Raises:
        CampaignNotFound: there is none, or none that this caller may see.

    """
    row = require_campaign(session, campaign_id)
    nodes = organization.scope_ids(session, caller.nodes(permission))
    if nodes is not None and row.node_id not in nodes:
        raise CampaignNotFound(campaign_id)
    return row
