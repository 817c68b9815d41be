"""Has this message come before, within the days a sender may still repeat itself?"""

from collections.abc import Collection

from siyu.warehouse.client import Warehouse


def known_message_ids(warehouse: Warehouse, message_ids: Collection[str]) -> set[str]:
    """Those of ``message_ids`` that are loaded already, as far back as four days."""
    if not message_ids:
        return set()
    found = warehouse.columns(
        "WITH asked AS (SELECT arrayJoin({ids:Array(String)}) AS id)"
        " SELECT id FROM asked WHERE sipHash64(id) IN"
        " (SELECT hash FROM message_ids WHERE hash IN (SELECT sipHash64(id) FROM asked))",
        {"ids": list(message_ids)},
    )
    return set(found["id"])
