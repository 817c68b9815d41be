"""Rules about a sum: 满减, 满折, N 件 M 折. They measure units in scope and take a sum off all of them."""

from .cuts import paid_at_rate
from .effects import Effect, Moment
from .measuring import measure, threshold_of
from .proposals import Proposal, Refusal
from .rules import SpendOff, SpendRate, UnitsRate
from .units import Line


class SpendOffEffect(Effect):
    """满减."""

    __slots__ = ("most_minor", "offs", "repeat", "thresholds")

    def __init__(self, rule: SpendOff, bit: int) -> None:
        super().__init__(rule, bit)
        self.thresholds = [threshold_of(tier) for tier in rule.tiers]
        self.offs = [tier.off_minor for tier in rule.tiers]
        self.repeat, self.most_minor = rule.repeat, rule.most_minor

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        measured = measure(self.counting, moment, lines, claim)
        place = measured.reached(self.thresholds)
        if place < 0:
            return Refusal("below_threshold", measured.below(self.thresholds[0]))
        facts = measured.facts(self.thresholds, place)
        off = self.offs[place]
        if self.repeat:
            times = measured.times(self.thresholds[place])
            off *= times
            facts["times"] = times
        return measured.off(off if self.most_minor is None else min(off, self.most_minor), facts)


class RateEffect(Effect):
    """满折, N 件 M 折: the sum at the rate of the tier that is reached."""

    __slots__ = ("most_minor", "rates_bp", "thresholds")

    def __init__(self, rule: SpendRate | UnitsRate, bit: int) -> None:
        super().__init__(rule, bit)
        self.thresholds = [threshold_of(tier) for tier in rule.tiers]
        self.rates_bp = [tier.pay_bp for tier in rule.tiers]
        self.most_minor = rule.most_minor if isinstance(rule, SpendRate) else None

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        measured = measure(self.counting, moment, lines, claim)
        place = measured.reached(self.thresholds)
        if place < 0:
            return Refusal("below_threshold", measured.below(self.thresholds[0]))
        off = measured.amount - paid_at_rate(measured.amount, self.rates_bp[place])
        if self.most_minor is not None:
            off = min(off, self.most_minor)
        return measured.off(off, measured.facts(self.thresholds, place))
