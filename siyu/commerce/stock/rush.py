"""A rush on goods that have just run out: the many who come too late take nobody's turn.

Whoever asks for what ran out a moment ago is told by a look at the shelf that holds no row, and on SQLite does
not queue among the writers, so that those who can still buy something are served. Only the look decides: what came
back meanwhile is sold at once.
"""

import time
from collections.abc import Iterable, Sequence

from siyu.kernel.database import Session

from .contracts import Wanted
from .errors import OutOfStock
from .reservations import require_free

REMEMBERED_SECONDS = 60.0
REMEMBERED_MAX = 10_000

_ran_out: dict[int, float] = {}
"""SKU → when this process last refused it; one that is stale, or another database's, costs one look."""


def ran_out(error: OutOfStock) -> None:
    """Remember what was refused."""
    if len(_ran_out) >= REMEMBERED_MAX:
        _ran_out.clear()
    at = time.monotonic()
    _ran_out.update({int(short["sku_id"]): at for short in error.short})


def refuse_late(
    session: Session,
    wanted: Sequence[Wanted],
    *,
    location_ids: Sequence[int],
    sales_channel_id: int | None,
) -> None:
    """Refuse now what could not be reserved anyway, where some of it ran out lately.

    Raises:
        OutOfStock: as ``reserve``.

    """
    if _lately(one.sku_id for one in wanted):
        require_free(session, wanted, location_ids=location_ids, sales_channel_id=sales_channel_id)


def _lately(sku_ids: Iterable[int]) -> bool:
    since = time.monotonic() - REMEMBERED_SECONDS
    return any(_ran_out.get(sku_id, since) > since for sku_id in sku_ids)
