"""What a definition names outside of the warehouse, looked up before it is planned."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .conditions import Belongs, Identified, IdentifierIs, Near
from .definition import Definition, leaves_of

IdentifierFinder = Callable[[str, str], int | None]
"""Canonical person of an identifier's type and value, or None."""


@dataclass(frozen=True)
class Facts:
    """Answers to what a definition names.

    Args:
        subtrees: org node → ids of it and all below.
        places: org node → longitude, latitude.
        identified: identifier type and values → canonical person ids.
        merged: whether any person has been merged, so that events must be followed to a survivor.

    """

    subtrees: dict[int, tuple[int, ...]] = field(default_factory=dict)
    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    identified: dict[tuple[str, tuple[str, ...]], tuple[int, ...]] = field(default_factory=dict)
    merged: bool = False


@dataclass(frozen=True)
class Names:
    """What has to be looked up for a definition."""

    subtrees: frozenset[int]
    places: frozenset[int]
    identifiers: frozenset[tuple[str, tuple[str, ...]]]


def names_in(definition: Definition) -> Names:
    """What has to be looked up before the definition can be planned."""
    leaves = list(leaves_of(definition.where))
    return Names(
        subtrees=frozenset(leaf.node for leaf in leaves if isinstance(leaf, Belongs)),
        places=frozenset(
            leaf.node for leaf in leaves if isinstance(leaf, Near) and leaf.node is not None
        ),
        identifiers=frozenset(
            (leaf.type, leaf.compare.values)
            for leaf in leaves
            if isinstance(leaf, Identified) and isinstance(leaf.compare, IdentifierIs)
        ),
    )


def find_identified(
    identifiers: Iterable[tuple[str, tuple[str, ...]]], find: IdentifierFinder
) -> dict[tuple[str, tuple[str, ...]], tuple[int, ...]]:
    """Persons behind identifiers, in ascending order."""
    found: dict[tuple[str, tuple[str, ...]], tuple[int, ...]] = {}
    for type_, values in identifiers:
        people = {find(type_, value) for value in values}
        found[type_, values] = tuple(sorted(person for person in people if person is not None))
    return found
