"""Answers of the warehouse kept for a moment: many look at one overview, few figures change by the second."""

import threading
from collections.abc import Callable, Hashable
from typing import Any

from siyu.kernel.clock import now

KEPT_SECONDS = 60.0
_ANSWERS_MAX = 500


class Answers:
    """Each question is asked once in a minute, by the first who wants to know; the others wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[Hashable, tuple[float, Any]] = {}
        self._asking: dict[Hashable, threading.Lock] = {}

    def get(self, question: Hashable, ask: Callable[[], Any]) -> Any:
        """The answer, at most a minute old."""
        with self._lock:
            asking = self._asking.setdefault(question, threading.Lock())
        try:
            with asking:
                kept = self._found.get(question)
                moment = now().timestamp()
                if kept and 0 <= moment - kept[0] < KEPT_SECONDS:
                    return kept[1]
                answer = ask()
                self._keep(question, moment, answer)
                return answer
        finally:
            with self._lock:
                if not asking.locked():
                    self._asking.pop(question, None)

    def _keep(self, question: Hashable, moment: float, answer: Any) -> None:
        with self._lock:
            self._found[question] = (moment, answer)
            if len(self._found) > _ANSWERS_MAX:
                oldest = sorted(self._found, key=lambda one: self._found[one][0])
                for one in oldest[: _ANSWERS_MAX // 2]:
                    del self._found[one]
