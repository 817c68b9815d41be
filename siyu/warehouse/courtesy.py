"""Requests go first: the engine in this process computes with what they leave of the cores.

A block of events on its way in, a merge or a segment takes every core for a while; whoever is to be answered in
milliseconds would wait for it. So the engine's own threads have a lower priority than those that answer. A ClickHouse
server has cores of its own.
"""

import os
import threading
from pathlib import Path

NICE = 10
"""Of at most 19: with both cores wanted a thread of the engine gets a tenth of what one of Python does (sched(7))."""

_THREADS = Path("/proc/self/task")


class Courtesy:
    """Lowers the engine's threads as they come; they are those that Python did not start.

    A thread of Python's is never lowered: it may hold the interpreter's lock, which the others wait for.
    """

    def __init__(self) -> None:
        self._lowered: set[int] = set()

    def keep(self) -> int:
        """Lower those that are new; returns how many. Does nothing where the system has no such list."""
        try:
            running = {int(entry.name) for entry in _THREADS.iterdir()}
        except OSError:
            return 0
        ours = {thread.native_id for thread in threading.enumerate()}
        new = running - ours - self._lowered
        for number in new:
            _lower(number)
        # The number of one that has ended may be given again.
        self._lowered = (self._lowered & running) | new
        return len(new)


def _lower(number: int) -> None:
    try:
        os.setpriority(os.PRIO_PROCESS, number, NICE)
    except OSError:
        return  # it has ended meanwhile, or this system lets nobody do so
