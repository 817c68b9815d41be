"""How a source is named in events."""

from functools import lru_cache

from siyu.http import Caller
from siyu.kernel import ids
from siyu.kernel.database import Session
from siyu.organization import list_write_keys, scope_ids


@lru_cache(1_000)
def source_code(source_id: int) -> str:
    return ids.code("src", source_id)


def visible_sources(session: Session, caller: Caller, permission: str) -> frozenset[str] | None:
    """Codes of the sources at or below the caller's nodes; None is all, and events of none."""
    nodes = scope_ids(session, caller.nodes(permission))
    if nodes is None:
        return None
    keys = list_write_keys(session)
    return frozenset(source_code(key.source_id) for key in keys if key.node_id in nodes)
