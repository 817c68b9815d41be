"""What the warehouse has yet to hear of."""

from collections.abc import Iterable

from siyu.kernel.database import Session, Table

from .bulk import insert_many
from .models import ChangeRow, RedirectChangeRow
from .sequences import CHANGE, take

_AGAIN = "ON CONFLICT (node_id) DO UPDATE SET seq = excluded.seq"


def mark_changed(session: Session, node_ids: Iterable[int]) -> None:
    """Something mirrored about these nodes changed."""
    _mark(session, ChangeRow, node_ids)


def mark_redirects(session: Session, node_ids: Iterable[int]) -> None:
    """These nodes lead elsewhere."""
    _mark(session, RedirectChangeRow, node_ids)


def _mark(session: Session, table: type[Table], node_ids: Iterable[int]) -> None:
    # In one order everywhere, so that two transactions cannot wait for each other.
    nodes = sorted(set(node_ids))
    if nodes:
        seq = next(take(session, CHANGE, 1))
        rows = [(node, seq) for node in nodes]
        insert_many(session, table, ("node_id", "seq"), rows, conflict=_AGAIN)
