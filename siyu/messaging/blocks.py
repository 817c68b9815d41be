"""What messaging tells other modules by name."""

from sqlalchemy import select

from siyu import audiences, channels, organization
from siyu.kernel import ids
from siyu.kernel.blocks import Block
from siyu.kernel.database import Session

from .contracts import CampaignState
from .models import CampaignRow, TemplateRow

_OVER = (CampaignState.done, CampaignState.cancelled)


def campaigns_on_segment(session: Session, segment_id: int) -> list[audiences.Use]:
    """Campaigns that have not ended and would change if the segment did."""
    rows = session.execute(
        select(CampaignRow.id, CampaignRow.name).where(
            CampaignRow.segment_id == segment_id, CampaignRow.state.not_in(_OVER)
        )
    )
    return [
        audiences.Use(kind="campaign", code=ids.code("cmp", row.id), name=row.name) for row in rows
    ]


def campaigns_on_account(session: Session, account_id: int) -> list[channels.Use]:
    """Campaigns that have not ended and would have no way to send without the account."""
    rows = session.execute(
        select(CampaignRow.id, CampaignRow.name).where(
            CampaignRow.account_id == account_id, CampaignRow.state.not_in(_OVER)
        )
    )
    return [
        channels.Use(kind="campaign", code=ids.code("cmp", row.id), name=row.name) for row in rows
    ]


BLOCKS = (
    Block(
        kind=channels.USE_BLOCK,
        name="campaigns",
        title={"zh": "群发活动", "en": "Campaigns"},
        implementation=campaigns_on_account,
    ),
    Block(
        kind=audiences.USE_BLOCK,
        name="campaigns",
        title={"zh": "群发活动", "en": "Campaigns"},
        implementation=campaigns_on_segment,
    ),
    organization.node_use_block(
        "campaigns",
        {"zh": "群发活动", "en": "Campaigns"},
        organization.rows_on_node(CampaignRow.node_id),
    ),
    organization.node_use_block(
        "templates",
        {"zh": "模板", "en": "Templates"},
        organization.rows_on_node(TemplateRow.node_id),
    ),
)
