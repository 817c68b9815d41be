"""What people lets hang on an org node: who belongs there, and how they are given to another."""

from sqlalchemy import Delete, Update, and_, case, delete, func, or_, select, update
from sqlalchemy.orm import aliased

from siyu import organization
from siyu.kernel.database import Session

from .changes import mark_changed
from .models import BelongingRow, PersonRow
from .searching import persons_within


def count_belonging(session: Session, org_node_id: int) -> int:
    """People who belong to the org node itself, not to one below it."""
    within = persons_within(frozenset({org_node_id}))
    return (
        session.scalar(
            select(func.count()).where(
                PersonRow.merged_into.is_(None),
                PersonRow.state != "erased",
                PersonRow.id.in_(within),
            )
        )
        or 0
    )


def hand_people_over(session: Session, org_node_id: int, to_org_node_id: int) -> None:
    """Let all who belong to one org node belong to another; what they are worth goes along.

    A few statements whatever their number.
    """
    mark_changed(
        session,
        session.scalars(
            select(BelongingRow.node_id).where(BelongingRow.org_node_id == org_node_id)
        ),
    )
    there, here = BelongingRow, aliased(BelongingRow)
    first = and_(
        here.first_order_at.is_not(None),
        or_(there.first_order_at.is_(None), here.first_order_at < there.first_order_at),
    )
    last = and_(
        here.last_order_at.is_not(None),
        or_(there.last_order_at.is_(None), here.last_order_at > there.last_order_at),
    )
    # Where somebody belongs to both, the two are one belonging from now on.
    _run(
        session,
        update(there)
        .where(
            there.org_node_id == to_org_node_id,
            here.org_node_id == org_node_id,
            there.node_id == here.node_id,
        )
        .values(
            since=case((here.since < there.since, here.since), else_=there.since),
            orders=there.orders + here.orders,
            revenue_minor=there.revenue_minor + here.revenue_minor,
            first_order_at=case((first, here.first_order_at), else_=there.first_order_at),
            last_order_at=case((last, here.last_order_at), else_=there.last_order_at),
        ),
    )
    joined = select(here.node_id).where(here.org_node_id == to_org_node_id)
    of_node = BelongingRow.org_node_id == org_node_id
    _run(session, delete(BelongingRow).where(of_node, BelongingRow.node_id.in_(joined)))
    _run(session, update(BelongingRow).where(of_node).values(org_node_id=to_org_node_id))
    session.expire_all()


def _run(session: Session, statement: Delete | Update) -> None:
    session.execute(statement.execution_options(synchronize_session=False))


BLOCKS = (
    organization.node_use_block(
        "people",
        {"zh": "客户", "en": "People"},
        organization.NodeUse(count_belonging, hand_people_over),
    ),
)
