"""Short words for tests of pricing: lines, carts, rules, and what came out."""

from datetime import UTC, datetime

from siyu.promotions.pricing import (
    Cart,
    CartLine,
    CouponFacts,
    compile_programme,
    parse_rule,
    price,
)

# A Friday, 12:00 in Shanghai.
AT = datetime(2026, 11, 27, 4, tzinfo=UTC)


def line(sku, unit_minor, quantity=1, line_id=None, **more):
    return CartLine(
        line_id=line_id or sku, sku=sku, unit_minor=unit_minor, quantity=quantity, **more
    )


def rule(kind, rule_id="r", **more):
    return parse_rule({"id": rule_id, "kind": kind} | more)


def off(at_least_minor, off_minor, rule_id="r", **more):
    """满减 of one tier."""
    tiers = [{"at_least_minor": at_least_minor, "off_minor": off_minor}]
    return rule("spend_off", rule_id, tiers=tiers, **more)


def skus(*names):
    return {"include": [{"skus": names}]}


def coupons(*pairs):
    return tuple(CouponFacts(coupon_id=coupon, rule_id=rule_id) for coupon, rule_id in pairs)


def priced(lines, *rules, at=AT, tree=None, explain_all=False, **more):
    programme = (
        compile_programme(rules, tree=tree) if tree is not None else compile_programme(rules)
    )
    return price(Cart(lines=tuple(lines), **more), programme, at, explain_all=explain_all)


def units(line):
    """What each unit is paid, unit by unit."""
    return [run.paid_minor for run in line.runs for _ in range(run.quantity)]


def why(answer, source="r"):
    """The one explanation of a source."""
    (found,) = [each for each in answer.explanations if each.source == source]
    return found
