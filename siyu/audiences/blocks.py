"""What audiences tells lower modules by name."""

from sqlalchemy import select

from siyu import organization
from siyu.kernel.database import Session

from .conditions import Belongs, Near
from .definition import leaves_of, parse_definition
from .models import ListRow, SegmentRow


def segments_that_name(session: Session, node_id: int) -> int:
    """Segments whose definition asks about the org node: somebody has to say what they ask now."""
    return sum(
        any(
            isinstance(leaf, (Belongs, Near)) and leaf.node == node_id
            for leaf in leaves_of(parse_definition(definition).where)
        )
        for definition in session.scalars(select(SegmentRow.definition))
    )


BLOCKS = (
    organization.node_use_block(
        "segment_conditions",
        {"zh": "条件里用到它的人群", "en": "Segments that ask about it"},
        organization.NodeUse(segments_that_name, hand_over=None),
    ),
    organization.node_use_block(
        "segments",
        {"zh": "人群", "en": "Segments"},
        organization.rows_on_node(SegmentRow.node_id),
    ),
    organization.node_use_block(
        "lists", {"zh": "名单", "en": "Lists"}, organization.rows_on_node(ListRow.node_id)
    ),
)
