"""Who may see and change which coupons and promotions: by the org node they belong to."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from siyu import organization
from siyu.http import Caller
from siyu.kernel import ids
from siyu.kernel.database import Session

from .batches import require_batch
from .drafts import require_promotion
from .errors import CodeBatchNotFound, CouponKindNotFound, PromotionNotFound, StoresOutOfReach
from .kinds import require_kind
from .models import CodeBatchRow, CouponKindRow
from .promotion_models import PromotionRow

READ = "promotions.read"
MANAGE = "promotions.manage"
START = "promotions.start"
GIVE = "promotions.give"
VERIFY = "promotions.verify"
EXPORT = "promotions.export"


def visible_kind(session: Session, caller: Caller, permission: str, kind_id: int) -> CouponKindRow:
    """The kind, if the caller holds the permission at its node.

    Raises:
        CouponKindNotFound: there is none, or none that this caller may see.

    """
    row = require_kind(session, kind_id)
    if not _reaches(session, caller, permission, row.node_id):
        raise CouponKindNotFound(kind_id)
    return row


def visible_batch(session: Session, caller: Caller, permission: str, batch_id: int) -> CodeBatchRow:
    """The batch, if the caller holds the permission at its kind's node.

    Raises:
        CodeBatchNotFound: there is none, or none that this caller may see.

    """
    row = require_batch(session, batch_id)
    if not _reaches(session, caller, permission, require_kind(session, row.kind_id).node_id):
        raise CodeBatchNotFound(batch_id)
    return row


def visible_promotion(
    session: Session, caller: Caller, permission: str, promotion_id: int
) -> PromotionRow:
    """The promotion, if the caller holds the permission at its node.

    Raises:
        PromotionNotFound: there is none, or none that this caller may see.

    """
    row = require_promotion(session, promotion_id)
    if not _reaches(session, caller, permission, row.node_id):
        raise PromotionNotFound(promotion_id)
    return row


def within(
    session: Session,
    caller: Caller,
    column: InstrumentedAttribute[Any],
    node_id: int | None = None,
) -> list[ColumnElement[bool]]:
    """Conditions of a list: what the caller may read, at or below a node."""
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    return [] if nodes is None else [column.in_(nodes)]


def require_own_stores(session: Session, caller: Caller, stores: Iterable[str]) -> None:
    """Let a caller who answers for a part of the tree make what is cheaper only there.

    Raises:
        StoresOutOfReach: it would hold everywhere, or in a store of somebody else.

    """
    nodes = organization.scope_ids(session, caller.nodes(MANAGE))
    if nodes is None:
        return
    own = {ids.code("node", node) for node in nodes}
    named = set(stores)
    if not named or not named <= own:
        raise StoresOutOfReach(sorted(named - own)[:20])


def _reaches(session: Session, caller: Caller, permission: str, node_id: int | None) -> bool:
    nodes = organization.scope_ids(session, caller.nodes(permission))
    return nodes is None or node_id in nodes
