"""A door that many may walk through at once, and one may hold shut."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Whoever shuts it waits for those inside; those who come later wait for it to open."""

    def __init__(self) -> None:
        self._inside = 0
        self._shut = False
        self._changed = threading.Condition()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """One of many."""
        with self._changed:
            self._changed.wait_for(lambda: not self._shut)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Alone."""
        with self._changed:
            self._changed.wait_for(lambda: not self._shut)
            self._shut = True
            self._changed.wait_for(lambda: self._inside == 0)
        try:
            yield
        finally:
            with self._changed:
                self._shut = False
                self._changed.notify_all()
