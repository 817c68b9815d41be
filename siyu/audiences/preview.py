"""How many a definition would mean, while it is being written."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from siyu.kernel.context import Context
from siyu.warehouse import QueryTooExpensive, Warehouse

from .compiler import compile_count
from .definition import Definition
from .lookups import ask
from .planner import plan
from .present import present
from .scope import Scope

SECONDS_MAX = 8.0
ONE_IN = 64


@dataclass(frozen=True)
class Preview:
    """A live count.

    Args:
        estimated: counted among one person in 64 and multiplied, for the whole was too expensive.

    """

    count: int
    took_ms: int
    sample: Sequence[int]
    estimated: bool


def preview(
    context: Context,
    definition: Definition,
    *,
    actor: str,
    node_ids: list[int] | None,
    sample: int = 10,
    seconds_max: float = SECONDS_MAX,
) -> Preview:
    """Count whom a definition means now; ends the same caller's count before it.

    Raises:
        UnknownReference: the definition names what does not exist.
        QueryTooExpensive: even an estimate takes too long.
        QueryCancelled: the caller asked anew meanwhile.

    """
    warehouse = context.get(Warehouse)
    # The transaction ends before the count begins: it may take seconds.
    with context.session(read_only=True) as session:
        question = ask(session, warehouse, definition, node_ids=node_ids)
        moment = present(session, context)
    planned = plan(question.definition, question.facts, moment)
    query_id = f"audiences.preview:{actor}"
    started = time.perf_counter()
    warehouse.cancel(query_id)

    def count(one_in: int) -> Preview:
        query = compile_count(
            planned,
            moment,
            merged=question.facts.merged,
            scope=Scope(one_in=one_in),
            sample=sample,
        )
        row = warehouse.row(
            query.sql,
            query.params,
            query_id=query_id,
            settings={"max_execution_time": seconds_max},
        )
        assert row
        return Preview(
            count=row["count"] * one_in,
            took_ms=round((time.perf_counter() - started) * 1000),
            sample=row.get("sample", []),
            estimated=one_in > 1,
        )

    try:
        return count(1)
    except QueryTooExpensive:
        return count(ONE_IN)
