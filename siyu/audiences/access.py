"""Who may see which segments and lists: by the org node they belong to."""

from siyu import organization
from siyu.http import Caller
from siyu.kernel import ids
from siyu.kernel.database import Session

from .errors import AudienceListNotFound, SegmentNotFound
from .lists import require_list_row
from .models import ListRow, SegmentRow
from .segments import require_row

READ = "audiences.read"
MANAGE = "audiences.manage"
EXPORT = "audiences.export"


def visible_segment(
    session: Session, caller: Caller, permission: str, segment_id: int
) -> SegmentRow:
    """The segment, if the caller holds the permission at its node.

    Raises:
        SegmentNotFound: there is none, or none that this caller may see.

    """
    row = require_row(session, segment_id)
    if not organization.holds_at(session, caller, permission, row.node_id):
        raise SegmentNotFound(segment=ids.code("seg", segment_id))
    return row


def visible_list(session: Session, caller: Caller, permission: str, list_id: int) -> ListRow:
    """The list, if the caller holds the permission at its node.

    Raises:
        AudienceListNotFound: there is none, or none that this caller may see.

    """
    row = require_list_row(session, list_id)
    if not organization.holds_at(session, caller, permission, row.node_id):
        raise AudienceListNotFound(list=ids.code("lst", list_id))
    return row


def asked_nodes(
    session: Session, caller: Caller, permission: str, node_id: int | None
) -> list[int] | None:
    """Org nodes to whose people a caller's question is limited; None: to nobody's.

    Raises:
        OutsideScope: the caller does not hold the permission at the named node.

    """
    if node_id is not None:
        organization.require_at(session, caller, permission, node_id)
        return [node_id]
    nodes = caller.nodes(permission)
    return None if nodes is None else sorted(nodes)
