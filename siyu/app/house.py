"""Opens the stores, brings the modules in, floor by floor, and closes everything again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog

from siyu.audiences.manifest import MODULE as AUDIENCES
from siyu.channels.manifest import MODULE as CHANNELS
from siyu.commerce.manifest import MODULE as COMMERCE
from siyu.connectors.manifest import MODULE as CONNECTORS
from siyu.imports.manifest import MODULE as IMPORTS
from siyu.insights.manifest import MODULE as INSIGHTS
from siyu.kernel.blocks import Blocks
from siyu.kernel.cipher import install_cipher, load_cipher
from siyu.kernel.context import Context
from siyu.kernel.database import open_engine
from siyu.kernel.delivery import Delivery
from siyu.kernel.events import EventTypes
from siyu.kernel.files import Files
from siyu.kernel.health import Check
from siyu.kernel.invariants import Invariant
from siyu.kernel.jobs import Job, Schedule
from siyu.kernel.modules import Module, Permission, load_plugins
from siyu.kernel.settings import Settings
from siyu.kernel.workers import Worker
from siyu.loyalty.manifest import MODULE as LOYALTY
from siyu.messaging.manifest import MODULE as MESSAGING
from siyu.organization import PermissionCatalogue
from siyu.organization.manifest import MODULE as ORGANIZATION
from siyu.people.manifest import MODULE as PEOPLE
from siyu.promotions.manifest import MODULE as PROMOTIONS
from siyu.tracking.manifest import MODULE as TRACKING
from siyu.warehouse import Warehouse
from siyu.warehouse.schema import migrate

from .housekeeping import MODULE as HOUSEKEEPING

# Lowest floor first: a module may use what those before it opened.
BUILT_IN = (
    ORGANIZATION,
    PEOPLE,
    TRACKING,
    IMPORTS,
    AUDIENCES,
    LOYALTY,
    CHANNELS,
    PROMOTIONS,
    MESSAGING,
    COMMERCE,
    CONNECTORS,
    INSIGHTS,
)

log = structlog.get_logger(__name__)


@dataclass
class House:
    """A siyu with its stores open; workers run only after ``siyu.app.engine_room`` starts them."""

    context: Context
    modules: list[Module]
    types: EventTypes
    blocks: Blocks
    delivery: Delivery
    jobs: dict[str, Job] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return self.context.settings

    @property
    def schedules(self) -> list[Schedule]:
        return [schedule for module in self.modules for schedule in module.schedules]

    @property
    def checks(self) -> list[Check]:
        return [check for module in self.modules for check in module.checks]

    @property
    def invariants(self) -> list[Invariant]:
        return [invariant for module in self.modules for invariant in module.invariants]

    @property
    def permissions(self) -> list[Permission]:
        return [permission for module in self.modules for permission in module.permissions]

    @property
    def workers(self) -> list[Worker]:
        return [worker for module in self.modules for worker in module.workers]


@contextmanager
def open_house(settings: Settings) -> Iterator[House]:
    """Everything open and wired; the relational schema must be there already."""
    settings.home.mkdir(parents=True, exist_ok=True)
    install_cipher(load_cipher(settings))
    context = Context(settings=settings, engine=open_engine(settings.database))
    opened: list[Module] = []
    try:
        house = assemble(context)
        open_shared(context)
        for module in house.modules:
            module.open(context)
            opened.append(module)
        house.delivery.register()
        yield house
    finally:
        for module in reversed(opened):
            try:
                module.close(context)
            except Exception:
                log.exception("house.close_failed", module=module.name)
        close_shared(context)


@contextmanager
def open_relational(settings: Settings) -> Iterator[Context]:
    """The relational store alone, which may be opened beside a running server."""
    install_cipher(load_cipher(settings))
    context = Context(settings=settings, engine=open_engine(settings.database))
    try:
        yield context
    finally:
        context.engine.dispose()


def assemble(context: Context) -> House:
    """Bring the modules in and wire them, without opening anything."""
    off = {name.strip() for name in context.settings.modules_off.split(",") if name.strip()}
    modules = [
        HOUSEKEEPING,
        *(module for module in BUILT_IN if module.name not in off),
        *load_plugins(off),
    ]
    types, blocks, jobs = EventTypes(), Blocks(), {}
    for module in modules:
        types.declare(*module.events)
        for block in module.blocks:
            blocks.register(block)
        for job in module.jobs:
            if job.name in jobs:
                raise ValueError(f"two jobs are called {job.name}")
            jobs[job.name] = job
    delivery = Delivery(context, types, [s for module in modules for s in module.subscriptions])
    permissions = PermissionCatalogue(p for module in modules for p in module.permissions)
    for service in (types, blocks, delivery, permissions, Files(context.settings)):
        context.put(service)
    return House(context, modules, types, blocks, delivery, jobs)


def open_shared(context: Context) -> None:
    """Stores that belong to no module."""
    settings = context.settings
    warehouse = Warehouse(
        settings.warehouse,
        memory_bytes_max=settings.warehouse_memory_mb_max << 20,
        seconds_max=settings.warehouse_seconds_max,
        cluster=settings.warehouse_cluster or None,
    )
    migrate(warehouse)
    context.put(warehouse)


def close_shared(context: Context) -> None:
    """Close what ``open_shared`` opened, and the relational store."""
    if Warehouse in context.services:
        context.get(Warehouse).close()
    context.engine.dispose()
