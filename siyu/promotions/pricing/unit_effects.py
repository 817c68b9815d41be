"""Rules about pieces: second at half, N for a price, bundles, exchange coupons."""

from functools import partial
from itertools import groupby

from .cuts import AmountCut, PriceCut, off_of
from .effects import Effect, Moment
from .proposals import Facts, Proposal, Refusal, nothing_off, with_blocked
from .ranking import (
    Chosen,
    Piece,
    Ranking,
    cheapest,
    dearest,
    free_units,
    holds,
    isolate,
    take_pieces,
    units_of,
)
from .rules import Bundle, Exchange, NthUnit, UnitsForPrice
from .spreading import take_spread
from .units import Line


def pieces_off(pieces: list[Piece], blocked_minor: int, facts: Facts) -> Proposal | Refusal:
    """Cut units one by one, and claim all of them."""
    value = 0
    for _, _, count, off in pieces:
        value += off * count
    if not value:
        return nothing_off(blocked_minor)
    return Proposal(value, partial(take_pieces, pieces), with_blocked(facts, blocked_minor))


def sum_off(chosen: list[Chosen], wanted_minor: int, facts: Facts) -> Proposal | Refusal:
    """Take a sum off chosen units together, by price, not below their floors."""
    value = wanted_minor
    if any(line.floor for line, _, _ in chosen):
        room = sum([max(run.paid - line.floor, 0) * count for line, run, count in chosen])
        value = min(value, room)
    if not value:
        return nothing_off(wanted_minor)
    take = partial(_take_sum, chosen, value)
    return Proposal(value, take, with_blocked(facts, wanted_minor - value))


def _take_sum(chosen: list[Chosen], total_minor: int, source: str, claim: int) -> None:
    take_spread(isolate(chosen), total_minor, source, claim)


class NthUnitEffect(Effect):
    """From dear to cheap in groups; each position of a group has its cut."""

    __slots__ = ("cuts", "groups_most", "least", "positions", "same_sku", "size")

    def __init__(self, rule: NthUnit, bit: int) -> None:
        super().__init__(rule, bit)
        self.positions = [step.nth for step in rule.steps]
        self.least, self.size = self.positions[0], self.positions[-1]
        # How far each cut position is from the end of its group, and its cut.
        self.cuts = [(self.size - step.nth, off_of(step.cut)) for step in rule.steps]
        self.groups_most, self.same_sku = rule.groups_most, rule.same_sku

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        free = free_units(moment, lines, claim, self.leave_out)
        sets = [list(units) for _, units in groupby(free, _sku)] if self.same_sku else [free]
        pieces: list[Piece] = []
        blocked = most = 0
        for units in sets:
            count = units_of(units)
            most = max(most, count)
            if count >= self.least:
                blocked += self._cut(dearest(units), self._used(count), pieces)
        if not pieces:
            return Refusal("below_threshold", {"missing_units": self.least - most})
        return pieces_off(pieces, blocked, {})

    def _cut(self, units: list[Chosen], used: int, pieces: list[Piece]) -> int:
        """Add the pieces of the first ``used`` units; return what floors blocked."""
        first = blocked = 0
        size = self.size
        for line, run, count in units:
            if first >= used:
                break
            end = min(first + count, used)
            plain = end - first
            for at, off_a_unit in self.cuts:
                # Units of first … end - 1 that stand at this position of their group.
                many = (end + at) // size - (first + at) // size
                if many:
                    wanted = off = off_a_unit(run.paid)
                    if line.floor:
                        off = min(wanted, max(run.paid - line.floor, 0))
                        blocked += (wanted - off) * many
                    pieces.append((line, run, many, off))
                    plain -= many
            if plain:
                pieces.append((line, run, plain, 0))
            first = end
        return blocked

    def _used(self, units: int) -> int:
        """How many units belong to groups that get a cut: whole groups, and an unfinished one up to its last cut."""
        groups, rest = divmod(units, self.size)
        if self.groups_most is not None and groups >= self.groups_most:
            return self.groups_most * self.size
        used = groups * self.size
        for position in reversed(self.positions):
            if position <= rest:
                return used + position
        return used


def _sku(chosen: Chosen) -> str:
    return chosen[0].sku


class UnitsForPriceEffect(Effect):
    """Neighbours in price make a group; a group that would not get cheaper is left alone."""

    __slots__ = ("groups_most", "pick_dearest", "price_minor", "size")

    def __init__(self, rule: UnitsForPrice, bit: int) -> None:
        super().__init__(rule, bit)
        self.size, self.price_minor = rule.units, rule.price_minor
        self.groups_most = rule.groups_most
        self.pick_dearest = rule.pick == "dearest"

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        free = free_units(moment, lines, claim, self.leave_out)
        units = units_of(free)
        groups = units // self.size
        if not groups:
            return Refusal("below_threshold", {"missing_units": self.size - units})
        if self.groups_most is not None:
            groups = min(groups, self.groups_most)
        ranking = Ranking(dearest(free))
        if not self.pick_dearest:
            ranking = Ranking(dearest(Ranking(cheapest(free)).first(groups * self.size)))
        groups = holds(
            groups, lambda number: ranking.sum_of_group(number, self.size) > self.price_minor
        )
        if not groups:
            return Refusal("no_gain")
        used = groups * self.size
        wanted = ranking.sum_of_first(used) - groups * self.price_minor
        return sum_off(ranking.first(used), wanted, {"times": groups})


class BundleEffect(Effect):
    """Sets of all parts, the dearest units first; a set that would not get cheaper is left alone."""

    __slots__ = ("cut", "every_part", "off_a_set", "part_bits", "parts", "sets_most", "sizes")

    def __init__(self, rule: Bundle, bit: int, part_bits: list[int]) -> None:
        super().__init__(rule, bit)
        self.cut, self.sets_most = rule.cut, rule.sets_most
        self.off_a_set = off_of(rule.cut)
        self.sizes = [part.units for part in rule.parts]
        self.part_bits = part_bits
        self.parts = [(1 << at, size) for at, size in zip(part_bits, self.sizes, strict=True)]
        self.every_part = sum(1 << bit for bit in set(part_bits))

    @property
    def every_scope(self) -> int:
        return self.scopes | self.every_part

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        missing = self._missing(moment, lines, claim)
        if missing:
            return Refusal("below_threshold", {"missing_units": missing})
        parts: list[list[Chosen]] = []
        most = self.sets_most
        for mask, size in self.parts:
            mine = [line for line in lines if line.mask & mask]
            units = free_units(moment, mine, claim, self.leave_out)
            many = units_of(units) // size
            if most is None or many < most:
                most = many
            parts.append(dearest(units))
        assert most is not None
        chosen: list[list[Chosen]] | None = parts
        if self._share_lines(lines):
            most = holds(most, lambda number: self._choose(parts, number + 1) is not None)
            chosen = self._choose(parts, most)
        if not most or chosen is None:
            return Refusal("below_threshold", {"missing_units": 1})
        rankings = [Ranking(units) for units in chosen]
        sets = holds(most, lambda number: self.off_a_set(self._sum(rankings, number)) > 0)
        if not sets:
            return Refusal("no_gain")
        first: list[Chosen] = []
        for ranking, size in zip(rankings, self.sizes, strict=True):
            first += ranking.first(sets * size)
        return sum_off(first, self._off(rankings, sets), {"times": sets})

    def _missing(self, moment: Moment, lines: list[Line], claim: int) -> int:
        """Units that one set lacks; most carts lack some, so they are only counted here."""
        some_left_out = self.leave_out or claim == moment.claimed
        missing = 0
        for mask, size in self.parts:
            for line in lines:
                if line.mask & mask:
                    if some_left_out:
                        for run in line.free_runs(claim, self.leave_out):
                            size -= run.count  # noqa: PLW2901
                    else:
                        size -= line.quantity  # noqa: PLW2901
            if size > 0:
                missing += size
        return missing

    def _share_lines(self, lines: list[Line]) -> bool:
        """Some units could be of either of two parts; mostly parts are about different goods."""
        if len(self.parts) > self.every_part.bit_count():
            return True
        for line in lines:  # noqa: SIM110
            if (line.mask & self.every_part).bit_count() > 1:
                return True
        return False

    def _choose(self, parts: list[list[Chosen]], sets: int) -> list[list[Chosen]] | None:
        """Units of so many sets by part, earlier parts choosing first; None: not enough."""
        used: dict[int, int] = {}
        found: list[list[Chosen]] = []
        for units, size in zip(parts, self.sizes, strict=True):
            wanted, mine = sets * size, list[Chosen]()
            for line, run, count in units:
                if not wanted:
                    break
                many = min(count - used.get(id(run), 0), wanted)
                if many:
                    used[id(run)] = used.get(id(run), 0) + many
                    wanted -= many
                    mine.append((line, run, many))
            if wanted:
                return None
            found.append(mine)
        return found

    def _sum(self, rankings: list[Ranking], number: int) -> int:
        total = 0
        for ranking, size in zip(rankings, self.sizes, strict=True):
            total += ranking.sum_of_group(number, size)
        return total

    def _sum_of_first(self, rankings: list[Ranking], sets: int) -> int:
        total = 0
        for ranking, size in zip(rankings, self.sizes, strict=True):
            total += ranking.sum_of_first(sets * size)
        return total

    def _off(self, rankings: list[Ranking], sets: int) -> int:
        total = self._sum_of_first(rankings, sets)
        if isinstance(self.cut, PriceCut):
            return total - sets * self.cut.price_minor
        if isinstance(self.cut, AmountCut):
            off = self.cut.off_minor
            full = holds(sets, lambda number: self._sum(rankings, number) >= off)
            return full * off + total - self._sum_of_first(rankings, full)
        return self.off_a_set(total)


class ExchangeEffect(Effect):
    """So many units at a price of their own."""

    __slots__ = ("pick_dearest", "price_minor", "units")

    def __init__(self, rule: Exchange, bit: int) -> None:
        super().__init__(rule, bit)
        self.units, self.price_minor = rule.units, rule.price_minor
        self.pick_dearest = rule.pick == "dearest"

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        free = free_units(moment, lines, claim, self.leave_out)
        ranking = Ranking(dearest(free) if self.pick_dearest else cheapest(free))
        pieces: list[Piece] = []
        blocked = 0
        for line, run, count in ranking.first(self.units):
            wanted = max(run.paid - self.price_minor, 0)
            off = min(wanted, max(run.paid - line.floor, 0))
            blocked += (wanted - off) * count
            pieces.append((line, run, count, off))
        return pieces_off(pieces, blocked, {})
