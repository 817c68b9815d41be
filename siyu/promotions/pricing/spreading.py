"""A sum taken off many units: shared by price with largest remainders, never below a floor.

First over lines, then over the units of each line, so that a line's share does not hang on how many units it has.
"""

from operator import gt

from siyu.kernel.money import spread

from .priced import Part
from .units import Line, Run

Picked = list[tuple[Line, list[Run]]]
"""Whole runs by line, in canonical order."""


def headroom_of(line: Line, runs: list[Run]) -> int:
    """Fen that may come off these runs before they reach the floor."""
    room, floor = 0, line.floor
    for run in runs:
        if run.paid > floor:
            room += (run.paid - floor) * run.count
    return room


def take_from_lines(
    lines: list[Line], total_minor: int, floors: bool, source: str, claim: int
) -> None:
    """Take ``total_minor`` off all units of these lines, and claim them; it must not be more than their headroom.

    Args:
        floors: whether floors hold, where lines have any.

    """
    if len(lines) == 1:
        parts = [total_minor]
    else:
        weights = [line.amount for line in lines]
        parts = spread(total_minor, weights)
        if floors and _are_over_floor(lines, parts):
            rooms = [headroom_of(line, line.runs) for line in lines]
            parts = spread_capped(total_minor, weights, rooms)
    for line, part in zip(lines, parts, strict=True):
        line.claim = claim
        runs = line.runs
        if len(runs) > 1:
            for run in runs:
                run.claim = claim
            if not part:
                continue
            if floors and line.floor:
                _take_above_floor(line, runs, part, source)
            else:
                _take_by_price(line, runs, part, line.amount, source)
            continue
        # The usual line, one run. Written out, since most of the time of pricing is spent here.
        run = runs[0]
        run.claim = claim
        if not part:
            continue
        line.amount -= part
        count = line.quantity
        if count > 1:
            each = part // count
            over = part - each * count
            if over:
                runs.insert(0, _first_of(run, over, each + 1, source))
            if not each:
                continue
            part = each  # noqa: PLW2901
        run.paid -= part
        run.parts += (Part(source, part),)


def _are_over_floor(lines: list[Line], parts: list[int]) -> bool:
    """Whether any line would lose more than its floor leaves."""
    for line, part in zip(lines, parts, strict=True):  # noqa: SIM110 - (a generator costs more than it says)
        if line.floor and part > headroom_of(line, line.runs):
            return True
    return False


def take_spread(picked: Picked, total_minor: int, source: str, claim: int) -> None:
    """The same for some runs of some lines."""
    weights = [sum([run.paid * run.count for run in runs]) for _, runs in picked]
    rooms = [headroom_of(line, runs) for line, runs in picked]
    parts = spread_capped(total_minor, weights, rooms)
    for (line, runs), part, weight in zip(picked, parts, weights, strict=True):
        line.claim = claim
        for run in runs:
            run.claim = claim
        if part and len(runs) == 1:
            _take_evenly(line, runs[0], part, source)
        elif part and line.floor:
            _take_above_floor(line, runs, part, source)
        elif part:
            _take_by_price(line, runs, part, weight, source)


def spread_capped(total_minor: int, weights: list[int], caps: list[int]) -> list[int]:
    """Share by weight; a share over its cap becomes the cap, and what is left goes to the others by weight.

    Args:
        total_minor: 0 to the sum of the caps.
        caps: each at most its weight.

    """
    parts = spread(total_minor, weights)
    if not any(map(gt, parts, caps)):
        return parts
    shares = [0] * len(weights)
    open_places = list(range(len(weights)))
    while True:
        parts = spread(total_minor, [weights[place] for place in open_places])
        full = [place for place, part in zip(open_places, parts, strict=True) if part > caps[place]]
        if not full:
            for place, part in zip(open_places, parts, strict=True):
                shares[place] = part
            return shares
        for place in full:
            shares[place] = caps[place]
            total_minor -= caps[place]
        open_places = [place for place in open_places if place not in full]


def _take_evenly(line: Line, run: Run, total_minor: int, source: str) -> None:
    """Whole fen a unit; what is over goes to the first units."""
    line.amount -= total_minor
    each, over = divmod(total_minor, run.count)
    _take_each(line, run, each, over, source)


def _take_by_price(line: Line, runs: list[Run], total_minor: int, whole: int, source: str) -> None:
    """Largest remainder over units by what they cost; ``whole`` is what all of them cost together."""
    line.amount -= total_minor
    if len(runs) == 2:
        _take_from_two(line, runs, total_minor, whole, source)
        return
    over = total_minor
    shares: list[int] = []
    rests: list[int] = []
    for run in runs:
        scaled = total_minor * run.paid
        share = scaled // whole
        over -= share * run.count
        shares.append(share)
        rests.append(scaled - share * whole)
    more = [0] * len(runs)
    for at in sorted(range(len(rests)), key=rests.__getitem__, reverse=True) if over else ():
        more[at] = min(over, runs[at].count)
        over -= more[at]
    # (A copy, since these may be the runs of the line themselves, of which one may be split.)
    for run, share, extra in zip(tuple(runs), shares, more, strict=True):
        _take_each(line, run, share, extra, source)


def _take_from_two(line: Line, runs: list[Run], total_minor: int, whole: int, source: str) -> None:
    """The same without lists and sorting: where a line has several runs at all, it mostly has two."""
    one, two = runs
    scaled_one, scaled_two = total_minor * one.paid, total_minor * two.paid
    share_one, share_two = scaled_one // whole, scaled_two // whole
    over = total_minor - share_one * one.count - share_two * two.count
    more_two = 0
    if over:
        if scaled_one - share_one * whole >= scaled_two - share_two * whole:
            if over > one.count:
                more_two = over - one.count
        else:
            more_two = min(two.count, over)
    _take_each(line, one, share_one, over - more_two, source)
    _take_each(line, two, share_two, more_two, source)


def _take_each(line: Line, run: Run, each: int, more: int, source: str) -> None:
    """So much off each unit of a run, and one fen more off its first ``more`` units."""
    if more:
        if more == run.count:
            each += 1
        else:
            line.runs.insert(line.runs.index(run), _first_of(run, more, each + 1, source))
    if each:
        run.paid -= each
        run.parts += (Part(source, each),)


def _first_of(run: Run, count: int, off: int, source: str) -> Run:
    """The first units of a run as one of their own, from which so much has been taken; the run keeps the others."""
    run.count -= count
    first = run.part(count)
    first.paid -= off
    first.parts += (Part(source, off),)
    return first


def _take_above_floor(line: Line, runs: list[Run], total_minor: int, source: str) -> None:
    """The same where a share over a unit's headroom becomes the headroom, and the others share the rest."""
    # (Runs at or below the floor have no room, and split runs are inserted into the list this may be.)
    open_runs = [(run, run.paid) for run in runs if run.paid > line.floor]
    taken: list[tuple[Run, int]] = []
    while total_minor:
        shares = share_over_units(line, open_runs, total_minor)
        full = [(run, weight) for run, weight, share in shares if share > run.paid - line.floor]
        if not full:
            taken += [(run, share) for run, _, share in shares]
            break
        for run, _ in full:
            taken.append((run, run.paid - line.floor))
            total_minor -= (run.paid - line.floor) * run.count
        ids = {id(run) for run, _ in full}
        open_runs = [(run, weight) for run, weight, _ in shares if id(run) not in ids]
    for run, share in taken:
        line.take(run, share, source)


def share_over_units(
    line: Line, runs: list[tuple[Run, int]], total_minor: int
) -> list[tuple[Run, int, int]]:
    """Largest remainder over units by weight: run, weight, share of each of its units. One run at most is split."""
    whole = 0
    for run, weight in runs:
        whole += weight * run.count
    over = total_minor
    shares: list[int] = []
    rests: list[int] = []
    for run, weight in runs:
        share, rest = divmod(total_minor * weight, whole)
        shares.append(share)
        rests.append(rest)
        over -= share * run.count
    if not over:
        return [(run, weight, share) for (run, weight), share in zip(runs, shares, strict=True)]
    more: dict[int, int] = {}
    for at in sorted(range(len(runs)), key=rests.__getitem__, reverse=True):
        if not over:
            break
        more[at] = min(over, runs[at][0].count)
        over -= more[at]
    found: list[tuple[Run, int, int]] = []
    for at, ((run, weight), share) in enumerate(zip(runs, shares, strict=True)):
        extra = more.get(at, 0)
        if extra:
            first = line.split(run, extra)
            found.append((first, weight, share + 1))
            if first is run:
                continue
        found.append((run, weight, share))
    return found
