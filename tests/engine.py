"""The embedded warehouse of a test process: one engine that stays open while databases come and go.

chDB opens one folder in a process at a time, takes a third of a second to start, and leaves some twenty
files open whenever it ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from siyu.warehouse import Warehouse


class SharedEngine:
    """Starts when a database is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: Warehouse | None = None

    def url(self, database: str) -> str:
        """Of a database of the engine, which runs from now on."""
        url = f"chdb://{self._folder}?database="
        if self._held is None:
            self._held = Warehouse(f"{url}default")
            self._held.command("SELECT 1")
        return url + database

    @contextmanager
    def elsewhere(self, folder: Path) -> Iterator[Warehouse]:
        """Look into what a server left in another folder."""
        self.close()
        with Warehouse(f"chdb://{folder}") as warehouse:
            yield warehouse

    def close(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None
