"""A node in which rules fight over units: each unit goes to one rule, and others may have the rest."""

from msgspec import Struct

from .price_effects import UnitPriceEffect
from .priced import Part
from .pricing_state import Entry, PricingState, Turn
from .proposals import Facts, Proposal, Refusal, lost, nothing_off, with_blocked
from .units import NOBODY, Line


def contest_lines(state: PricingState, mode: str, turns: list[Turn]) -> None:
    """Apply and explain the rules of one such node; ``mode`` is ``in_order``, ``highest`` or ``lowest``."""
    if mode == "in_order":
        _in_turn(state, turns)
    elif _are_separable(turns) and _are_whole(state):
        _each_line_for_itself(state, turns, highest=mode == "highest")
    else:
        _Contest(state, turns, highest=mode == "highest").run()


def _are_separable(turns: list[Turn]) -> bool:
    for entry, _ in turns:  # noqa: SIM110 - (here and below: a generator costs more than it says)
        if not entry.effect.separable:
            return False
    return True


def _are_whole(state: PricingState) -> bool:
    """No line has units of several prices, of which one rule might want some and another the rest."""
    if state.moment.claimed == NOBODY:
        return True
    for line in state.lines:  # noqa: SIM110
        if len(line.runs) > 1:
            return False
    return True


def _in_turn(state: PricingState, turns: list[Turn]) -> None:
    claim, winners = state.next_claim(), list[str]()
    for entry, lines in turns:
        found = state.ask(entry, lines, claim)
        if isinstance(found, Proposal):
            state.apply(entry, found, claim)
            state.say_applied(entry, found.value, found.freight, found.facts)
            winners.append(entry.source)
        elif found.code != "excluded" and any(line.claim == claim for line in lines):
            state.say_refused(entry, lost(winners))
        else:
            state.say_refused(entry, found)


def _each_line_for_itself(state: PricingState, turns: list[Turn], *, highest: bool) -> None:
    """The best rule of every line; no rule's answer hangs on another line."""
    claim, moment = state.next_claim(), state.moment
    best: dict[int, _Won] = {}
    would_take: list[int] = []
    for number, (entry, lines) in enumerate(turns):
        effect = entry.effect
        assert isinstance(effect, UnitPriceEffect)
        total = 0
        for line, wanted in zip(lines, effect.line_offs(moment, lines), strict=True):
            off = wanted
            if line.floor and line.runs[0].paid - line.floor < off:
                off = line.runs[0].paid - line.floor
            if off > 0:
                value = off * line.quantity
                total += value
                other = best.get(line.place)
                if other is None or (value > other[0] if highest else value < other[0]):
                    best[line.place] = (value, number, line, off, wanted)
        would_take.append(total)
    winning = {won[1] for won in best.values()}
    winners = [turns[number][0].source for number in sorted(winning)]
    # (All are asked before anything is taken.)
    refused: dict[int, Proposal | Refusal] = {}
    for number, (entry, lines) in enumerate(turns):
        if number not in winning:
            taken = would_take[number]
            refused[number] = lost(winners, taken) if taken else state.ask(entry, lines, claim)
    taken_by, blocked_by = _take_won(state, turns, best, claim)
    for number, (entry, _) in enumerate(turns):
        if number in winning:
            facts = with_blocked({}, blocked_by[number])
            state.say_applied(entry, taken_by[number], 0, facts)
        else:
            found = refused[number]
            assert isinstance(found, Refusal)
            state.say_refused(entry, found)


_Won = tuple[int, int, Line, int, int]
"""Fen off the line, number of the rule, the line, fen off each unit, and what was wanted off it before its floor."""


def _take_won(
    state: PricingState, turns: list[Turn], best: dict[int, _Won], claim: int
) -> tuple[list[int], list[int]]:
    """Give each line to its winner; returns what each rule takes and what floors keep from it."""
    taken, blocked = [0] * len(turns), [0] * len(turns)
    for value, number, line, off, wanted in best.values():
        entry = turns[number][0]
        taken[number] += value
        if wanted != off:
            blocked[number] += (wanted - off) * line.quantity
        run = line.runs[0]
        run.claim = line.claim = claim
        if entry.effect.is_price:
            run.priced = True
        run.paid -= off
        run.parts += (Part(entry.source, off),)
        line.amount -= value
    if best:
        state.moment.amount -= sum(taken)
        state.moment.claimed = claim
    return taken, blocked


class _Cell(Struct, eq=False, gc=False):
    """What is won or lost as a whole: a rule, or a rule on one line where its lines stand for themselves."""

    number: int
    entry: Entry
    lines: list[Line]
    found: Proposal
    worth: int


class _Contest:
    """The best cell takes its units, those that wanted some of them are asked again, until nobody gains.

    A cell that gains nothing when it is asked is out, even if it could use what others leave.
    """

    def __init__(self, state: PricingState, turns: list[Turn], *, highest: bool) -> None:
        self.state, self.turns, self.highest = state, turns, highest
        self.claim = state.next_claim()
        self.cells: list[_Cell] = []
        self.refusals: dict[int, Refusal] = {}
        self.would_take: dict[int, int] = {}
        self.done: dict[int, tuple[int, int, Facts]] = {}
        for number, (entry, lines) in enumerate(turns):
            if entry.effect.separable and len(lines) > 1:
                self._add_by_line(number, entry, lines)
                continue
            found = state.ask(entry, lines, self.claim)
            if isinstance(found, Refusal):
                self.refusals[number] = found
            else:
                worth = self.would_take[number] = found.value + found.freight
                self.cells.append(_Cell(number, entry, lines, found, worth))

    def run(self) -> None:
        state, claim = self.state, self.claim
        winners: list[str] = []
        while self.cells:
            best = self._best()
            entry, found = best.entry, best.found
            state.apply(entry, found, claim)
            self._note(best.number, found)
            if entry.source not in winners:
                winners.append(entry.source)
            self.cells.remove(best)
            if self.cells:
                self._ask_again(best, everybody=found.freight > 0)
        for number, (value, freight, facts) in self.done.items():
            state.say_applied(self.turns[number][0], value, freight, facts)
        for number, (entry, _) in enumerate(self.turns):
            if number not in self.done:
                refusal = self.refusals.get(number) or lost(winners, self.would_take[number])
                if entry.exclusion_group is not None:
                    refusal = state.excluded(entry) or refusal
                state.say_refused(entry, refusal)

    def _add_by_line(self, number: int, entry: Entry, lines: list[Line]) -> None:
        """A cell for each line; only a rule that takes nothing of any of them is refused."""
        total = 0
        for line in lines:
            found = self.state.ask(entry, [line], self.claim)
            if isinstance(found, Proposal):
                worth = found.value + found.freight
                self.cells.append(_Cell(number, entry, [line], found, worth))
                total += worth
        if total:
            self.would_take[number] = total
        else:
            found = self.state.ask(entry, lines, self.claim)
            self.refusals[number] = found if isinstance(found, Refusal) else nothing_off(0)

    def _best(self) -> _Cell:
        """Of equals the one whose turn is earlier: cells stand in that order."""
        best = self.cells[0]
        if len(self.cells) > 1:
            for cell in self.cells:
                if cell.worth > best.worth if self.highest else cell.worth < best.worth:
                    best = cell
        return best

    def _ask_again(self, winner: _Cell, *, everybody: bool) -> None:
        group = winner.entry.exclusion_group
        left: list[_Cell] = []
        for cell in self.cells:
            if (
                everybody
                or (group is not None and cell.entry.exclusion_group == group)
                or self._touched(cell)
            ):
                if self._used_up(cell):
                    continue
                found = self.state.ask(cell.entry, cell.lines, self.claim)
                if isinstance(found, Refusal):
                    continue
                cell.found, cell.worth = found, found.value + found.freight
            left.append(cell)
        self.cells = left

    def _touched(self, cell: _Cell) -> bool:
        claim = self.claim
        for line in cell.lines:  # noqa: SIM110
            if line.claim == claim:
                return True
        return False

    def _used_up(self, cell: _Cell) -> bool:
        """No unit of its lines is free, and no rule does anything without units: it need not be asked."""
        claim = self.claim
        for line in cell.lines:
            if line.claim != claim:
                return False
            for run in line.runs:
                if run.claim != claim:
                    return False
        return True

    def _note(self, number: int, found: Proposal) -> None:
        if number not in self.done:
            self.done[number] = found.value, found.freight, found.facts
            return
        value, freight, facts = self.done[number]
        blocked = facts.get("blocked_minor", 0)
        facts = facts | found.facts
        if isinstance(blocked, int) and blocked:
            more = found.facts.get("blocked_minor", 0)
            facts["blocked_minor"] = blocked + (more if isinstance(more, int) else 0)
        self.done[number] = (value + found.value, freight + found.freight, facts)
