"""Units in order of price, as runs: which are the dearest, what the first n cost. Nothing costs per unit."""

from bisect import bisect_left
from collections.abc import Callable

from .effects import Moment
from .priced import Part
from .spreading import Picked
from .units import Line, Run

Chosen = tuple[Line, Run, int]
"""So many units of a run."""
Piece = tuple[Line, Run, int, int]
"""So many units of a run, and what comes off each; 0 where they are only used up."""


class Ranking:
    """Units one after another; ``sum_of_first(n)`` by bisection."""

    __slots__ = ("chosen", "counts", "sums", "units")

    def __init__(self, chosen: list[Chosen]) -> None:
        self.chosen = chosen
        self.counts: list[int] = [0]
        self.sums: list[int] = [0]
        units = total = 0
        for _, run, count in chosen:
            units += count
            total += count * run.paid
            self.counts.append(units)
            self.sums.append(total)
        self.units = units

    def sum_of_first(self, units: int) -> int:
        """Fen that the first ``units`` units cost."""
        at = bisect_left(self.counts, units)
        if self.counts[at] == units:
            return self.sums[at]
        return self.sums[at - 1] + (units - self.counts[at - 1]) * self.chosen[at - 1][1].paid

    def sum_of_group(self, number: int, size: int) -> int:
        """Fen of the units of group ``number`` (from 0) of ``size`` units."""
        return self.sum_of_first((number + 1) * size) - self.sum_of_first(number * size)

    def first(self, units: int) -> list[Chosen]:
        """The first ``units`` units."""
        found: list[Chosen] = []
        for line, run, count in self.chosen:
            if units <= 0:
                break
            found.append((line, run, min(count, units)))
            units -= count
        return found


def free_units(moment: Moment, lines: list[Line], claim: int, leave_out: int) -> list[Chosen]:
    """Units that a rule may use, by line and run."""
    found: list[Chosen] = []
    some = leave_out or claim == moment.claimed
    for line in lines:
        for run in line.free_runs(claim, leave_out) if some else line.runs:
            found.append((line, run, run.count))  # noqa: PERF401
    return found


def units_of(chosen: list[Chosen]) -> int:
    """How many they are."""
    units = 0
    for _, _, count in chosen:
        units += count
    return units


def dearest(chosen: list[Chosen]) -> list[Chosen]:
    """From dear to cheap; ties by line, then by unit."""
    if len(chosen) < 2:
        return chosen
    return sorted(chosen, key=_paid, reverse=True)


def cheapest(chosen: list[Chosen]) -> list[Chosen]:
    """From cheap to dear; ties by line, then by unit."""
    return sorted(chosen, key=_paid)


def _paid(chosen: Chosen) -> int:
    return chosen[1].paid


def take_pieces(pieces: list[Piece], source: str, claim: int, *, priced: bool = False) -> None:
    """Cut units one by one, and claim all of them; ``priced``: they have an activity or member price now."""
    for line, run, count, off in pieces:
        part = run if count == run.count else line.split(run, count)
        part.claim = line.claim = claim
        if priced:
            part.priced = True
        if off:
            part.paid -= off
            part.parts += (Part(source, off),)
            line.amount -= off * count


def isolate(chosen: list[Chosen]) -> Picked:
    """Make the chosen units runs of their own; grouped by line in canonical order."""
    by_line: dict[int, tuple[Line, list[Run]]] = {}
    for line, run, count in chosen:
        part = line.split(run, count)
        by_line.setdefault(line.place, (line, []))[1].append(part)
    picked = [by_line[place] for place in sorted(by_line)]
    for line, runs in picked:
        if len(runs) > 1:
            runs.sort(key=line.runs.index)
    return picked


def holds(last: int, test: Callable[[int], bool]) -> int:
    """How many of 0 … last - 1 pass a test that, once failed, stays failed."""
    low, high = 0, last
    while low < high:
        middle = (low + high) // 2
        if test(middle):
            low = middle + 1
        else:
            high = middle
    return low
