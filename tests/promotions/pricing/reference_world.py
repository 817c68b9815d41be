"""What the plain pricing knows while it prices: units, and what was said of rules."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class Unit:
    line: object
    place: int
    paid: int
    parts: list = field(default_factory=list)
    priced: bool = False
    claims: set = field(default_factory=set)
    points: int = 0
    add_on: str = ""

    @property
    def room(self):
        return max(self.paid - self.line.floor_minor, 0)

    def take(self, off, source):
        assert 0 <= off <= self.paid
        if off:
            self.paid -= off
            self.parts.append((source, off))

    @property
    def state(self):
        """Neighbours of one state cannot be told apart; which of them is taken is agreed to be the first."""
        return (self.line.line_id, self.paid, tuple(self.parts), self.priced, frozenset(self.claims), self.points)  # fmt: skip


@dataclass
class World:
    cart: object
    units: list
    freight: int
    points: int = 0
    points_minor: int = 0
    groups: dict = field(default_factory=dict)
    gifts: list = field(default_factory=list)
    offers: list = field(default_factory=list)
    rewards: list = field(default_factory=list)
    said: list = field(default_factory=list)
    contests: int = 0

    def paid(self):
        return self.freight + sum(unit.paid for unit in self.units)


@dataclass
class Said:
    source: str
    code: str
    discount: int = 0
    freight: int = 0
    facts: dict = field(default_factory=dict)

    @property
    def applied(self):
        return self.code == "applied"


@dataclass
class Turn:
    rule: object
    source: str
