"""Services of tracking: opened at start, closed at stop."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import numpy as np
from numpy.typing import NDArray

from siyu.kernel.context import Context

from .inbox import Inbox
from .live import Live
from .load import Loader
from .progress import Progress

REST_SECONDS = 0.02


def open_tracking(context: Context) -> None:
    url = context.settings.inbox_database
    inbox = Inbox(url)
    inbox.start()
    context.put(inbox)
    context.put(Progress(url))
    loader, live = Loader(context), Live()
    loader.watch(live.tell)
    context.put(loader)
    context.put(_Rest())
    context.put(live)


def close_tracking(context: Context) -> None:
    end_live_streams(context)
    with suppress(LookupError):
        context.get(Loader).close()
    with suppress(LookupError):
        context.get(Inbox).stop()
    with suppress(LookupError):
        context.get(Progress).close()


class _Rest:
    """Lets someone hold the loader between two batches."""

    def __init__(self) -> None:
        self.wanted = threading.Event()
        self.working = threading.Lock()


def load_step(context: Context) -> bool:
    """One batch; the loader waits by itself where there is none."""
    rest = context.get(_Rest)
    if rest.wanted.is_set():
        time.sleep(REST_SECONDS)
        return False
    with rest.working:
        return context.get(Loader).step()


@contextmanager
def loading_paused(context: Context) -> Iterator[None]:
    """The loader of this process rests between two batches; events are still accepted."""
    rest = context.get(_Rest)
    rest.wanted.set()
    try:
        with rest.working:
            # A block may still be on its way: its rows and the place behind it must agree.
            context.get(Loader).settle()
            yield
    finally:
        rest.wanted.clear()


def end_live_streams(context: Context) -> None:
    """Let open streams end, so that a server that waits for its clients can stop."""
    with suppress(LookupError):
        context.get(Live).close()


def on_loaded(context: Context, callback: Callable[[NDArray[np.uint32], set[str]], None]) -> None:
    """Call back after each loaded batch, in the loader's thread: nodes touched, names of events.

    Only a hint to look soon: it is not repeated after a crash. What must not be missed reads the
    warehouse's ``events.load_id``, which only rises.
    """
    context.get(Loader).listen(callback)
