"""Whose turn it is to write to a SQLite file: first come, first served.

SQLite lets one connection write; the others look again now and then, the longer they have waited the more
rarely, so that of sixty-four some starve until they time out. Within the process they queue here instead.
"""

import sqlite3
import threading
from collections import deque


class Turns:
    """The queue of one file."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, seconds_max: float) -> bool:
        """Wait for one's turn; False where it did not come in time."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(seconds_max):
            return True
        with self._guard:
            if mine.is_set():
                return True
            self._waiting.remove(mine)
            return False

    def give(self) -> None:
        """Let the next one write."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class TurnConnection(sqlite3.Connection):
    """A connection that gives its turn back once the transaction has really ended."""

    turns: Turns | None = None
    """Where it holds a turn."""

    def take_turn(self, turns: Turns, seconds_max: float) -> None:
        """Wait for our turn, until the transaction has ended.

        Whoever holds it for too long, and a process beside this one (the command line), is waited for by
        SQLite's own means afterwards.
        """
        if turns.take(seconds_max):
            self.turns = turns

    def give_turn(self) -> None:
        turns, self.turns = self.turns, None
        if turns is not None:
            turns.give()

    def commit(self) -> None:
        super().commit()
        self.give_turn()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.give_turn()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self.give_turn()
