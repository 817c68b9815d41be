"""What the units in a rule's scope come to, and a sum taken off all of them."""

from functools import partial
from typing import NamedTuple

from msgspec import Struct

from .effects import Counting, Moment
from .proposals import Facts, Proposal, Refusal, nothing_off
from .spreading import Picked, headroom_of, take_from_lines, take_spread
from .tiers import ThresholdShape
from .units import Line


class Threshold(NamedTuple):
    """Sum and number of units to be reached; read from a rule once, since that is slow."""

    minor: int
    units: int


def threshold_of(shape: ThresholdShape) -> Threshold:
    """What a tier or a rule asks for."""
    return Threshold(shape.at_least_minor, shape.at_least_units)


class Measured(Struct, eq=False, gc=False):
    """Units in scope: what they cost, what thresholds count, how many there are.

    ``floored`` are lines that may have a floor; empty where none has. ``free`` says which runs they are, by line,
    where they are not simply all of ``lines``.
    """

    lines: list[Line]
    floored: list[Line]
    amount: int
    counted: int
    units: int
    free: Picked | None = None

    def below(self, threshold: Threshold) -> Facts:
        """What is missing for a threshold; empty where it is reached."""
        facts: Facts = {}
        if self.counted < threshold.minor:
            facts["missing_minor"] = threshold.minor - self.counted
        if self.units < threshold.units:
            facts["missing_units"] = threshold.units - self.units
        return facts

    def reached(self, thresholds: list[Threshold]) -> int:
        """Place of the highest one that is reached; -1: none."""
        counted, units = self.counted, self.units
        found = -1
        for minor, least_units in thresholds:
            if counted < minor or units < least_units:
                break
            found += 1
        return found

    def times(self, threshold: Threshold) -> int:
        """How often the units hold the threshold (每满)."""
        minor, units = threshold
        if minor:
            times = self.counted // minor
            return min(times, self.units // units) if units > 1 else times
        return self.units // units

    def facts(self, thresholds: list[Threshold], place: int) -> Facts:
        """Which tier (from 1), and what is missing for the next."""
        facts: Facts = {"tier": place + 1}
        if place + 1 < len(thresholds):
            for name, missing in self.below(thresholds[place + 1]).items():
                facts["next_" + name] = missing
        return facts

    def off(self, wanted_minor: int, facts: Facts) -> Proposal | Refusal:
        """Take a sum off all these units, as far as they and their floors allow."""
        wanted = min(self.amount, wanted_minor)
        floored = self._floored() if self.floored else 0
        value = wanted
        if floored and self.amount - floored < wanted:
            value = self.amount - floored
            facts["blocked_minor"] = wanted - value
        if not value:
            return nothing_off(wanted)
        # (A partial and no function in here: it is made for every rule and called for those that win.)
        if self.free is None:
            take = partial(take_from_lines, self.lines, value, floored > 0)
        else:
            take = partial(take_spread, self.free, value)
        return Proposal(value, take, facts)

    def _floored(self) -> int:
        """Fen below the floors of these units, which cannot be taken."""
        floored = 0
        if self.free is None:
            for line in self.floored:
                if line.floor:
                    floored += line.amount - headroom_of(line, line.runs)
        else:
            for line, runs in self.free:
                for run in runs:
                    floored += min(run.paid, line.floor) * run.count
        return floored


def measure(counting: Counting, moment: Moment, lines: list[Line], claim: int) -> Measured:
    """What the rule may count and discount of these lines."""
    leave_out, by_listed = counting
    if leave_out or claim == moment.claimed:
        return _measure_free(counting, moment, lines, claim)
    if lines is moment.lines:
        amount = moment.amount
        counted = moment.listed if by_listed else amount
        return Measured(lines, moment.floored, amount, counted, moment.units)
    amount = listed = units = 0
    for line in lines:
        amount += line.amount
        listed += line.listed
        units += line.quantity
    counted = listed if by_listed else amount
    return Measured(lines, lines if moment.floored else moment.floored, amount, counted, units)


def _measure_free(counting: Counting, moment: Moment, lines: list[Line], claim: int) -> Measured:
    amount = listed = units = 0
    leave_out, by_listed = counting
    whole: list[Line] = []
    free: Picked = []
    for line in lines:
        runs = line.runs
        if leave_out or line.claim == claim:
            runs = line.free_runs(claim, leave_out)
            if runs is not line.runs and len(runs) < len(line.runs):
                if runs:
                    free.append((line, runs))
                    for run in runs:
                        units += run.count
                        listed += line.unit * run.count
                        amount += run.paid * run.count
                continue
        amount += line.amount
        listed += line.listed
        units += line.quantity
        whole.append(line)
        free.append((line, runs))
    # Mostly a line is free as a whole or not at all, and whole lines are shared over faster.
    some = free if len(whole) < len(free) else None
    counted = listed if by_listed else amount
    floored = whole if some is None else lines
    return Measured(
        whole, floored if moment.floored else moment.floored, amount, counted, units, some
    )
