"""The warehouse follows merged persons by a dictionary; it is brought up to date from here."""

from sqlalchemy import delete, select, tuple_

from siyu.kernel.database import Session
from siyu.warehouse import Warehouse, reload_redirects

from .bulk import select_in
from .lookup import chunks
from .models import PersonRow, RedirectChangeRow
from .sequences import CHANGE, take

BATCH = 50_000


def sync_redirects(session: Session, warehouse: Warehouse) -> int:
    """Write redirects that changed, and let the warehouse read them; returns how many.

    The numbers of a sequence are given out one transaction at a time, so that a later write has the
    higher version; a crash before the commit writes the same once more.
    """
    pending = session.execute(
        select(RedirectChangeRow.node_id, RedirectChangeRow.seq)
        .order_by(RedirectChangeRow.seq, RedirectChangeRow.node_id)
        .limit(BATCH)
    ).all()
    if not pending:
        return 0
    version = next(take(session, CHANGE, 1))
    nodes = [row.node_id for row in pending]
    rows = [
        (node, person or node, version, 0 if person else 1)
        for node, person in select_in(session, PersonRow, ("id", "merged_into"), "id", nodes)
    ]
    warehouse.insert_rows("redirects", ["node", "person", "version", "removed"], rows)
    reload_redirects(warehouse)
    for part in chunks([(row.node_id, row.seq) for row in pending], 2_000):
        key = tuple_(RedirectChangeRow.node_id, RedirectChangeRow.seq)
        session.execute(delete(RedirectChangeRow).where(key.in_(part)))
    return len(rows)
