"""Orders earn once by their number; refunds take back in proportion, and all of it after the last."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from siyu.kernel.database import Session, upsert

from .book import Book
from .clawing_back import claw_back
from .contracts import GrowthKind, LineKind
from .events import PointsEarned
from .happenings import CANCELLED, COMPLETED, Happening
from .lifetime import activation_of, expiry_of
from .models import OrderRow, PointsLineRow, PointsLotRow, RefundRow
from .multiplying import Buyer, growth_of_order, points_of_order
from .spending_budgets import Budgets
from .standing import Lot, Standing, chunks
from .tiering import grow

ID_LENGTH_MAX = 180
_COLUMNS = (
    *("order_id", "person_id", "revenue_minor", "refunded_minor", "refunded_whole", "points"),
    *("points_taken", "growth", "growth_taken", "ordered_at"),
)


class Orders:
    """Orders of some loads, with what they have earned already."""

    def __init__(self, session: Session, happenings: Sequence[Happening]) -> None:
        self._session = session
        self._rows: dict[str, dict[str, Any]] = {}
        self._counted: set[str] = set()
        self._refunds: list[dict[str, Any]] = []
        self._changed: set[str] = set()
        self._lots: dict[str, list[Lot]] = {}
        wanted = sorted({short(one.order_id) for one in happenings})
        columns = [getattr(OrderRow, name) for name in _COLUMNS]
        for part in chunks(wanted):
            for row in session.execute(select(*columns).where(OrderRow.order_id.in_(part))):
                self._rows[row.order_id] = dict(row._mapping)  # noqa: SLF001  (its public name for rows)
        refunds = [short(one.message_id) for one in happenings if one.name != COMPLETED]
        for part in chunks(refunds):
            query = select(RefundRow.message_id).where(RefundRow.message_id.in_(part))
            self._counted.update(session.scalars(query))

    def buyers(self) -> set[int]:
        """Nodes whose orders are known already."""
        return {row["person_id"] for row in self._rows.values() if row["person_id"] is not None}

    def find_lots(self, book: Book) -> None:
        """What known orders have earned and still holds points: a refund takes it from there first."""
        causes = {f"order:{order_id}": order_id for order_id in self._rows}
        held = {lot.id: lot for standing in book.standings.values() for lot in standing.lots}
        for part in chunks(sorted(causes)):
            query = (
                select(PointsLotRow.id, PointsLineRow.cause)
                .join(PointsLineRow, PointsLineRow.id == PointsLotRow.line_id)
                .where(PointsLineRow.kind == LineKind.earn, PointsLineRow.cause.in_(part))
            )
            for row in self._session.execute(query):
                if row.id in held:
                    self._lots.setdefault(causes[row.cause], []).append(held[row.id])

    def complete(
        self, book: Book, standing: Standing, buyer: Buyer, order: Happening, budgets: Budgets
    ) -> None:
        """Earn for an order, unless it has earned before."""
        order_id = short(order.order_id)
        row = self._rows.setdefault(order_id, _new(order_id))
        if row["revenue_minor"] is not None:
            return
        worth = points_of_order(book.programme, buyer, order)
        of = {m.key: m.budget for m in book.programme.multipliers}
        points = worth.points + sum(
            budgets.take(of[key] or "", more) for key, more in sorted(worth.budgeted.items())
        )
        growth = growth_of_order(book.programme, order)
        row |= {
            "person_id": order.node,
            "revenue_minor": order.amount_minor,
            "points": points,
            "growth": growth,
            "ordered_at": order.time,
        }
        self._changed.add(order_id)
        if points:
            self._earn(book, standing, order, order_id, points)
        if growth:
            grow(
                book,
                standing,
                growth,
                kind=GrowthKind.earn,
                cause=f"order:{order_id}",
                reason="order",
                home_id=order.node,
            )
        self._take_back(book, standing, row, cause=f"early:{order_id}")

    def refund(self, book: Book, owners: Mapping[int, int], refund: Happening) -> None:
        """Take back, once a message; a refund that comes before its order waits for it."""
        order_id, message_id = short(refund.order_id), short(refund.message_id)
        if message_id in self._counted:
            return
        self._counted.add(message_id)
        whole = refund.name == CANCELLED or refund.amount_minor == 0
        row = self._rows.setdefault(order_id, _new(order_id))
        row["refunded_minor"] += refund.amount_minor
        row["refunded_whole"] = row["refunded_whole"] or whole
        self._changed.add(order_id)
        self._refunds.append(
            {
                "message_id": message_id,
                "order_id": order_id,
                "amount_minor": refund.amount_minor,
                "whole": whole,
                "at": refund.time,
            }
        )
        owner = owners.get(row["person_id"] or 0)
        if row["revenue_minor"] is not None and owner is not None:
            self._take_back(book, book.standings[owner], row, cause=f"refund:{message_id}")

    def write(self) -> None:
        """Orders and refunds as they stand now."""
        upsert(
            self._session,
            OrderRow,
            [self._rows[order_id] for order_id in sorted(self._changed)],
            keys=["order_id"],
        )
        if self._refunds:
            self._session.connection().execute(RefundRow.__table__.insert(), self._refunds)  # type: ignore[attr-defined]

    def _earn(
        self, book: Book, standing: Standing, order: Happening, order_id: str, points: int
    ) -> None:
        rules = book.programme.points
        active_at = activation_of(rules, order.time, delayed=True)
        lot = book.earn(
            standing,
            points,
            cause=f"order:{order_id}",
            reason="order",
            activates_at=active_at,
            expires_at=expiry_of(rules.expiry, order.time, active_at),
            home_id=order.node,
            earned_at=order.time,
        )
        self._lots.setdefault(order_id, []).append(lot)
        pending = not lot.active
        book.say(
            standing,
            lambda s: PointsEarned(
                person_id=s.person_id,
                points=points,
                available=s.available,
                reason="order",
                pending=pending,
            ),
        )

    def _take_back(
        self, book: Book, standing: Standing, row: dict[str, Any], *, cause: str
    ) -> None:
        points = due_back(row, row["points"]) - row["points_taken"]
        growth = due_back(row, row["growth"]) - row["growth_taken"]
        if points > 0:
            row["points_taken"] += points
            first = self._lots.get(row["order_id"], ())
            claw_back(book, standing, points, cause=cause, reason="refund", first=first)
        if growth > 0:
            row["growth_taken"] += growth
            grow(
                book,
                standing,
                -growth,
                kind=GrowthKind.claw_back,
                cause=cause,
                reason="refund",
                home_id=row["person_id"],
            )


def due_back(row: Mapping[str, Any], earned: int) -> int:
    """How much of what an order earned its refunds take back in all, rounded down until the last fen."""
    revenue, refunded = row["revenue_minor"], row["refunded_minor"]
    if row["refunded_whole"] or refunded >= revenue:
        return earned if row["refunded_whole"] or refunded else 0
    return int(earned * refunded // revenue)


def short(text: str) -> str:
    """An id from outside that fits a cause; longer ones by their digest."""
    if len(text) <= ID_LENGTH_MAX:
        return text
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _new(order_id: str) -> dict[str, Any]:
    return {
        "order_id": order_id,
        "person_id": None,
        "revenue_minor": None,
        "refunded_minor": 0,
        "refunded_whole": False,
        "points": 0,
        "points_taken": 0,
        "growth": 0,
        "growth_taken": 0,
        "ordered_at": None,
    }
