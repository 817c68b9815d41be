"""Paths in the category tree."""


def path_ids(path: str) -> tuple[int, ...]:
    """Ids in a path such as ``/1/4/``, the root first."""
    return tuple(int(step) for step in path.split("/") if step)
