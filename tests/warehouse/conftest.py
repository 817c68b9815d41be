"""One engine a process, one fresh database a test.

chDB opens one folder in a process at a time; another may follow once every handle of the first is closed.
Opening takes 10 ms and creating a database 1 ms, so tests share a folder for the whole run.
With ``SIYU_TEST_CLICKHOUSE_URL`` the same tests talk to that server.
"""

import itertools
import os
from collections.abc import Iterator

import pytest

from siyu.warehouse import Warehouse, migrate

_numbers = itertools.count(1)


@pytest.fixture
def warehouse(warehouse_url_of) -> Iterator[Warehouse]:
    """An empty database, without tables."""
    database = f"test_{os.getpid()}_{next(_numbers)}"
    with Warehouse(warehouse_url_of(database), memory_bytes_max=1 << 30, seconds_max=20) as opened:
        yield opened
        opened.command(f"DROP DATABASE `{database}` SYNC")


@pytest.fixture
def tables(warehouse) -> Warehouse:
    """A database with the whole schema."""
    migrate(warehouse)
    return warehouse
