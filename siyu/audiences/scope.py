"""Whom a query is about: everyone, some persons, or a share for an estimate."""

from collections.abc import Sequence
from dataclasses import dataclass

from .binder import Binder


@dataclass(frozen=True)
class Scope:
    """Restriction of every source of a query.

    Args:
        people: canonical ids; None is everyone.
        nodes: all ids under which their events stand.
        one_in: look at one person in so many, chosen by hash; 1 is all.

    """

    people: Sequence[int] | None = None
    nodes: Sequence[int] = ()
    one_in: int = 1

    def of_values(self, bind: Binder) -> list[str]:
        """Conditions on ``person`` where it is canonical."""
        if self.people is not None:
            return [f"person IN {bind(list(self.people), 'Array(UInt32)')}"]
        return self._share("person", bind)

    def of_events(self, person: str, bind: Binder) -> list[str]:
        """Conditions where ``person`` is a node, and ``person`` (SQL) leads to the canonical one."""
        if self.people is not None:
            return [f"person IN {bind(list(self.nodes), 'Array(UInt32)')}"]
        return self._share(person, bind)

    def _share(self, person: str, bind: Binder) -> list[str]:
        if self.one_in == 1:
            return []
        return [f"intHash64(toUInt64({person})) % {bind(self.one_in, 'UInt32')} = 0"]


EVERYBODY = Scope()
