"""What a module, or a plug-in, brings to the house: one ``Module`` in its ``manifest.py``.

A plug-in is a Python distribution with an entry point in the group ``siyu.modules`` that names its
``Module``. ``SIYU_MODULES_OFF`` leaves modules out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Any

from .blocks import Block
from .context import Context
from .events import Event, Subscription
from .health import Check
from .invariants import Invariant
from .jobs import Job, Schedule
from .workers import Worker

ENTRY_POINT_GROUP = "siyu.modules"


@dataclass(frozen=True)
class Permission:
    """Something a role may allow: ``people.read``; titles by language.

    Args:
        name: ``<module>.<verb>`` or ``<module>.<verb>_<noun>``.
        roles: built-in roles that hold it beside the administrator. None leaves it to the verb:
            ``read`` is for all of them, ``reveal`` for managers and service agents, ``erase`` and
            ``export`` for nobody else, the rest for operators.

    """

    name: str
    title: dict[str, str]
    roles: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Module:
    """A room of the house, as the roof sees it.

    Args:
        name: folder name; prefix of its tables, events, permissions and subscribers.
        routers: FastAPI routers, mounted under ``/api``.
        public_routers: FastAPI routers mounted at the root, outside sign-in (links, callbacks).
        events: every event class it publishes.
        open: called once at start, lowest floor first, to put services into the context.
        close: called once at stop, highest floor first.

    """

    name: str
    routers: Sequence[Any] = ()
    public_routers: Sequence[Any] = ()
    events: Sequence[type[Event]] = ()
    subscriptions: Sequence[Subscription] = ()
    jobs: Sequence[Job] = ()
    schedules: Sequence[Schedule] = ()
    workers: Sequence[Worker] = ()
    blocks: Sequence[Block] = ()
    permissions: Sequence[Permission] = ()
    invariants: Sequence[Invariant] = ()
    checks: Sequence[Check] = ()
    open: Callable[[Context], None] = field(default=lambda _: None)
    close: Callable[[Context], None] = field(default=lambda _: None)


def load_plugins(off: set[str]) -> list[Module]:
    """Modules of installed plug-ins, by name."""
    found = [entry.load() for entry in entry_points(group=ENTRY_POINT_GROUP)]
    for module in found:
        if not isinstance(module, Module):
            raise TypeError(f"entry point in {ENTRY_POINT_GROUP} gives {module!r}, not a Module")
    return sorted((m for m in found if m.name not in off), key=lambda module: module.name)
