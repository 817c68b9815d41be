"""Every kind of rule, one unit at a time. A proposal, or a code, or (code, facts, offers)."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from .reference_scope import concerns, could_get, in_scope
from .reference_spreading import spread_over


@dataclass
class Proposal:
    offs: list = field(default_factory=list)
    freight: int = 0
    gifts: list = field(default_factory=list)
    offers: list = field(default_factory=list)
    rewards: list = field(default_factory=list)

    @property
    def discount(self):
        return sum(off for _, off in self.offs)

    @property
    def value(self):
        return self.discount + self.freight


def at_rate(amount, pay_bp):
    exact = Decimal(amount) * pay_bp / 10_000
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def off_by(cut, amount):
    if cut.by == "rate":
        return amount - at_rate(amount, cut.pay_bp)
    if cut.by == "amount":
        return min(cut.off_minor, amount)
    return max(amount - cut.price_minor, 0)


def propose(world, rule, units):
    units = [unit for unit in units if concerns(rule, unit) or could_get(rule, unit)]
    return KINDS[rule.kind](world, rule, units)


def dear_first(units):
    return sorted(units, key=lambda unit: -unit.paid)


def cheap_first(units):
    return sorted(units, key=lambda unit: unit.paid)


def front(world, assigned):
    """Give what was assigned to units to the first of those that look the same: {unit: what}, larger ranks later."""
    found = {}
    for _, same in groupby(world.units, key=lambda unit: unit.state):
        same = list(same)
        marks = sorted((assigned[unit] for unit in same if unit in assigned), key=lambda m: m[0])
        found |= dict(zip(same, marks, strict=False))
    return found


def unit_offs(wanted):
    """Cut unit by unit, not below the floor: [(unit, wanted off)]."""
    offs = [(unit, min(off, unit.room)) for unit, off in wanted]
    if not any(off for _, off in offs):
        return "floor" if any(off for _, off in wanted) else "no_gain"
    return Proposal(offs)


def sum_off(units, wanted):
    value = min(wanted, sum(unit.room for unit in units))
    if not value:
        return "floor" if wanted else "no_gain"
    return Proposal(spread_over(units, value))


def below(rule_or_tier, counted, units):
    facts = {}
    if counted < rule_or_tier.at_least_minor:
        facts["missing_minor"] = rule_or_tier.at_least_minor - counted
    if len(units) < rule_or_tier.at_least_units:
        facts["missing_units"] = rule_or_tier.at_least_units - len(units)
    return ("below_threshold", facts, []) if facts else None


def count(rule, units):
    return sum(unit.line.unit_minor if rule.counts == "listed" else unit.paid for unit in units)


# Unit by unit.


def unit_cut(world, rule, units):
    if rule.kind == "member_price":
        tier = world.cart.person.tier
        if tier not in rule.cuts and tier not in rule.prices:
            return ("tier", {"tiers": sorted({*rule.cuts, *rule.prices})}, [])
        prices, cut = rule.prices.get(tier, {}), rule.cuts.get(tier)
    else:
        prices, cut = getattr(rule, "prices", {}), rule.cut
    # (That there is one unit at least is no threshold: a rule to which none is left has nothing to gain.)
    if rule.kind == "line_discount" and len(units) < rule.at_least_units > 1:
        return ("below_threshold", {"missing_units": rule.at_least_units - len(units)}, [])
    wanted = []
    for unit in units:
        if unit.line.sku in prices:
            wanted.append((unit, max(unit.paid - prices[unit.line.sku], 0)))
        elif cut is not None:
            wanted.append((unit, off_by(cut, unit.paid)))
    wanted = [(unit, off) for unit, off in wanted if off]
    most = getattr(rule, "units_most", None)
    if most is not None:
        wanted = sorted(wanted, key=lambda each: -each[0].paid)[:most]
    found = unit_offs(wanted)
    if isinstance(found, Proposal):
        # A unit that the floor held back entirely stays free for others.
        found.offs = [(unit, off) for unit, off in found.offs if off]
    return found


def nth_unit(world, rule, units):
    sets = [units]
    if rule.same_sku:
        sets = [list(same) for _, same in groupby(units, key=lambda unit: unit.line.sku)]
    size = rule.steps[-1].nth
    assigned = {}
    for some in sets:
        ranked = dear_first(some)
        groups = [ranked[at : at + size] for at in range(0, len(ranked), size)]
        for group in groups[: rule.groups_most]:
            last = max((step.nth for step in rule.steps if step.nth <= len(group)), default=0)
            for nth, unit in enumerate(group[:last], 1):
                step = next((step for step in rule.steps if step.nth == nth), None)
                off = off_by(step.cut, unit.paid) if step else 0
                assigned[unit] = (nth if step else size + 1, off)
    if not assigned:
        most = max((len(some) for some in sets), default=0)
        return ("below_threshold", {"missing_units": rule.steps[0].nth - most}, [])
    return unit_offs([(unit, off) for unit, (_, off) in front(world, assigned).items()])


def units_for_price(world, rule, units):
    groups = len(units) // rule.units
    if not groups:
        return ("below_threshold", {"missing_units": rule.units - len(units)}, [])
    groups = min(groups, rule.groups_most or groups)
    some = dear_first(units) if rule.pick == "dearest" else cheap_first(units)
    ranked = dear_first(some[: groups * rule.units])
    chosen, wanted = [], 0
    for at in range(groups):
        group = ranked[at * rule.units : (at + 1) * rule.units]
        total = sum(unit.paid for unit in group)
        if total > rule.price_minor:
            chosen += group
            wanted += total - rule.price_minor
    if not chosen:
        return "no_gain"
    return sum_off(in_front(world, chosen), wanted)


def in_front(world, chosen):
    return list(front(world, dict.fromkeys(chosen, (0, None))))


def bundle(world, rule, units):
    pools = [[u for u in dear_first(units) if in_scope(p.scope, u.line)] for p in rule.parts]

    def choose(sets):
        used, found = set(), []
        for part, pool in zip(rule.parts, pools, strict=True):
            mine = [unit for unit in pool if id(unit) not in used][: sets * part.units]
            if len(mine) < sets * part.units:
                return None
            used |= {id(unit) for unit in mine}
            found.append(mine)
        return found

    sets = 0
    while (rule.sets_most is None or sets < rule.sets_most) and choose(sets + 1):
        sets += 1
    if not sets:
        return "below_threshold"
    parts = choose(sets)
    chosen, wanted = [], 0
    for at in range(sets):
        one = [
            unit
            for part, mine in zip(rule.parts, parts, strict=True)
            for unit in mine[at * part.units : (at + 1) * part.units]
        ]
        off = off_by(rule.cut, sum(unit.paid for unit in one))
        if off:
            chosen += one
            wanted += off
    if not chosen:
        return "no_gain"
    if rule.cut.by == "rate":
        wanted = off_by(rule.cut, sum(unit.paid for unit in chosen))
    return sum_off(in_front(world, chosen), wanted)


def buy_get(world, rule, units):
    buyable = [unit for unit in units if concerns(rule, unit)]
    gettable = [unit for unit in units if could_get(rule, unit)]
    ids = {id(unit) for unit in buyable}
    gettable = cheap_first(gettable) if rule.pick == "cheapest" else dear_first(gettable)
    times_most = len(buyable) // rule.buy_units
    if rule.times_most is not None:
        times_most = min(times_most, rule.times_most)
    best, best_times = [], 0
    for times in range(1, times_most + 1):
        spare = len(buyable) - times * rule.buy_units
        got = []
        for unit in gettable:
            if len(got) == times * rule.get_units:
                break
            if id(unit) in ids:
                if not spare:
                    continue
                spare -= 1
            got.append(unit)
        if len(got) > len(best):
            best, best_times = got, times
    left = [unit for unit in buyable if unit not in best]
    earned = len(left) // rule.buy_units
    if rule.times_most is not None:
        earned = min(earned, rule.times_most)
    more = earned * rule.get_units - len(best)
    offers = [("get_unit", rule.id, "", more)] if more > 0 else []
    if not best:
        if offers:
            return ("offered", {}, offers)
        return ("below_threshold", {"missing_units": rule.buy_units - len(buyable)}, [])
    bought = dear_first(left)[: best_times * rule.buy_units]
    wanted = [(unit, off_by(rule.cut, unit.paid)) for unit in best]
    found = unit_offs(wanted + [(unit, 0) for unit in bought])
    if isinstance(found, str):
        return (found, {}, offers)
    found.offers = offers
    return found


def exchange(world, rule, units):
    ranked = dear_first(units) if rule.pick == "dearest" else cheap_first(units)
    some = ranked[: rule.units]
    return unit_offs([(unit, max(unit.paid - rule.price_minor, 0)) for unit in some])


# By sums.


def reached(rule, units):
    tiers = [t for t in rule.tiers if below(t, count(rule, units), units) is None]
    return tiers[-1] if tiers else None


def times_held(rule, tier, units):
    times = 0
    while count(rule, units) >= tier.at_least_minor * (times + 1) and len(
        units
    ) >= tier.at_least_units * (times + 1 if tier.at_least_units > 1 or not tier.at_least_minor else 1):  # fmt: skip
        times += 1
    return times


def spend_off(world, rule, units):
    tier = reached(rule, units)
    if tier is None:
        return below(rule.tiers[0], count(rule, units), units)
    off = tier.off_minor * (times_held(rule, tier, units) if rule.repeat else 1)
    if rule.most_minor is not None:
        off = min(off, rule.most_minor)
    return sum_off(units, min(off, sum(unit.paid for unit in units)))


def at_a_rate(world, rule, units):
    tier = reached(rule, units)
    if tier is None:
        return below(rule.tiers[0], count(rule, units), units)
    amount = sum(unit.paid for unit in units)
    off = amount - at_rate(amount, tier.pay_bp)
    if getattr(rule, "most_minor", None) is not None:
        off = min(off, rule.most_minor)
    return sum_off(units, off)


def spend_gift(world, rule, units):
    tier = reached(rule, units)
    if tier is None:
        return below(rule.tiers[0], count(rule, units), units)
    times = times_held(rule, tier, units) if rule.repeat else 1
    if tier.choose is None:
        gifts = [(rule.id, item.sku, item.quantity * times) for item in tier.gifts]
        return Proposal(gifts=gifts)
    wanted = next((c.skus for c in world.cart.gift_choices if c.rule_id == rule.id), ())
    chosen, left = {}, tier.choose * times
    for sku in wanted:
        if left and sku in [item.sku for item in tier.gifts] and chosen.get(sku, 0) < times:
            chosen[sku] = chosen.get(sku, 0) + 1
            left -= 1
    return Proposal(
        gifts=[(rule.id, i.sku, i.quantity * chosen[i.sku]) for i in tier.gifts if i.sku in chosen],
        offers=[
            ("gift_choice", rule.id, item.sku, left)
            for item in tier.gifts
            if left and chosen.get(item.sku, 0) < times
        ],
    )


def add_on(world, rule, units):
    short = below(rule, count(rule, units), units)
    if short:
        return short
    wanted, offers, left = [], [], rule.units_most
    taken = {}
    for item in rule.items:
        for unit in world.units:
            if unit.add_on == rule.id and unit.line.sku == item.sku and left:
                if taken.get(item.sku, 0) < item.units_most:
                    wanted.append((unit, max(unit.paid - item.price_minor, 0)))
                    taken[item.sku] = taken.get(item.sku, 0) + 1
                    left -= 1
    for item in rule.items:
        more = min(item.units_most - taken.get(item.sku, 0), left)
        if more > 0:
            offers.append(("add_on", rule.id, item.sku, more))
    if not wanted:
        return ("offered", {}, offers)
    found = unit_offs(wanted)
    if isinstance(found, str):
        return (found, {}, offers)
    found.offers = offers
    return found


def free_shipping(world, rule, units):
    short = below(rule, count(rule, units), units)
    if short:
        return short
    if not world.freight:
        return "no_gain"
    return Proposal(freight=min(world.freight, rule.off_minor or world.freight))


def pay_reward(world, rule, units):
    short = below(rule, count(rule, units), units)
    return short or Proposal(rewards=[(rule.id, reward.name) for reward in rule.rewards])


KINDS = {
    "fixed_price": unit_cut,
    "member_price": unit_cut,
    "line_discount": unit_cut,
    "nth_unit": nth_unit,
    "units_rate": at_a_rate,
    "units_for_price": units_for_price,
    "bundle": bundle,
    "buy_get": buy_get,
    "spend_off": spend_off,
    "spend_rate": at_a_rate,
    "spend_gift": spend_gift,
    "add_on": add_on,
    "exchange": exchange,
    "free_shipping": free_shipping,
    "pay_reward": pay_reward,
}
