"""买 X 送 Y: some units are bought, others of the cart are cut for it."""

from .cuts import off_of
from .effects import Effect, Moment
from .priced import Offer
from .proposals import Proposal, Refusal
from .ranking import Chosen, Piece, Ranking, cheapest, dearest, free_units, holds, units_of
from .rules import BuyGet
from .unit_effects import pieces_off
from .units import Line


class BuyGetEffect(Effect):
    """As many units are cut as the others can pay for; a unit is bought or got, never both.

    ``get_bit`` is the scope of what is got; the rule's own, where both come from one scope.
    """

    __slots__ = ("buy_units", "get_bit", "get_units", "off_a_unit", "pick_cheapest", "times_most")

    def __init__(self, rule: BuyGet, bit: int, get_bit: int) -> None:
        super().__init__(rule, bit)
        self.buy_units, self.get_units = rule.buy_units, rule.get_units
        self.times_most, self.off_a_unit = rule.times_most, off_of(rule.cut)
        self.pick_cheapest = rule.pick == "cheapest"
        self.get_bit = get_bit
        self.scopes |= 1 << get_bit

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        """``lines`` are those of either scope."""
        free = free_units(moment, lines, claim, self.leave_out)
        buyable = units_of([each for each in free if each[0].mask >> self.bit & 1])
        if buyable < self.buy_units:
            return Refusal("below_threshold", {"missing_units": self.buy_units - buyable})
        gettable = [each for each in free if each[0].mask >> self.get_bit & 1]
        both = units_of([each for each in gettable if each[0].mask >> self.bit & 1])
        only = units_of(gettable) - both
        times, got = self._times(buyable, both, only)
        picked = self._pick(gettable, got, buyable - times * self.buy_units)
        got_both = sum(count for line, _, count in picked if line.mask >> self.bit & 1)
        offers = self._offers(buyable - got_both, got)
        if not got:
            if offers:
                return Refusal("offered", offers=offers)
            return Refusal("below_threshold", {"missing_units": self.buy_units - buyable})
        pieces: list[Piece] = []
        blocked = 0
        for line, run, count in picked:
            wanted = self.off_a_unit(run.paid)
            off = min(wanted, max(run.paid - line.floor, 0))
            blocked += (wanted - off) * count
            pieces.append((line, run, count, off))
        bought = Ranking(dearest(_without(free, picked, self.bit))).first(times * self.buy_units)
        pieces += [(line, run, count, 0) for line, run, count in bought]
        found = pieces_off(pieces, blocked, {"times": times})
        found.offers = offers
        return found

    def _times(self, buyable: int, both: int, only: int) -> tuple[int, int]:
        """How often it applies, and how many units are got: the most, in the fewest times.

        ``t`` times need ``t × buy`` units, and what is left of both scopes with what is only in the other can be got:
        one bound rises with ``t``, the other falls, so the most is where they meet.
        """
        most = buyable // self.buy_units
        if self.times_most is not None:
            most = min(most, self.times_most)

        def left(times: int) -> int:
            return only + min(both, buyable - times * self.buy_units)

        met = holds(most, lambda place: (place + 1) * self.get_units <= left(place + 1))
        got = met * self.get_units
        if met < most and left(met + 1) > got:
            return met + 1, left(met + 1)
        return met, got

    def _pick(self, gettable: list[Chosen], got: int, both_left: int) -> list[Chosen]:
        """The units that are cut: by price, as long as enough stay to be bought."""
        found: list[Chosen] = []
        for line, run, count in cheapest(gettable) if self.pick_cheapest else dearest(gettable):
            in_both = bool(line.mask >> self.bit & 1)
            many = min(count, got, both_left) if in_both else min(count, got)
            if many:
                found.append((line, run, many))
                got -= many
                both_left -= many if in_both else 0
        return found

    def _offers(self, buyable_left: int, got: int) -> tuple[Offer, ...]:
        """What the bought units have earned and the cart does not hold."""
        times = buyable_left // self.buy_units
        if self.times_most is not None:
            times = min(times, self.times_most)
        more = times * self.get_units - got
        return (Offer(kind="get_unit", rule_id=self.id, quantity=more),) if more > 0 else ()


def _without(free: list[Chosen], picked: list[Chosen], bit: int) -> list[Chosen]:
    """What may be bought: units of the scope that were not picked."""
    gone = {id(run): count for _, run, count in picked}
    return [
        (line, run, left)
        for line, run, count in free
        if line.mask >> bit & 1 and (left := count - gone.get(id(run), 0))
    ]
