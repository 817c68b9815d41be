"""What channels report after a message was accepted: kept until someone takes it, exactly once."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from siyu.kernel.database import Session

from .contracts import ChannelReceipt, ReceiptKind
from .models import ReceiptRow

DETAIL_LENGTH_MAX = 300


def report_receipts(session: Session, receipts: Sequence[ChannelReceipt]) -> None:
    """Keep what a channel reported, in this order."""
    if receipts:
        session.execute(
            insert(ReceiptRow),
            [
                {
                    "key": receipt.key,
                    "kind": receipt.kind,
                    "at": receipt.at,
                    "detail": receipt.detail[:DETAIL_LENGTH_MAX],
                    "link": receipt.link[:DETAIL_LENGTH_MAX],
                }
                for receipt in receipts
            ],
        )


def has_receipts(session: Session) -> bool:
    """Whether anything waits to be taken."""
    return session.scalar(select(ReceiptRow.id).limit(1)) is not None


def take_receipts(session: Session, *, most: int = 1000) -> list[ChannelReceipt]:
    """Take the oldest away; what the same transaction makes of them commits with the taking."""
    rows = session.execute(
        select(
            ReceiptRow.id,
            ReceiptRow.key,
            ReceiptRow.kind,
            ReceiptRow.at,
            ReceiptRow.detail,
            ReceiptRow.link,
        )
        .order_by(ReceiptRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    if rows:
        session.execute(delete(ReceiptRow).where(ReceiptRow.id.in_([row.id for row in rows])))
    return [
        ChannelReceipt(
            key=row.key, kind=ReceiptKind(row.kind), at=row.at, detail=row.detail, link=row.link
        )
        for row in rows
    ]
