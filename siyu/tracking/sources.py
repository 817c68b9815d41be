"""How a source is named in events."""

from siyu.kernel import ids


def source_code(source_id: int) -> str:
    return ids.code("src", source_id)
