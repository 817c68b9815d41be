"""Walking the evaluation tree: whose turn it is, who wins, who is told why not."""

from collections.abc import Iterable

from .cart import PointsPayment
from .contest import contest_lines
from .plan import Choice, Leaf, Step
from .points import pay_with_points
from .priced import Explanation
from .pricing_state import Entry, PricingState, Turn
from .proposals import Proposal, Refusal, lost
from .units import Line


class Walk:
    """One walk of the tree: which rules have their turn in which leaf."""

    __slots__ = ("entries", "points")

    def __init__(self, entries: dict[int, list[Entry]], points: PointsPayment | None) -> None:
        self.entries = entries
        self.points = points

    def run(self, state: PricingState, steps: list[Step]) -> None:
        """Price by these steps and all below them."""
        for step in steps:
            if isinstance(step, Leaf):
                entries = self.entries.get(step.place)
                if entries:
                    run_rules(state, step, entries)
            elif isinstance(step, Choice):
                self._choose(state, step)
            elif self.points is not None:
                pay_with_points(state, self.points)

    def _choose(self, state: PricingState, choice: Choice) -> None:
        """Try every row on a state of its own; the losers say what they would have done."""
        said, before = len(state.explanations), state.amount()
        tried: list[tuple[PricingState, int]] = []
        for row in choice.rows:
            fork = state.fork()
            self.run(fork, row)
            tried.append((fork, before - fork.amount()))
        working = [each for each in tried if any(it.applied for it in each[0].explanations[said:])]
        if choice.mode == "in_order":
            chosen = working[:1]
        elif working:
            best = (max if choice.mode == "highest" else min)(value for _, value in working)
            chosen = [each for each in working if each[1] == best][:1]
        else:
            chosen = []
        winner = chosen[0][0] if chosen else None
        losing = [it for fork, _ in tried if fork is not winner for it in fork.explanations[said:]]
        if winner is not None:
            state.adopt(winner)
        winners = [each.source for each in state.explanations[said:] if each.applied]
        for each in losing:
            state.explanations.append(_overruled(each, winners) if each.applied else each)


def _overruled(said: Explanation, winners: list[str]) -> Explanation:
    refusal = lost(winners, said.discount_minor + said.freight_minor)
    return Explanation(
        source=said.source,
        rule_id=said.rule_id,
        applied=False,
        code=refusal.code,
        facts=refusal.facts,
    )


def run_rules(state: PricingState, leaf: Leaf, entries: list[Entry]) -> None:
    """The rules of one leaf, already in the order of their turn."""
    mode = leaf.mode
    if mode == "stackable" or len(entries) == 1:
        for entry in entries:
            _try(state, entry, state.lines_of(entry))
        return
    turns = state.turns(entries)
    if leaf.by_line:
        contest_lines(state, mode, turns)
        return
    for group in _groups(turns) if leaf.each_stack_group else [turns]:
        if mode == "in_order":
            _first_in_order(state, group, leaf.winners_most)
        else:
            _best_in_order(state, group, leaf.winners_most, highest=mode == "highest")


def _groups(turns: list[Turn]) -> Iterable[list[Turn]]:
    """Turns by stack group, each group where its first has its turn."""
    groups: dict[str, list[Turn]] = {}
    for turn in turns:
        groups.setdefault(turn[0].effect.stack_group, []).append(turn)
    return groups.values()


def _try(state: PricingState, entry: Entry, lines: list[Line]) -> bool:
    """Apply or explain."""
    claim = state.next_claim()
    if entry.exclusion_group is None:
        found = entry.propose(state.moment, lines, claim)
    else:
        found = state.ask(entry, lines, claim)
    if isinstance(found, Refusal):
        state.say_refused(entry, found)
        return False
    state.apply(entry, found, claim)
    state.say_applied(entry, found.value, found.freight, found.facts)
    return True


def _first_in_order(state: PricingState, turns: list[Turn], winners_most: int) -> None:
    winners: list[str] = []
    for turn in turns:
        if len(winners) >= winners_most:
            state.say_refused(turn[0], lost(winners))
        elif _try(state, *turn):
            winners.append(turn[0].source)


def _best_in_order(
    state: PricingState, turns: list[Turn], winners_most: int, *, highest: bool
) -> None:
    winners: list[str] = []
    left = list(turns)
    while left and len(winners) < winners_most:
        best: tuple[Turn, Proposal] | None = None
        claim = state.next_claim()
        for turn in left:
            found = state.ask(*turn, claim)
            if isinstance(found, Proposal) and (
                best is None or _beats(found, best[1], highest=highest)
            ):
                best = (turn, found)
        if best is None:
            break
        turn, proposal = best
        state.apply(turn[0], proposal, claim)
        state.say_applied(turn[0], proposal.value, proposal.freight, proposal.facts)
        winners.append(turn[0].source)
        left.remove(turn)
    for entry, lines in left:
        found = state.ask(entry, lines, state.next_claim())
        if isinstance(found, Proposal):
            found = lost(winners, found.value + found.freight)
        state.say_refused(entry, found)


def _beats(one: Proposal, other: Proposal, *, highest: bool) -> bool:
    """Strictly, so that of equals the one whose turn is earlier wins."""
    mine, theirs = one.value + one.freight, other.value + other.freight
    return mine > theirs if highest else mine < theirs
