"""A sum over lines and units: by the largest remainder, none beyond what it can bear."""

from fractions import Fraction
from math import floor


def largest_remainder(total, weights):
    exact = [Fraction(total) * weight / (sum(weights) or 1) for weight in weights]
    if not sum(weights):
        exact = [Fraction(total, len(weights)) for _ in weights]
    parts = [floor(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


def capped(total, weights, caps):
    shares = {}
    while True:
        open_places = [at for at in range(len(weights)) if at not in shares]
        left = total - sum(shares.values())
        parts = largest_remainder(left, [weights[at] for at in open_places]) if open_places else []
        over = [at for at, part in zip(open_places, parts, strict=True) if part > caps[at]]
        if not over:
            shares |= dict(zip(open_places, parts, strict=True))
            return [shares[at] for at in range(len(weights))]
        shares |= {at: caps[at] for at in over}


def spread_over(units, total, room=lambda unit: unit.room):
    """Over lines, then over the units of each: (unit, off)."""
    by_line = {}
    for unit in units:
        by_line.setdefault(unit.place, []).append(unit)
    groups = [by_line[place] for place in sorted(by_line)]
    shares = capped(
        total,
        [sum(unit.paid for unit in group) for group in groups],
        [sum(room(unit) for unit in group) for group in groups],
    )
    offs = []
    for group, share in zip(groups, shares, strict=True):
        parts = capped(share, [unit.paid for unit in group], [room(unit) for unit in group])
        offs += zip(group, parts, strict=True)
    return offs
