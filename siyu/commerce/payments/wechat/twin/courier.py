"""Carries the twin's callbacks over HTTP as the platform does: late, again, out of order, or never."""

import heapq
import random
import threading
import time
from dataclasses import dataclass

import httpx
import structlog

from ..limits import NOTICE_ANSWER_SECONDS_MAX, NOTICE_PAUSES_SECONDS
from .callbacks import Callback

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Manners:
    """How a courier behaves; shares are of one.

    Args:
        speed: pauses between tries are divided by it, so that a trial does not take a day.

    """

    delay_seconds_max: float = 0.5
    repeated: float = 0.1
    lost: float = 0.0
    speed: float = 1.0


class Courier:
    """Call it with a callback; a thread delivers. An answer other than 200 or 204 is tried again."""

    def __init__(self, manners: Manners | None = None, *, seed: int | None = None) -> None:
        self._manners = manners or Manners()
        self._random = random.Random(seed)  # noqa: S311
        self._due: list[tuple[float, int, int, Callback]] = []
        self._wake, self._count, self._stopped = threading.Condition(), 0, False
        self._thread = threading.Thread(target=self._run, name="wechat.courier", daemon=True)
        self._thread.start()

    def __call__(self, callback: Callback) -> None:
        if self._random.random() < self._manners.lost:
            return
        times = 2 if self._random.random() < self._manners.repeated else 1
        for _ in range(times):
            self._put(callback, 0, self._random.uniform(0, self._manners.delay_seconds_max))

    def stop(self) -> None:
        """Deliver nothing more."""
        with self._wake:
            self._stopped = True
            self._wake.notify()
        self._thread.join(NOTICE_ANSWER_SECONDS_MAX.amount + 1)

    def _put(self, callback: Callback, tries: int, pause: float) -> None:
        with self._wake:
            self._count += 1
            heapq.heappush(self._due, (time.monotonic() + pause, self._count, tries, callback))
            self._wake.notify()

    def _run(self) -> None:
        with httpx.Client(timeout=NOTICE_ANSWER_SECONDS_MAX.amount, trust_env=False) as client:
            while True:
                with self._wake:
                    while not self._stopped and (
                        not self._due or self._due[0][0] > time.monotonic()
                    ):
                        wait = self._due[0][0] - time.monotonic() if self._due else None
                        self._wake.wait(wait)
                    if self._stopped:
                        return
                    _, _, tries, callback = heapq.heappop(self._due)
                self._deliver(client, callback, tries)

    def _deliver(self, client: httpx.Client, callback: Callback, tries: int) -> None:
        try:
            answer = client.post(callback.url, headers=callback.headers, content=callback.body)
            if answer.status_code in (200, 204):
                return
            log.info("twin.refused", status=answer.status_code)
        except httpx.HTTPError as error:
            log.info("twin.unreached", error=type(error).__name__)
        if tries < len(NOTICE_PAUSES_SECONDS):
            pause = NOTICE_PAUSES_SECONDS[tries] / self._manners.speed
            self._put(callback, tries + 1, pause)
