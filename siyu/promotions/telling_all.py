"""Every coupon of a person with what became of it, for an export to the person."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from siyu.kernel import ids
from siyu.kernel.database import Session

from .ledger import contracts
from .models import CouponLineRow, CouponRow


def coupons_kept(session: Session, nodes: Sequence[int]) -> list[dict[str, Any]]:
    """Coupons that these nodes hold, have held or were given, oldest first."""
    rows = session.scalars(
        select(CouponRow)
        .where(or_(CouponRow.person_id.in_(nodes), CouponRow.issued_to.in_(nodes)))
        .order_by(CouponRow.id)
    ).all()
    coupons = [row.id for row in rows]
    history: dict[int, list[dict[str, Any]]] = {coupon: [] for coupon in coupons}
    lines = session.scalars(
        select(CouponLineRow).where(CouponLineRow.coupon_id.in_(coupons)).order_by(CouponLineRow.id)
    )
    for line in lines:
        history[line.coupon_id].append({"what": line.kind, "cause": line.cause, "at": line.at})
    return [
        {
            "id": ids.code("cpn", coupon.id),
            "name": coupon.name,
            "code": coupon.code,
            "state": coupon.state,
            "valid_from": coupon.valid_from,
            "valid_until": coupon.valid_until,
            "used_at": coupon.used_at,
            "history": history[coupon.id],
        }
        for coupon in contracts(session, rows)
    ]
