"""Lets requests pass while the loader computes.

Python runs one thread at a time, and a thread that answers requests gives way at each of them: beside
one that only computes it waits a whole switch interval for each. A batch of some thousand events so held
up every request by forty milliseconds (measured). Therefore the loader works in slices, with pauses
while requests arrive, unless it has fallen behind.
"""

import time

from siyu.tracking.inbox import Inbox

SLICE_SECONDS = 0.003
PAUSE_SECONDS = 0.006
"""With the slice: a third of one core for loading, some 18 000 events/s; whoever is behind takes all."""
BUSY_SECONDS = 0.02
"""Requests have come within this time."""


class Pace:
    """The pace of one thread that computes."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._began = 0.0
        self._hurry = False

    def begin(self, *, hurry: bool) -> None:
        """A batch begins; in a hurry it knows no pauses."""
        self._hurry = hurry
        self._began = time.monotonic()

    def breathe(self) -> None:
        """Between two pieces of work of less than a millisecond."""
        if self._hurry:
            return
        now = time.monotonic()
        if now - self._began < SLICE_SECONDS:
            return
        if now - self._inbox.written_at < BUSY_SECONDS:
            time.sleep(PAUSE_SECONDS)
        self._began = time.monotonic()
