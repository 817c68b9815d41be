"""The loader, run by hand until all that is on disk is in the warehouse."""

from siyu.kernel.context import Context
from siyu.tracking import loaded_until
from siyu.tracking.progress import Progress
from siyu.tracking.running import load_step


def load(context: Context) -> None:
    wanted = context.get(Progress).last()
    for _ in range(10_000):
        if loaded_until(context) >= wanted:
            return
        load_step(context)
    raise AssertionError("the loader does not arrive")
