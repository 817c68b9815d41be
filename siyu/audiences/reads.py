"""What a definition reads, so that only what changes it makes it be asked again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from siyu.people import ANY_CHANNEL

from .comparisons import DayWithin
from .conditions import (
    Anniversary,
    AnniversaryOfTrait,
    Attribute,
    Belongs,
    Consented,
    Did,
    DidNot,
    Identified,
    Leaf,
    Near,
    Occurred,
    Sequence,
    Tagged,
    Trait,
)
from .definition import Definition, leaves_of
from .facts import Facts
from .keys import (
    PLACE,
    STATE,
    attribute_key,
    belongs_key,
    consent_key,
    identifier_key,
    tag_key,
    trait_key,
)
from .windows import MOVES_BY_DAY, Moment, Rolling

ROLLING_STEPS = 100
PAUSE_MIN, PAUSE_MAX = timedelta(seconds=1), timedelta(seconds=60)


@dataclass(frozen=True)
class Reads:
    """Names of events and keys of values, and the conditions whose windows move."""

    events: frozenset[str]
    keys: frozenset[str]
    moving: tuple[Leaf, ...]

    def due_after(self, moment: Moment) -> datetime | None:
        """When to look again at whose window has moved; None: never.

        A window in days moves at midnight. One that rolls is looked at a hundred times over its
        length, but at most once a second and at least once a minute.
        """
        if not self.moving:
            return None
        due = moment.next_midnight
        for leaf in self.moving:
            window = getattr(leaf, "window", None)
            if isinstance(window, Rolling):
                pause = min(max(window.length / ROLLING_STEPS, PAUSE_MIN), PAUSE_MAX)
                due = min(due, moment.now + pause)
        return due


def reads_of(definition: Definition, facts: Facts) -> Reads:
    """What the definition reads."""
    events: set[str] = set()
    # Everyone who comes or goes is a change, for "not" speaks of everyone.
    keys: set[str] = {STATE}
    moving: list[Leaf] = []
    for leaf in leaves_of(definition.where):
        events |= events_of(leaf)
        keys |= _keys_of(leaf, facts)
        if moves(leaf):
            moving.append(leaf)
    return Reads(frozenset(events), frozenset(keys), tuple(dict.fromkeys(moving)))


def events_of(leaf: Leaf) -> frozenset[str]:
    """Events that a condition reads."""
    match leaf:
        case Did() | DidNot() | Occurred():
            return frozenset({leaf.event})
        case Sequence(steps=steps):
            return frozenset(step.event for step in steps)
        case Anniversary(of=of) if not isinstance(of, AnniversaryOfTrait):
            return frozenset({of.event})
        case _:
            return frozenset()


def moves(leaf: Leaf) -> bool:
    """Whether time alone can change the answer."""
    if isinstance(leaf, Anniversary):
        return isinstance(leaf.window, MOVES_BY_DAY)
    if isinstance(leaf, (Trait, Attribute)):
        return isinstance(leaf.compare, DayWithin) and _moves_by_day(leaf.compare.window)
    window = getattr(leaf, "window", None)
    if isinstance(window, Rolling) or _moves_by_day(window):
        return True
    filters = [*getattr(leaf, "where", ())]
    for step in getattr(leaf, "steps", ()):
        filters += step.where
    return any(
        isinstance(f.compare, DayWithin) and _moves_by_day(f.compare.window) for f in filters
    )


def filters_move(leaf: Leaf) -> bool:
    """Whether a filter of events speaks of a window that moves."""
    filters = [*getattr(leaf, "where", ())]
    for step in getattr(leaf, "steps", ()):
        filters += step.where
    return any(
        isinstance(f.compare, DayWithin) and _moves_by_day(f.compare.window) for f in filters
    )


def _moves_by_day(window: object) -> bool:
    return isinstance(window, MOVES_BY_DAY)


def _keys_of(leaf: Leaf, facts: Facts) -> set[str]:
    match leaf:
        case Trait(name=name):
            return {trait_key(name)}
        case Attribute(name=name):
            return {attribute_key(name)}
        case Tagged(tags=tags):
            return {tag_key(tag) for tag in tags}
        case Identified(type=type_):
            return {identifier_key(type_)}
        case Consented(purpose=purpose, channel=channel):
            return {consent_key(purpose, channel), consent_key(purpose, ANY_CHANNEL)}
        case Belongs(node=node, subtree=subtree):
            nodes = facts.subtrees[node] if subtree else (node,)
            return {belongs_key(n) for n in nodes}
        case Near():
            return {PLACE}
        case Anniversary(of=AnniversaryOfTrait(trait=trait)):
            return {trait_key(trait)}
        case _:
            return set()
