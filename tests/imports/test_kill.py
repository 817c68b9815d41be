"""``kill -9`` in the middle of an import, several times; then the same command again."""

import json
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from siyu.kernel.database import Table, open_engine

ROOT = Path(__file__).parents[2]
ORDERS, LINES = 4_000, 3


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    engine = open_engine(f"sqlite:///{folder / 'siyu.db'}")
    Table.metadata.create_all(engine)
    engine.dispose()
    return folder


@pytest.fixture
def orders_file(tmp_path: Path) -> tuple[Path, Decimal]:
    """A shuffled file of orders over two years, and what it adds up to."""
    chance = random.Random(7)
    rows, total = [], Decimal(0)
    for order in range(ORDERS):
        day = f"20{chance.randint(24, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        for line in range(LINES):
            price, quantity = Decimal(chance.randint(0, 99_999)) / 1000, chance.randint(-1, 9)
            total += price * quantity
            rows.append(
                f"N{order},c{chance.randint(0, 300) if order % 5 else ''},{day},s{line},{quantity},{price}"
            )
    chance.shuffle(rows)
    path = tmp_path / "orders.csv"
    path.write_text("order_id,customer,date,sku,qty,price\n" + "\n".join(rows) + "\n")
    return path, total


def run(home: Path, file: Path, where: str = "") -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "tests.imports.importing_process", str(home), str(file), where]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_an_import_killed_anywhere_ends_exactly_and_none_twice(home, orders_file):
    file, total = orders_file
    for where in ("grouping:1", "commit:1", "commit:3", "sending:2"):
        killed = run(home, file, where)
        assert killed.returncode == -9, (where, killed.stderr[-2000:])
    cursor = sent_items(home)
    assert 0 < cursor < ORDERS, "the kills must have fallen into the middle"

    ended = run(home, file)
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert json.loads(ended.stdout.splitlines()[-1]) == {
        "sent": ORDERS,
        "there": 0,
        "lines": ORDERS * LINES,
        "orders": ORDERS,
        "total": f"{total:.8f}",
        "events": ORDERS,
        "by_day": f"{total:.4f}",
    }


def sent_items(home: Path) -> int:
    engine = open_engine(f"sqlite:///{home / 'siyu.db'}")
    with engine.connect() as connection:
        found = connection.execute(text("select sent_items from imports_import")).scalar_one()
    engine.dispose()
    return found
