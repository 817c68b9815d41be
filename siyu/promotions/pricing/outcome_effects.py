"""Rules that bring something besides: gifts, add-on purchases, freight, what is granted after payment."""

from .effects import Effect, Moment
from .measuring import measure, threshold_of
from .priced import Gift, Offer, PaymentReward
from .proposals import Proposal, Refusal, nothing_off
from .ranking import Piece
from .rules import AddOn, FreeShipping, PayReward, SpendGift
from .tiers import GiftTier
from .unit_effects import pieces_off
from .units import Line


class SpendGiftEffect(Effect):
    """满赠."""

    __slots__ = ("gifts", "repeat", "thresholds", "tiers")

    def __init__(self, rule: SpendGift, bit: int) -> None:
        super().__init__(rule, bit)
        self.tiers, self.repeat = rule.tiers, rule.repeat
        self.thresholds = [threshold_of(tier) for tier in rule.tiers]
        self.gifts = [gifts_of(rule.id, tier, 1) for tier in rule.tiers]

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        measured = measure(self.counting, moment, lines, claim)
        place = measured.reached(self.thresholds)
        if place < 0:
            return Refusal("below_threshold", measured.below(self.thresholds[0]))
        tier = self.tiers[place]
        times = measured.times(self.thresholds[place]) if self.repeat else 1
        facts = measured.facts(self.thresholds, place)
        facts["times"] = times
        if tier.choose is None:
            gifts = self.gifts[place] if times == 1 else gifts_of(self.id, tier, times)
            return Proposal(0, facts=facts, gifts=gifts)
        gifts, offers = self._chosen(moment, tier, tier.choose, times)
        return Proposal(0, facts=facts, gifts=gifts, offers=offers)

    def _chosen(
        self, moment: Moment, tier: GiftTier, choose: int, times: int
    ) -> tuple[tuple[Gift, ...], tuple[Offer, ...]]:
        left = choose * times
        chosen: dict[str, int] = {}
        choice = moment.choices.get(self.id)
        known = {item.sku for item in tier.gifts}
        for sku in choice.skus if choice else ():
            if left and sku in known and chosen.get(sku, 0) < times:
                chosen[sku] = chosen.get(sku, 0) + 1
                left -= 1
        gifts = tuple(
            Gift(rule_id=self.id, sku=item.sku, quantity=item.quantity * chosen[item.sku])
            for item in tier.gifts
            if item.sku in chosen
        )
        offers = tuple(
            Offer(kind="gift_choice", rule_id=self.id, sku=item.sku, quantity=left)
            for item in tier.gifts
            if left and chosen.get(item.sku, 0) < times
        )
        return gifts, offers


def gifts_of(rule_id: str, tier: GiftTier, times: int) -> tuple[Gift, ...]:
    """All gifts of a tier, so many times."""
    return tuple(
        [Gift(rule_id=rule_id, sku=item.sku, quantity=item.quantity * times) for item in tier.gifts]
    )


class AddOnEffect(Effect):
    """加价购: prices the lines that say they are its add-ons, and offers the rest."""

    __slots__ = ("every_offer", "items", "skus", "threshold", "units_most")

    def __init__(self, rule: AddOn, bit: int) -> None:
        super().__init__(rule, bit)
        self.items = rule.items
        self.skus = frozenset(item.sku for item in rule.items)
        self.units_most = rule.units_most
        self.threshold = threshold_of(rule)
        self.every_offer = self._offers({}, rule.units_most)

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        missing = measure(self.counting, moment, lines, claim).below(self.threshold)
        if missing:
            return Refusal("below_threshold", missing)
        wanted_lines = moment.add_ons.get(self.id)
        if not wanted_lines:
            return Refusal("offered", offers=self.every_offer)
        pieces: list[Piece] = []
        blocked, left = 0, self.units_most
        taken: dict[str, int] = {}
        for item in self.items:
            mine = min(item.units_most, left)
            for line in wanted_lines:
                if line.sku != item.sku or not mine:
                    continue
                for run in line.runs:
                    many = min(run.count, mine)
                    if not many:
                        continue
                    wanted = max(run.paid - item.price_minor, 0)
                    off = min(wanted, max(run.paid - line.floor, 0))
                    blocked += (wanted - off) * many
                    pieces.append((line, run, many, off))
                    taken[item.sku] = taken.get(item.sku, 0) + many
                    mine -= many
                    left -= many
        found = pieces_off(pieces, blocked, {}) if pieces else Refusal("offered")
        found.offers = self._offers(taken, left)
        return found

    def _offers(self, taken: dict[str, int], left: int) -> tuple[Offer, ...]:
        """What may be bought besides what was taken, ``left`` units at most."""
        return tuple(
            Offer(
                kind="add_on",
                rule_id=self.id,
                sku=item.sku,
                quantity=more,
                unit_minor=item.price_minor,
            )
            for item in self.items
            if (more := min(item.units_most - taken.get(item.sku, 0), left)) > 0
        )


class FreeShippingEffect(Effect):
    """包邮, 减运费."""

    __slots__ = ("off_minor", "threshold")

    def __init__(self, rule: FreeShipping, bit: int) -> None:
        super().__init__(rule, bit)
        self.off_minor = rule.off_minor
        self.threshold = threshold_of(rule)

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        missing = measure(self.counting, moment, lines, claim).below(self.threshold)
        if missing:
            return Refusal("below_threshold", missing)
        freight = moment.freight_minor
        if not freight:
            return nothing_off(0)
        return Proposal(
            0, freight=freight if self.off_minor is None else min(freight, self.off_minor)
        )


class PayRewardEffect(Effect):
    """支付有礼."""

    __slots__ = ("rewards", "threshold")

    def __init__(self, rule: PayReward, bit: int) -> None:
        super().__init__(rule, bit)
        self.threshold = threshold_of(rule)
        self.rewards = tuple(
            PaymentReward(rule_id=rule.id, name=reward.name, options=reward.options)
            for reward in rule.rewards
        )

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        missing = measure(self.counting, moment, lines, claim).below(self.threshold)
        if missing:
            return Refusal("below_threshold", missing)
        return Proposal(0, rewards=self.rewards)
