"""Load SQL by name, so that queries live in ``.sql`` files that editors and linters know."""

from functools import cache
from pathlib import Path


@cache
def load_sql(folder: Path, name: str) -> str:
    """Text of ``<folder>/<name>.sql``; read once.

    Raises:
        FileNotFoundError: no such query; names are part of the code, so this is a bug.

    """
    return (folder / f"{name}.sql").read_text(encoding="utf-8")
