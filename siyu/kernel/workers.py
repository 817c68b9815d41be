"""Loops that run as long as the process: the loader, the outbox, the segment tick, the sender."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from .context import Context

FAILED_PAUSE_SECONDS = 1.0
REST_SECONDS_MAX = 1.0
STILL_FAILING_SECONDS = 30.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Worker:
    """One loop.

    Args:
        name: ``<module>.<what_it_does>``.
        step: does some work and says whether there may be more; idempotent after a crash.
        idle_seconds: pause after a step that found nothing.
        rest_seconds: pause after a step that found something; what comes in meanwhile is then looked at
            together.
        rest_share: rest at least for this share of the time the step took, a second at most.

    """

    name: str
    step: Callable[[Context], bool]
    idle_seconds: float = 0.5
    rest_seconds: float = 0.0
    rest_share: float = 0.0


class WorkerThread:
    """A worker in a thread of its own; an error is logged, and the loop goes on after a pause."""

    def __init__(self, worker: Worker, context: Context) -> None:
        self.worker = worker
        self.failing = False
        self._told_at = 0.0
        self._context = context
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=worker.name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Look now instead of after the idle pause."""
        self._wake.set()

    def ask_to_stop(self) -> None:
        self._stop.set()
        self._wake.set()

    def join(self, timeout_seconds: float) -> bool:
        """Wait for the step in hand; False when it does not end in time."""
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()

    def is_alive(self) -> bool:
        return self._thread.is_alive() or not self._thread.ident

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            pause, began = self.worker.idle_seconds, time.monotonic()
            try:
                if self.worker.step(self._context):
                    pause = self._rest(time.monotonic() - began)
                self.failing = False
            except Exception as error:
                self._tell(error)
                pause = max(FAILED_PAUSE_SECONDS, pause)
            if pause and not self._stop.is_set():
                self._wake.wait(pause)

    def _rest(self, took_seconds: float) -> float:
        return max(
            self.worker.rest_seconds, min(took_seconds * self.worker.rest_share, REST_SECONDS_MAX)
        )

    def _tell(self, error: Exception) -> None:
        """Log a failure whole when it starts, then a line every half minute, not one a second."""
        if not self.failing:
            log.exception("worker.failed", worker=self.worker.name)
            self._told_at = time.monotonic()
        elif time.monotonic() - self._told_at > STILL_FAILING_SECONDS:
            self._told_at = time.monotonic()
            log.warning("worker.still_failing", worker=self.worker.name, error=type(error).__name__)
        self.failing = True
