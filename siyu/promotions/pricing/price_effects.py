"""Rules that price each unit for itself: limited-time price, member price, line discount."""

from functools import partial
from typing import NamedTuple

from .cuts import Cut, Off, off_of
from .effects import Effect, Moment
from .proposals import Proposal, Refusal, nothing_off, with_blocked
from .ranking import Piece, dearest, free_units, take_pieces, units_of
from .rules import FixedPrice, LineDiscount, MemberPrice
from .units import NOBODY, Line


class UnitCut(NamedTuple):
    """What comes off a unit: down to the price of its SKU, or ``off`` for the other SKUs; 0 or less is nothing."""

    prices: dict[str, int]
    off: Off


class UnitPriceEffect(Effect):
    """A cut on every unit, or on the dearest ``units_most``."""

    __slots__ = ("at_least_units", "units_most")

    def __init__(self, rule: FixedPrice | LineDiscount | MemberPrice, bit: int) -> None:
        super().__init__(rule, bit)
        self.units_most = None if isinstance(rule, MemberPrice) else rule.units_most
        self.at_least_units = rule.at_least_units if isinstance(rule, LineDiscount) else 1
        self.is_price = not isinstance(rule, LineDiscount)
        self.separable = (
            self.units_most is None and self.at_least_units == 1 and rule.exclusion_group is None
        )

    def unit_cut(self, moment: Moment) -> UnitCut | Refusal:
        """How a unit is cut for this person."""
        raise NotImplementedError

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        unit_cut = self.unit_cut(moment)
        if isinstance(unit_cut, Refusal):
            return unit_cut
        prices, off_rest = unit_cut
        free = free_units(moment, lines, claim, self.leave_out)
        if self.at_least_units > 1:
            missing = self.at_least_units - units_of(free)
            if missing > 0:
                return Refusal("below_threshold", {"missing_units": missing})
        left = self.units_most
        if left is not None:
            free = dearest(free)
        value = blocked = 0
        pieces: list[Piece] = []
        for line, run, count in free:
            paid = run.paid
            price = prices.get(line.sku) if prices else None
            wanted = off = off_rest(paid) if price is None else paid - price
            if wanted <= 0:
                continue
            if left is not None:
                count = min(count, left)  # noqa: PLW2901
                left -= count
            if line.floor and wanted > paid - line.floor:
                off = max(paid - line.floor, 0)
                blocked += (wanted - off) * count
            if off and count:
                value += off * count
                pieces.append((line, run, count, off))
        if not value:
            return nothing_off(blocked)

        take = partial(take_pieces, pieces, priced=self.is_price)
        return Proposal(value, take, with_blocked({}, blocked))

    def line_offs(self, moment: Moment, lines: list[Line]) -> list[int]:
        """What is wanted off each unit of these lines, of one run each, floors apart; for separable rules."""
        unit_cut = self.unit_cut(moment)
        if isinstance(unit_cut, Refusal):
            return [0] * len(lines)
        prices, off_rest = unit_cut
        offs: list[int] = []
        for line in lines:
            if self.leave_out and not line.free_runs(NOBODY, self.leave_out):
                offs.append(0)
                continue
            paid = line.runs[0].paid
            price = prices.get(line.sku) if prices else None
            offs.append(off_rest(paid) if price is None else paid - price)
        return offs


class FixedPriceEffect(UnitPriceEffect):
    """A price by SKU, or a cut for the other SKUs."""

    __slots__ = ("_cut",)

    def __init__(self, rule: FixedPrice, bit: int) -> None:
        super().__init__(rule, bit)
        self._cut = _unit_cut(rule.prices, rule.cut)

    def unit_cut(self, moment: Moment) -> UnitCut | Refusal:
        return self._cut


class MemberPriceEffect(UnitPriceEffect):
    """The same by tier."""

    __slots__ = ("_cuts", "_unmet")

    def __init__(self, rule: MemberPrice, bit: int) -> None:
        super().__init__(rule, bit)
        tiers = sorted(rule.cuts.keys() | rule.prices.keys())
        self._cuts = {
            tier: _unit_cut(rule.prices.get(tier, {}), rule.cuts.get(tier)) for tier in tiers
        }
        self._unmet = Refusal("tier", {"tiers": tiers})

    def unit_cut(self, moment: Moment) -> UnitCut | Refusal:
        return self._cuts.get(moment.tier, self._unmet)


class LineDiscountEffect(UnitPriceEffect):
    """One cut for all."""

    __slots__ = ("_cut",)

    def __init__(self, rule: LineDiscount, bit: int) -> None:
        super().__init__(rule, bit)
        self._cut = _unit_cut({}, rule.cut)

    def unit_cut(self, moment: Moment) -> UnitCut | Refusal:
        return self._cut


def _unit_cut(prices: dict[str, int], cut: Cut | None) -> UnitCut:
    return UnitCut(prices, _nothing if cut is None else off_of(cut))


def _nothing(_: int) -> int:
    return 0
