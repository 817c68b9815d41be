"""Merges of the engine in this process, which take the same cores as whoever loads events.

A ClickHouse server has cores of its own: there nothing is ever held back.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager


class Merges:
    """Held back by one, needed by others; who needs them goes first. The engine forgets when it ends."""

    def __init__(self, command: Callable[[str], object], *, embedded: bool) -> None:
        self._command = command
        self._embedded = embedded
        self._lock = threading.Lock()
        self._held: tuple[str, ...] = ()
        self._needed = 0

    def hold(self, tables: Sequence[str]) -> None:
        """Begin no merge of these tables, and break off those under way, until ``release``."""
        with self._lock:
            if not self._embedded or self._needed or self._held:
                return
            self._held = tuple(tables)
            for table in tables:
                self._command(f"SYSTEM STOP MERGES {table}")

    def release(self) -> None:
        """Let the engine merge again; changes nothing where nothing is held."""
        with self._lock:
            self._release()

    @contextmanager
    def needed(self) -> Iterator[None]:
        """Within it nobody holds merges back: a mutation is a merge too, and would wait."""
        with self._lock:
            self._needed += 1
            self._release()
        try:
            yield
        finally:
            with self._lock:
                self._needed -= 1

    def _release(self) -> None:
        for table in self._held:
            self._command(f"SYSTEM START MERGES {table}")
        self._held = ()
