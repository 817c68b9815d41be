"""Everything that runs beside HTTP: workers in threads, jobs and schedules on DBOS."""

import structlog

from siyu.kernel.context import Context
from siyu.kernel.delivery import Delivery
from siyu.kernel.workers import Worker, WorkerThread

from . import durable
from .house import House

STOP_SECONDS_MAX = 20.0

log = structlog.get_logger(__name__)


def deliver(context: Context) -> bool:
    """Hand over what waits in the outbox; True where more may have come with it."""
    return context.get(Delivery).deliver_pending() > 0


class EngineRoom:
    """The background of one process."""

    def __init__(self, house: House, *, durable_work: bool = True) -> None:
        self._house = house
        self._durable_work = durable_work
        workers = [
            Worker("kernel.outbox", deliver, idle_seconds=0.2, rest_seconds=0.2),
            *house.workers,
        ]
        if durable_work:
            workers.append(Worker("kernel.jobs", lambda _: durable.start_requested(house), 0.5))
        self._threads = [WorkerThread(worker, house.context) for worker in workers]

    def start(self) -> None:
        if self._durable_work:
            durable.start(self._house)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ask all to stop, wait for the steps in hand, then DBOS."""
        for thread in self._threads:
            thread.ask_to_stop()
        for thread in self._threads:
            if not thread.join(STOP_SECONDS_MAX):
                log.warning("worker.did_not_stop", worker=thread.worker.name)
        if self._durable_work:
            durable.stop()

    def wake(self, name: str) -> None:
        """Let one worker look now."""
        for thread in self._threads:
            if thread.worker.name == name:
                thread.wake()

    def failing(self) -> list[str]:
        """Names of workers whose last step failed, or that have died."""
        return [t.worker.name for t in self._threads if t.failing or not t.is_alive()]
