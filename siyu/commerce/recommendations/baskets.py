"""Orders of the warehouse, wherever they came from, in products of the catalogue."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from siyu.kernel.context import Context
from siyu.warehouse import Warehouse, load_sql

from .contracts import Basket
from .goods import products_named

SQL = Path(__file__).parent / "sql"
DAY_MILLISECONDS = 86_400_000
QUERY_SECONDS_MAX = 1_800


def read_baskets(context: Context, *, since: datetime, until: datetime) -> Iterator[Basket]:
    """What orders of a window kept, oldest first; those without goods of the catalogue are left out."""
    known: dict[str, int | None] = {}
    last = round(until.timestamp() * 1000)
    blocks = context.get(Warehouse).stream(
        load_sql(SQL, "baskets"),
        {"since": since, "until": until},
        # The reader's own time counts too, and nobody waits for a job at night.
        settings={"max_execution_time": QUERY_SECONDS_MAX},
    )
    for block in blocks:
        rows = list(
            zip(
                *(list(block[name]) for name in ("milliseconds", "org", "tier", "words")),
                strict=True,
            )
        )
        new = {word for *_, words in rows for word in words} - known.keys()
        if new:
            with context.session(read_only=True) as session:
                known |= dict.fromkeys(new) | products_named(session, new)
        for milliseconds, org, tier, words in rows:
            products = {product for word in words if (product := known[word]) is not None}
            if products:
                yield Basket(
                    age_days=max(0, (last - int(milliseconds)) // DAY_MILLISECONDS),
                    node_id=int(org),
                    tier=str(tier),
                    products=tuple(sorted(products)),
                )
