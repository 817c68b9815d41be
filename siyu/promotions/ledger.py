"""What every change of a coupon leaves behind: a line, and a mark on whoever held it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select

from siyu.kernel.clock import now
from siyu.kernel.database import Session, upsert

from .codes import coupon_codes
from .contracts import Coupon, CouponState, LineKind
from .kinds import kinds_of
from .models import ChangedPersonRow, CouponKindRow, CouponLineRow, CouponRow

SYSTEM = "system"


def write_lines(
    session: Session,
    kind: LineKind,
    coupons: Iterable[tuple[int, int | None, str]],
    *,
    actor: str = SYSTEM,
    node_id: int | None = None,
    at: datetime | None = None,
) -> None:
    """Write a line for each coupon, and mark its holder.

    Args:
        coupons: coupon id, person id, cause.

    """
    moment = at or now()
    rows = [
        {
            "coupon_id": coupon_id,
            "kind": kind,
            "cause": cause,
            "person_id": person_id,
            "node_id": node_id,
            "actor": actor,
            "at": moment,
        }
        for coupon_id, person_id, cause in coupons
    ]
    if rows:
        session.execute(insert(CouponLineRow.__table__), rows)  # type: ignore[arg-type]
        mark_changed(session, {row["person_id"] for row in rows})


def mark_changed(session: Session, person_ids: Iterable[object]) -> None:
    """Have what these people hold counted anew; the last thing a transaction locks."""
    people = sorted(person for person in person_ids if isinstance(person, int))
    rows = [{"person_id": person, "changed_at": now()} for person in people]
    upsert(session, ChangedPersonRow, rows, keys=["person_id"])


def has_line(session: Session, coupon_ids: Sequence[int], kind: LineKind, cause: str) -> set[int]:
    """Those of the coupons to which this has happened for this cause."""
    return set(
        session.scalars(
            select(CouponLineRow.coupon_id).where(
                CouponLineRow.coupon_id.in_(coupon_ids),
                CouponLineRow.kind == kind,
                CouponLineRow.cause == cause,
            )
        )
    )


def locked_rows(session: Session, coupon_ids: Iterable[int]) -> list[CouponRow]:
    """Coupons, locked in the order of their ids, as they are now."""
    return list(
        session.scalars(
            select(CouponRow)
            .where(CouponRow.id.in_(sorted(set(coupon_ids))))
            .order_by(CouponRow.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def contracts(
    session: Session,
    rows: Sequence[CouponRow],
    *,
    again: Iterable[int] = (),
    kinds: Mapping[int, CouponKindRow] | None = None,
) -> list[Coupon]:
    """Coupons as others see them.

    Args:
        kinds: where the caller has them already.

    """
    if kinds is None:
        kinds = kinds_of(session, {row.kind_id for row in rows})
    repeated = set(again)
    return [
        Coupon(
            id=row.id,
            kind_id=row.kind_id,
            name=kinds[row.kind_id].name,
            code=code,
            person_id=row.person_id,
            state=CouponState(row.state),
            effect=kinds[row.kind_id].effect,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            used_at=row.used_at,
            again=row.id in repeated,
        )
        for row, code in zip(rows, coupon_codes([row.id for row in rows]), strict=True)
    ]
