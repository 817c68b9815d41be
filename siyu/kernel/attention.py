"""What waits for somebody: each module says it of its own, as a block of kind ``attention``.

The overview of the console shows what is found, so that nobody has to look in six places. A block's
``implementation`` is a ``Look``; its title says, by language, what its count counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .blocks import Block
from .context import Context
from .database import Session

ATTENTION = "attention"


class Urgency(StrEnum):
    """How soon somebody should look."""

    soon = "soon"
    """Nothing is lost by waiting a day."""
    now = "now"
    """Something stands still, or does not reach those it should."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that waits for somebody.

    Args:
        count: how many; never 0, and ``COUNT_MAX`` where there may be more.
        since: when the oldest of them began to wait, where that is known.
        about: what it is named, where it is one thing with a name that everybody may read.

    """

    count: int
    urgency: Urgency
    since: datetime | None = None
    about: str = ""


COUNT_MAX = 1_000
Finder = Callable[[Session, Context], Waiting | None]


@dataclass(frozen=True)
class Look:
    """How a module looks, and the permission without which what it finds is not shown."""

    find: Finder
    permission: str


def attention_block(name: str, title: dict[str, str], find: Finder, *, permission: str) -> Block:
    """A block by which a module says what of its own waits for somebody.

    Args:
        name: ``<what>_<how>``, such as ``events_quarantined``; the console knows by it where to lead.
        find: called when the overview is opened: one bounded query.

    """
    return Block(
        kind=ATTENTION, name=name, title=title, implementation=Look(find, permission=permission)
    )
