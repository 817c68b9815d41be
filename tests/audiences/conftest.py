"""Audiences over real stores: one engine a process, one fresh warehouse database a test."""

import itertools
import os
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from siyu.audiences.feed import Feed
from siyu.audiences.lists import mirror_lists
from siyu.audiences.manifest import MODULE as AUDIENCES
from siyu.audiences.refresh import Refresher, refresh
from siyu.audiences.vocabulary import Vocabulary
from siyu.http import Caller, Guard, install_error_handlers
from siyu.kernel.clock import frozen
from siyu.kernel.context import Context
from siyu.kernel.files import Files
from siyu.kernel.jobs import JobRow, run_job
from siyu.warehouse import Warehouse, migrate

from .world import NOW, Event, write_events, write_values

_numbers = itertools.count(1)


@pytest.fixture
def warehouse(warehouse_url_of) -> Iterator[Warehouse]:
    database = f"audiences_{os.getpid()}_{next(_numbers)}"
    with Warehouse(warehouse_url_of(database), memory_bytes_max=1 << 30) as opened:
        migrate(opened)
        yield opened
        opened.command(f"DROP DATABASE `{database}` SYNC")


@pytest.fixture
def house(context: Context, warehouse: Warehouse) -> Context:
    """The context with its warehouse."""
    context.put(warehouse)
    return context


ALL = frozenset(
    {"audiences.read", "audiences.manage", "audiences.export", "people.read", "people.reveal"}
)


class Everybody:
    """Stands for the guard of organization: lets in whoever the test says."""

    def __init__(self) -> None:
        self.caller = Caller(actor="staff:1", name="Li", all_nodes=ALL)

    def identify(self, request, session):
        return self.caller


class Loader:
    """Stands for the loader: writes events and says how far it is."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self.place = 0

    def add(self, *events: Event) -> None:
        self.place += 1
        write_events(self.warehouse, list(events), load_id=self.place)

    def arrive(self, *people: int) -> None:
        write_values(self.warehouse, [("state", person, "known") for person in people])


@pytest.fixture
def loader(house: Context, warehouse: Warehouse) -> Loader:
    loader = Loader(warehouse)
    house.put(Feed(lambda: loader.place))
    house.put(Refresher())
    house.put(Vocabulary(warehouse))
    house.put(Files(house.settings))
    return loader


@pytest.fixture
def guard(house: Context) -> Everybody:
    guard = Everybody()
    house.put(guard, kind=Guard)
    return guard


@pytest.fixture
def client(house: Context, loader: Loader, guard: Everybody) -> Iterator[TestClient]:
    """A signed-in browser."""
    app = FastAPI()
    app.state.context = house
    install_error_handlers(app)
    api = APIRouter(prefix="/api")
    for router in AUDIENCES.routers:
        api.include_router(router)
    app.include_router(api)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def settle(house: Context):
    """Runs jobs and ticks until nothing is left to do."""

    def run_jobs() -> None:
        jobs = {job.name: job for job in AUDIENCES.jobs}
        while True:
            with house.session() as session:
                waiting = session.scalars(
                    select(JobRow.id).where(JobRow.state == "requested").order_by(JobRow.id)
                ).first()
            if waiting is None:
                return
            run_job(house, jobs, waiting)

    def settle() -> None:
        run_jobs()
        for _ in range(10):
            mirror_lists(house)
            if not refresh(house):
                return
            run_jobs()
        raise AssertionError("never comes to rest")

    return settle


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stands still; sets itself to what it is called with."""
    with frozen(NOW) as set_to:
        yield set_to
