"""Tracking alone on a real uvicorn, for tests that need a process of its own.

``python -m tests.tracking.serve HOME PORT``; the write key is ``k``. Prints "ready" when it listens.
"""

import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn

import siyu.app.house  # noqa: F401  (imports every module, hence every table)
from siyu.kernel.cipher import install_cipher, load_cipher
from siyu.kernel.context import Context
from siyu.kernel.database import Table, open_engine
from siyu.kernel.settings import Settings
from siyu.kernel.workers import Worker, WorkerThread
from siyu.organization import add_source, find_write_key
from siyu.tracking import TrackingApp
from siyu.tracking.running import close_tracking, load_step, open_tracking
from siyu.warehouse import Warehouse, migrate

KEYS = {"k": "server", "b": "browser", "s": "sensors"}


def main() -> None:
    home, port = Path(sys.argv[1]), int(sys.argv[2])
    home.mkdir(parents=True, exist_ok=True)
    settings = Settings(_env_file=None, home=home)
    install_cipher(load_cipher(settings))
    engine = open_engine(settings.database)
    Table.metadata.create_all(engine)
    context = Context(settings=settings, engine=engine)
    warehouse = Warehouse(settings.warehouse)
    migrate(warehouse)
    context.put(warehouse)
    with context.session() as session:
        for key, kind in KEYS.items():
            if find_write_key(session, key) is None:
                add_source(session, name=kind, kind=kind, key=key)
    open_tracking(context)
    loader = WorkerThread(Worker("tracking.load", load_step, 0.0), context)
    loader.start()
    listener = socket.create_server(("127.0.0.1", port), backlog=1024)
    config = uvicorn.Config(
        TrackingApp(context), http="httptools", loop="uvloop", lifespan="off", log_config=None
    )
    print("ready", listener.getsockname()[1], flush=True)
    uvicorn.Server(config).run(sockets=[listener])
    loader.ask_to_stop()
    loader.join(20)
    close_tracking(context)
    warehouse.close()
    engine.dispose()


if __name__ == "__main__":
    # A parent that dies takes this along.
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: os._exit(1))
    main()
