"""The pricing engine once more, slow and obvious: every unit is an object, every rule is tried on every unit.

No index, no masks, no runs, fractions instead of integer tricks. The engine must answer the same, unit by unit.
"""

import copy
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from siyu.promotions.pricing import (
    CHINESE_TREE,
    POINTS,
    BranchNode,
    PointsNode,
    RulesNode,
)

from . import reference_rules
from .reference_scope import concerns, could_get, prices_each_line_for_itself
from .reference_spreading import largest_remainder, spread_over
from .reference_world import Said, Turn, Unit, World


def price_plainly(cart, rules, at, *, tree=CHINESE_TREE, timezone="Asia/Shanghai"):
    """The world after all rules had their turn."""
    lines = sorted(cart.lines, key=lambda line: (line.sku, line.line_id))
    add_on_rules = {rule.id: rule for rule in rules if rule.kind == "add_on"}
    units = []
    for place, line in enumerate(lines):
        for _ in range(line.quantity):
            unit = Unit(line, place, line.unit_minor)
            named = add_on_rules.get(line.add_on_of)
            if named and line.sku in [item.sku for item in named.items]:
                unit.add_on = line.add_on_of
            units.append(unit)
    world = World(cart, units, cart.delivery.freight_minor)
    turns, refused = take_turns(world, rules, at, timezone)
    walk(world, tree, turns)
    world.said += refused
    return world


def take_turns(world, rules, at, timezone):
    turns, refused, cart = [], [], world.cart
    for coupon in cart.coupons:
        named = next((rule for rule in rules if rule.id == coupon.rule_id), None)
        if named is None:
            refused.append(Said(coupon.coupon_id, "unknown_rule"))
        elif not named.by_coupon:
            refused.append(Said(coupon.coupon_id, "not_a_coupon"))
    for rule in rules:
        sources = [rule.id]
        if rule.by_coupon:
            sources = sorted(c.coupon_id for c in cart.coupons if c.rule_id == rule.id)
        elsewhere = kept_out(rule.when, cart, at, timezone)
        if not any(concerns(rule, unit) for unit in world.units):
            elsewhere = elsewhere or "not_in_cart"
        code = elsewhere or unmet(rule, cart)
        for source in sources:
            if not code:
                turns.append(Turn(rule, source))
            elif rule.by_coupon or not elsewhere:
                refused.append(Said(source, code))
    turns.sort(key=lambda turn: (-turn.rule.priority, turn.rule.id, turn.source))
    return turns, refused


def kept_out(when, cart, at, timezone):
    local = at.astimezone(ZoneInfo(timezone))
    if when.channels and cart.channel not in when.channels:
        return "channel"
    if when.stores and cart.store not in when.stores:
        return "store"
    begun = when.starts_at is None or when.starts_at <= at
    over = when.ends_at is not None and at >= when.ends_at
    timely = not when.hours or any(in_hours(hours, local) for hours in when.hours)
    return "" if begun and not over and timely else "time"


def in_hours(hours, local):
    """Minute by minute back to when the hours would have begun."""
    length = (minutes(hours.end) - minutes(hours.start)) % 1440 or 1440
    for back in range(length):
        began = local - timedelta(minutes=back)
        if (
            began.hour * 60 + began.minute == minutes(hours.start)
            and (not hours.weekdays or began.isoweekday() in hours.weekdays)
            and (not hours.month_days or began.day in hours.month_days)
        ):
            return True
    return False


def minutes(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def unmet(rule, cart):
    when, person = rule.when, cart.person
    number = None if person.orders_before is None else person.orders_before + 1
    asks_order = bool(when.order_numbers or when.every_nth_order)
    order_fits = number is not None and (
        number in when.order_numbers
        or (when.every_nth_order is not None and number % when.every_nth_order == 0)
    )
    tests = [
        ("used_up", rule.id not in person.used_up),
        ("members_only", person.known or not when.members_only),
        ("tier", not when.tiers or person.tier in when.tiers),
        (
            "segment",
            (not when.segments or bool(when.segments & person.segments))
            and not when.not_segments & person.segments,
        ),
        ("order_number", not asks_order or order_fits),
        ("payment_method", not when.payment_methods or cart.payment_method in when.payment_methods),
        (
            "delivery_method",
            not when.delivery_methods or cart.delivery.method in when.delivery_methods,
        ),
    ]
    return next((code for code, met in tests if not met), "")


# The tree.


def walk(world, node, turns):
    if isinstance(node, RulesNode):
        mine = [
            turn
            for turn in turns
            if (node.coupons if turn.rule.by_coupon else turn.rule.kind in node.kinds)
        ]
        if mine:
            run_node(world, node, mine)
    elif isinstance(node, PointsNode):
        pay_with_points(world)
    elif node.mode == "stackable":
        for child in node.children:
            walk(world, child, turns)
    else:
        choose_branch(world, node, turns)


def choose_branch(world, node, turns):
    assert isinstance(node, BranchNode)
    before, start = world.paid(), len(world.said)
    tries = []
    for child in node.children:
        trial = copy.deepcopy(world)
        walk(trial, child, turns)
        tries.append((before - trial.paid(), trial))
    working = [
        each for each in tries if any(said.applied for said in each[1].said[start:])
    ]  # fmt: skip
    winner = None
    if working:
        if node.mode == "in_order":
            winner = working[0][1]
        else:
            best = (max if node.mode == "highest" else min)(value for value, _ in working)
            winner = next(trial for value, trial in working if value == best)
    losers = [s for _, trial in tries if trial is not winner for s in trial.said[start:]]
    if winner is not None:
        world.__dict__.update(winner.__dict__)
    for said in losers:
        world.said.append(Said(said.source, "lost") if said.applied else said)


def run_node(world, node, turns):
    if node.mode == "stackable":
        for turn in turns:
            settle(world, turn, ask(world, turn, None))
    elif node.scope == "line":
        world.contests += 1
        contest_lines(world, node.mode, turns, world.contests)
    else:
        groups = {}
        for turn in turns:
            key = turn.rule.stack_group if node.each_stack_group else ""
            groups.setdefault(key, []).append(turn)
        for group in groups.values():
            contest_order(world, node, group)


def contest_order(world, node, turns):
    if node.mode == "in_order":
        winners = 0
        for turn in turns:
            found = ask(world, turn, None)
            if winners >= node.winners_most:
                found = "lost"
            winners += code_of(found) == "applied"
            settle(world, turn, found)
        return
    left, winners = list(turns), 0
    while left and winners < node.winners_most:
        asked = [(turn, ask(world, turn, None)) for turn in left]
        able = [(turn, found) for turn, found in asked if code_of(found) == "applied"]
        if not able:
            break
        best = (max if node.mode == "highest" else min)(found.value for _, found in able)
        turn, found = next(each for each in able if each[1].value == best)
        settle(world, turn, found)
        left.remove(turn)
        winners += 1
    for turn in left:
        found = ask(world, turn, None)
        settle(world, turn, "lost" if code_of(found) == "applied" else found)


def contest_lines(world, mode, turns, contest):
    if mode == "in_order":
        for turn in turns:
            found = ask(world, turn, contest)
            touched = any(contest in unit.claims for unit in world.units if sees(turn.rule, unit))
            if touched and code_of(found) not in ("applied", "excluded"):
                found = "lost"
            settle(world, turn, found, contest)
        return
    # Greedily: the best takes its units, the others are asked again; who gains nothing when asked is out.
    at_first = {turn.source: ask(world, turn, contest) for turn in turns}
    cells, results = [], {}
    for turn in turns:
        places = [None]
        if prices_each_line_for_itself(turn.rule):
            places = sorted({unit.place for unit in world.units if sees(turn.rule, unit)})
        cells += [(turn, place) for place in places]
    while True:
        asked = [(cell, ask(world, cell[0], contest, cell[1])) for cell in cells]
        able = [(cell, found) for cell, found in asked if code_of(found) == "applied"]
        if not able:
            break
        best = (max if mode == "highest" else min)(found.value for _, found in able)
        cell, found = next(each for each in able if each[1].value == best)
        carry_out(world, cell[0], found, contest)
        discount, freight = results.get(cell[0].source, (0, 0))
        results[cell[0].source] = (discount + found.discount, freight + found.freight)
        cells = [other for other, _ in able if other is not cell]
    for turn in turns:
        if turn.source in results:
            world.said.append(Said(turn.source, "applied", *results[turn.source]))
        elif code_of(ask(world, turn, contest)) == "excluded":
            settle(world, turn, "excluded")
        elif code_of(at_first[turn.source]) == "applied":
            settle(world, turn, "lost")
        else:
            settle(world, turn, at_first[turn.source])


def sees(rule, unit):
    return concerns(rule, unit) or could_get(rule, unit)


def code_of(found):
    return found if isinstance(found, str) else found[0] if isinstance(found, tuple) else "applied"


def ask(world, turn, contest, place=None):
    group = turn.rule.exclusion_group
    if group is not None and group in world.groups:
        return "excluded"
    units = [
        unit
        for unit in world.units
        if (contest is None or contest not in unit.claims)
        and (place is None or unit.place == place)
        and not (turn.rule.leave_out == "priced" and unit.priced)
        and not (turn.rule.leave_out == "discounted" and unit.paid < unit.line.unit_minor)
    ]
    return reference_rules.propose(world, turn.rule, units)


def settle(world, turn, found, contest=None):
    if isinstance(found, str):
        world.said.append(Said(turn.source, found))
    elif isinstance(found, tuple):
        code, facts, offers = found
        world.offers += offers
        world.said.append(Said(turn.source, code, facts=facts))
    else:
        carry_out(world, turn, found, contest)
        world.said.append(Said(turn.source, "applied", found.discount, found.freight))


def carry_out(world, turn, found, contest):
    for unit, off in found.offs:
        unit.take(off, turn.source)
        unit.priced = unit.priced or (off > 0 and turn.rule.kind in ("fixed_price", "member_price"))
        unit.claims.add(contest)
    world.freight -= found.freight
    world.gifts += found.gifts
    world.offers += found.offers
    world.rewards += found.rewards
    if turn.rule.exclusion_group is not None:
        world.groups.setdefault(turn.rule.exclusion_group, turn.source)


def pay_with_points(world):
    payment = world.cart.points
    goods = sum(unit.paid for unit in world.units)
    if payment is None or goods < payment.least_goods_minor:
        return
    most = min(goods, goods * payment.most_bp // 10_000)
    if payment.most_minor is not None:
        most = min(most, payment.most_minor)
    steps = min(most // payment.step_minor, payment.points // payment.step_points)
    if not steps:
        return
    world.points, world.points_minor = steps * payment.step_points, steps * payment.step_minor
    offs = spread_over(world.units, world.points_minor, room=lambda unit: unit.paid)
    for unit, off in offs:
        unit.take(off, POINTS)
    by_line = {}
    for unit, off in offs:
        by_line.setdefault(unit.place, []).append((unit, off))
    shares = largest_remainder(
        world.points, [sum(off for _, off in group) for group in by_line.values()]
    )
    for group, share in zip(by_line.values(), shares, strict=True):
        for (unit, _), points in zip(
            group, largest_remainder(share, [off for _, off in group]) if share else [], strict=False
        ):  # fmt: skip
            unit.points = points


def history(world):
    """Of each line its units, as the engine's runs would list them."""
    found = {line.line_id: [] for line in world.cart.lines}
    for unit in world.units:
        found[unit.line.line_id].append((unit.paid, unit.points, tuple(unit.parts)))
    return found


def totals(world):
    listed = sum(line.unit_minor * line.quantity for line in world.cart.lines)
    goods = sum(unit.paid for unit in world.units)
    return {
        "listed": listed,
        "discount": listed - goods - world.points_minor,
        "points": (world.points, world.points_minor),
        "freight": world.freight,
        "total": goods + world.freight,
        "gifts": Counter(world.gifts),
    }
