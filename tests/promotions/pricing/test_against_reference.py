"""The engine and the slow reference must agree on every unit, gift, offer and reason."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from siyu.promotions.pricing import compile_programme, price

from .reference import history, price_plainly, totals
from .strategies import TIMES, carts, programmes, trees


@settings(max_examples=150, deadline=None)
@given(carts(), programmes(), trees(), st.sampled_from(TIMES))
def test_agrees_with_the_reference(cart, rules, tree, at):
    agrees(cart, rules, tree, at)


@settings(max_examples=150, deadline=None)
@given(carts(), programmes(), st.sampled_from(TIMES))
def test_agrees_with_the_reference_in_the_preset_tree(cart, rules, at):
    agrees(cart, rules, None, at)


def agrees(cart, rules, tree, at):
    more = {} if tree is None else {"tree": tree}
    answer = price(cart, compile_programme(rules, **more), at)
    world = price_plainly(cart, rules, at, **more)
    for line in answer.lines:
        units = [
            (run.paid_minor, run.points, tuple((p.source, p.unit_minor) for p in run.parts))
            for run in line.runs
            for _ in range(run.quantity)
        ]
        assert units == history(world)[line.line_id]
    assert {
        "listed": answer.listed_minor,
        "discount": answer.discount_minor,
        "points": (answer.points, answer.points_minor),
        "freight": answer.freight_minor,
        "total": answer.total_minor,
        "gifts": Counter((gift.rule_id, gift.sku, gift.quantity) for gift in answer.gifts),
    } == totals(world)
    assert Counter((o.kind, o.rule_id, o.sku, o.quantity) for o in answer.offers) == Counter(
        world.offers
    )
    assert Counter((r.rule_id, r.name) for r in answer.rewards) == Counter(world.rewards)
    assert Counter(
        (e.source, e.code, e.discount_minor, e.freight_minor) for e in answer.explanations
    ) == Counter((s.source, s.code, s.discount, s.freight) for s in world.said)
    missing = {said.source: said.facts for said in world.said if said.facts}
    for said in answer.explanations:
        if said.source in missing:
            assert said.facts == missing[said.source]
