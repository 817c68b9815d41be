"""A sender in a process of its own that is killed after a hand-over and before it writes it down."""

import os
import signal
from pathlib import Path

from siyu import people
from siyu.channels.blocks import BLOCKS
from siyu.channels.sandbox import SandboxAdapter
from siyu.kernel.blocks import Blocks
from siyu.kernel.context import Context
from siyu.kernel.database import open_engine
from siyu.kernel.settings import Settings
from siyu.messaging import sending
from siyu.messaging.workers import send_some

from .world import World


def run(*, database_url: str, home: str, members: int, die_after: int) -> None:
    settings = Settings(_env_file=None, home=Path(home), database_url=database_url)
    context = Context(settings=settings, engine=open_engine(settings.database))
    context.put(Blocks(BLOCKS))
    World(members=list(range(1, members + 1))).install(lambda *a: setattr(*a))
    SandboxAdapter.batch_max = 10
    settle, batches = sending.settle, []

    def die(*args, **kwargs):
        batches.append(1)
        if len(batches) == die_after:
            os.kill(os.getpid(), signal.SIGKILL)
        settle(*args, **kwargs)

    sending.settle = die
    while send_some(context):
        pass
    raise SystemExit(f"nothing left to send: {people.__name__}")
