"""Stores for tests: a fresh relational database each, one warehouse path per process; real files where they are.

``SIYU_TEST_DATABASE_URL`` (PostgreSQL, a server on which databases may be made) and
``SIYU_TEST_CLICKHOUSE_URL`` run the same tests on the stores of a large installation.
"""

import base64
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
import structlog
from fastapi.testclient import TestClient

from siyu.app.control import LocalGuard
from siyu.app.house import House, open_house
from siyu.http import Guard
from siyu.kernel.cipher import Cipher, install_cipher
from siyu.kernel.context import Context
from siyu.kernel.database import Table, open_engine
from siyu.kernel.settings import Settings
from siyu.warehouse import Warehouse

from .engine import SharedEngine
from .postgres import Databases

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("siyu", deadline=None)
hypothesis.settings.load_profile("siyu")

SECRET = b"siyu-tests-siyu-tests-siyu-tests"
_CIPHER = Cipher(SECRET)

_numbers = itertools.count(1)

POSTGRES = os.environ.get("SIYU_TEST_DATABASE_URL", "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a relational database is a database test: CI runs it on PostgreSQL too."""
    for item in items:
        if "database_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def _cipher() -> None:
    """Each test begins with the same keys: a house that another test opened left its own."""
    install_cipher(_CIPHER)


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    # Rich tracebacks leave source files open, which is an error here.
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback
            ),
        ]
    )


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty file with every table, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "siyu.db"
    engine = open_engine(f"sqlite:///{path}")
    Table.metadata.create_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("commit")
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def _databases() -> Iterator[Databases]:
    databases = Databases(POSTGRES)
    yield databases
    databases.close()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty relational database of this test."""
    if POSTGRES:
        databases = request.getfixturevalue("_databases")
        url = databases.take()
        yield url
        databases.give_back(url)
        return
    path = tmp_path / "siyu.db"
    shutil.copy(request.getfixturevalue("_sqlite_template"), path)
    yield f"sqlite:///{path}"


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedEngine]:
    engine = SharedEngine(tmp_path_factory.mktemp("chdb"))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def warehouse_url_of(engine: SharedEngine) -> Callable[[str], str]:
    """URL of a database of the run's engine."""
    server = os.environ.get("SIYU_TEST_CLICKHOUSE_URL")
    if server:
        parts = urlsplit(server)
        return lambda database: f"{parts.scheme}://{parts.netloc}/{database}"
    return engine.url


@pytest.fixture
def warehouse_url(warehouse_url_of: Callable[[str], str]) -> Iterator[str]:
    """A fresh warehouse database of this test; dropped at the end if somebody made it."""
    name = f"house_{os.getpid()}_{next(_numbers)}"
    yield warehouse_url_of(name)
    with Warehouse(warehouse_url_of("default")) as warehouse:
        warehouse.command(f"DROP DATABASE IF EXISTS `{name}` SYNC")


@pytest.fixture
def settings(database_url: str, warehouse_url: str, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        home=tmp_path,
        database_url=database_url,
        warehouse_url=warehouse_url,
        webhook_private_addresses=True,
        # One key for all: the cipher is the process's, and other tests have sealed with it.
        secret_key=base64.b64encode(SECRET).decode(),
        api_requests_per_minute=1_000_000,
    )


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    """Everything open and wired, as in a server; no worker runs unless the test runs it."""
    with open_house(settings) as house:
        yield house


@pytest.fixture
def api(house: House) -> Iterator[TestClient]:
    """The HTTP application, called by someone who may do everything."""
    from siyu.app.web import build_app

    app = build_app(house)
    permissions = frozenset(permission.name for permission in house.permissions)
    guard = house.context.get(Guard)
    house.context.put(LocalGuard(guard, "local_test", permissions), kind=Guard)
    with TestClient(
        app,
        headers={"Authorization": "Bearer local_test"},
        raise_server_exceptions=False,
    ) as client:
        yield client


@pytest.fixture
def context(settings: Settings) -> Iterator[Context]:
    """Settings and relational store alone; no warehouse, no modules opened."""
    context = Context(settings=settings, engine=open_engine(settings.database))
    yield context
    context.engine.dispose()


@pytest.fixture
def session(context: Context) -> Iterator[object]:
    """One open transaction, rolled back at the end unless the test commits."""
    from siyu.kernel.database import Session

    with Session(context.engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files; tests that need it are skipped without it."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("SIYU_SHARED_DATA", beside))
    if not folder.is_dir():
        pytest.skip("no shared data: set SIYU_SHARED_DATA or put it at ../shared/data")
    return folder


@pytest.fixture(scope="session")
def online_retail(shared_data: Path) -> Path:
    file = shared_data / "online_retail" / "online_retail.csv.gz"
    if not file.is_file():
        pytest.skip("no online_retail/online_retail.csv.gz in the shared data")
    return file
