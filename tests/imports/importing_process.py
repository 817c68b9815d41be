"""An import in a process of its own that kills itself where it is told to.

Usage: python -m tests.imports.importing_process HOME FILE [PHASE:N]
"""

import json
import os
import signal
import sys
import threading
from pathlib import Path

from siyu.app.house import open_house
from siyu.imports import Kind, import_file, order_sums, sending
from siyu.kernel.settings import Settings
from siyu.tracking.running import load_step
from siyu.warehouse import Warehouse
from tests.imports.loading import load


def main(home: Path, file: Path, where: str) -> None:
    phase, _, number = where.partition(":")
    left = {phase: int(number or 0)}

    def reached(name: str) -> None:
        if name in left:
            left[name] -= 1
            if left[name] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    move_cursor = sending._move_cursor

    def moved(*arguments, **named) -> None:
        move_cursor(*arguments, **named)
        reached("commit")  # appended to the inbox, the cursor moved but not committed

    sending._move_cursor = moved
    settings = Settings(_env_file=None, home=home, database_url=f"sqlite:///{home / 'siyu.db'}")
    with open_house(settings) as house:
        context = house.context
        stop = threading.Event()

        def keep_loading() -> None:
            while not stop.is_set():
                load_step(context)

        loader = threading.Thread(target=keep_loading)
        loader.start()
        try:
            report = import_file(
                context, file, kind=Kind.orders, progress=lambda _d, _t, name: reached(name)
            )
        finally:
            stop.set()
            loader.join()
        load(context)
        sums = order_sums(context.get(Warehouse))
        rows = context.get(Warehouse).value("SELECT count() FROM events")
        days = context.get(Warehouse).value("SELECT sum(revenue) FROM person_days")
    print(
        json.dumps(
            {
                "sent": report.sent,
                "there": report.already_there,
                "lines": sums.lines,
                "orders": sums.orders,
                "total": str(sums.total),
                "events": rows,
                "by_day": str(days),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
