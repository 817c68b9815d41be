"""What single units of a line are worth: look-ups in what the order has stored, never a new price."""

from collections.abc import Collection, Sequence
from typing import Any

from .contracts import UnitsTaken

Runs = Sequence[Sequence[Any]]


def worth(line_number: int, runs: Runs, units: Collection[int]) -> UnitsTaken:
    """Money and points of these units, and what each source had taken off them.

    Args:
        runs: ``[[quantity, paid_minor, points, {source: minor}], …]`` from unit 0 on.

    """
    paid, points, parts, first = 0, 0, dict[str, int](), 0
    wanted = set(units)
    for quantity, unit_paid, unit_points, unit_parts in runs:
        count = len(wanted.intersection(range(first, first + quantity)))
        first += quantity
        if not count:
            continue
        paid += unit_paid * count
        points += unit_points * count
        for source, minor in unit_parts.items():
            parts[source] = parts.get(source, 0) + minor * count
    return UnitsTaken(
        line_number=line_number,
        units=tuple(sorted(wanted)),
        paid_minor=paid,
        points=points,
        parts=parts,
    )


def free_units(quantity: int, taken: Collection[int], count: int) -> list[int]:
    """The first ``count`` units that nobody has taken; fewer where fewer are left."""
    gone = set(taken)
    return [unit for unit in range(quantity) if unit not in gone][:count]


def expand(runs: Runs) -> list[list[Any]]:
    """One ``[paid_minor, points, parts]`` for each unit."""
    return [
        [paid, points, dict(parts)]
        for quantity, paid, points, parts in runs
        for _ in range(quantity)
    ]


def collapse(units: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Runs of equal neighbours."""
    runs: list[list[Any]] = []
    for paid, points, parts in units:
        if runs and runs[-1][1:] == [paid, points, parts]:
            runs[-1][0] += 1
        else:
            runs.append([1, paid, points, parts])
    return runs
