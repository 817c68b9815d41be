"""What a campaign may be made of: only what stands where its maker may make campaigns."""

from siyu import audiences, channels, organization
from siyu.http import Caller
from siyu.kernel import ids
from siyu.kernel.blocks import Blocks
from siyu.kernel.database import Session

from .campaigns import Plan, variants_of
from .errors import TemplateNotFound
from .models import CampaignRow
from .templates import require_template

MANAGE = "messaging.manage"


def require_own_parts(
    session: Session,
    blocks: Blocks,
    caller: Caller,
    plan: Plan,
    *,
    before: CampaignRow | None = None,
) -> None:
    """Refuse a segment, account or template of another part of the tree.

    A store that might name the segment of the whole brand could write to everybody in it.

    Args:
        before: the campaign as it stands; what is in it already may stay.

    Raises:
        SegmentNotFound, ChannelAccountNotFound, TemplateNotFound: not there, or out of reach.

    """
    nodes = organization.scope_ids(session, caller.nodes(MANAGE))
    if nodes is None:
        return
    if before is None or before.segment_id != plan.segment_id:
        segment = audiences.require_segment(session, plan.segment_id)
        if segment.node_id not in nodes:
            raise audiences.SegmentNotFound(segment=ids.code("seg", plan.segment_id))
    if before is None or before.account_id != plan.account_id:
        account = channels.require_account(session, blocks, plan.account_id)
        if account.node_id not in nodes:
            raise channels.ChannelAccountNotFound(plan.account_id)
    kept = {v.template_id for v in variants_of(session, before.id)} if before else set()
    for variant in plan.variants:
        template = require_template(session, variant.template_id)
        if template.id not in kept and template.node_id not in nodes:
            raise TemplateNotFound(template.id)
