"""A loader in small: writes numbered batches for ever, and remembers the last one it saw answered.

``endless_writer.py FOLDER CURSOR`` writes until killed; with ``read`` it repeats the batch that may have
been cut off and prints what the warehouse holds.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from siyu.warehouse import Warehouse, migrate
from tests.warehouse.lines import batch
from tests.warehouse.test_exactly_once import counted


def main(folder: str, cursor: Path, *, reading: bool) -> None:
    warehouse = Warehouse(f"chdb://{folder}")
    migrate(warehouse)
    if not reading:
        print("open", flush=True)
    number = int(cursor.read_text())
    while True:
        warehouse.insert_json_lines("event_lines", batch(number), token=f"batch-{number}")
        number += 1
        if reading:
            break
        beside = cursor.with_suffix(".new")
        beside.write_text(str(number))
        beside.replace(cursor)
        print(number, flush=True)
    print((number, counted(warehouse)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), reading=len(sys.argv) > 3)
