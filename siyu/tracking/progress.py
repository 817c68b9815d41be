"""How far the loader has come, for those who wait for it."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from siyu.kernel.context import Context

from .errors import NotLoadedInTime
from .inbox import Connection, connect, lag, last_position, read_place
from .load import Loader

T = TypeVar("T")

POLL_SECONDS = 0.2


class Progress:
    """Reads the loader's place, in this process or in another."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    def position(self) -> int:
        """Position up to which everything is in the warehouse."""
        return self._ask(read_place).position

    def load_id(self) -> int:
        """Number of the last load of which every event is in the warehouse."""
        return self._ask(read_place).load_id

    def last(self) -> int:
        """Position of the newest request on disk."""
        return self._ask(last_position)

    def lag(self) -> tuple[int, int]:
        """Events and groups of requests that wait."""
        return self._ask(lag)

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _ask(self, question: Callable[[Connection], T]) -> T:
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = connect(self._url)
                return question(self._connection)
            except Exception:
                connection, self._connection = self._connection, None
                if connection is not None:
                    with suppress(Exception):
                        connection.close()
                raise


def loaded_until(context: Context) -> int:
    """Position up to which all events are in the warehouse."""
    return context.get(Progress).position()


def loaded_load_id(context: Context) -> int:
    """The ``load_id`` up to which the warehouse holds every event whole."""
    return context.get(Progress).load_id()


def wait_until_loaded(
    context: Context, position: int | None = None, timeout_seconds: float = 60
) -> None:
    """Wait until the events up to a position are in the warehouse.

    Args:
        position: of ``append_batch``; None: of all that is on disk now.

    Raises:
        NotLoadedInTime: they are on disk, and not there yet.

    """
    progress = context.get(Progress)
    wanted = progress.last() if position is None else position
    deadline = time.monotonic() + timeout_seconds
    loader = context.services.get(Loader)
    while (until := progress.position()) < wanted:
        rest = deadline - time.monotonic()
        if rest <= 0:
            raise NotLoadedInTime(wanted, until)
        pause = min(rest, POLL_SECONDS)
        if loader is None:
            time.sleep(pause)
            continue
        with loader.loaded:
            if loader.loaded_until < wanted:
                loader.loaded.wait(pause)
