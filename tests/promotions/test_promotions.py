from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from siyu import organization
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import open_engine
from siyu.promotions.contracts import Limits
from siyu.promotions.drafts import (
    PromotionPlan,
    change_promotion,
    discard_promotion,
    draft_promotion,
    follow_tree,
    start_promotion,
    stop_promotion,
)
from siyu.promotions.errors import LimitReached, PromotionInOtherState, PromotionUnfit
from siyu.promotions.facts import used_up
from siyu.promotions.holdouts import is_held_out
from siyu.promotions.limits import give_limits_back, take_limits
from siyu.promotions.models import CounterRow
from siyu.promotions.pricing import Explanation, PaymentReward, PricedCart
from siyu.promotions.programmes import programme, running, running_with
from siyu.promotions.promotion_contracts import PromotionLimits
from siyu.promotions.promotion_models import PromotionVersionRow, UsageLineRow
from siyu.promotions.rewarding import give_payment_rewards

from .conftest import TEN_OFF, ZONE, at_once


def draft(shop, **plan):
    chosen = {"name": "满减", "rule": TEN_OFF, **plan}
    with shop.context.session() as session:
        return draft_promotion(session, PromotionPlan(**chosen), actor="staff:1").id


def started(shop, **plan):
    promotion = draft(shop, **plan)
    with shop.context.session() as session:
        start_promotion(session, promotion, zone=ZONE)
    return promotion


def rules(shop, channel=""):
    with shop.context.session() as session:
        return {rule.id: rule for rule in running(session, at=now(), channel=channel).rules}


def limits(shop):
    with shop.context.session() as session:
        return [(each.id, each.uses_max) for each in running(session, at=now()).limited]


def asks(shop):
    with shop.context.session() as session:
        return programme(session, at=now()).asks


def priced(*promotions, discount_minor=1_000, rewards=()):
    return PricedCart(
        lines=(),
        listed_minor=0,
        discount_minor=0,
        points_minor=0,
        points=0,
        freight_listed_minor=0,
        freight_minor=0,
        total_minor=0,
        rewards=rewards,
        explanations=tuple(
            Explanation(
                source=ids.code("prm", promotion),
                rule_id=ids.code("prm", promotion),
                applied=True,
                code="applied",
                discount_minor=discount_minor,
            )
            for promotion in promotions
        ),
    )


def take(shop, cart, cause="order:1", person=None):
    with shop.context.session() as session:
        take_limits(session, cart, person_id=person, cause=cause)


def give_back(shop, cause="order:1"):
    with shop.context.session() as session:
        give_limits_back(session, cause=cause)


def counters(shop):
    with shop.context.session() as session:
        return {(row.what, row.person_id): row.taken for row in session.scalars(select(CounterRow))}


class TestProgramme:
    def test_holds_what_runs_and_the_coupons(self, shop):
        running, kind = started(shop), shop.kind()
        draft(shop)
        assert set(rules(shop)) == {ids.code("prm", running), ids.code("cpk", kind)}
        assert rules(shop)[ids.code("cpk", kind)].by_coupon

    def test_follows_every_start_and_stop(self, shop):
        promotion = started(shop)
        assert len(rules(shop)) == 1
        with shop.context.session() as session:
            stop_promotion(session, promotion, zone=ZONE)
        assert rules(shop) == {}
        with shop.context.session() as session:
            start_promotion(session, promotion, zone=ZONE)
        assert len(rules(shop)) == 1

    def test_is_compiled_once_for_a_version(self, shop):
        started(shop)
        with shop.context.session() as session:
            first = programme(session, at=now())
        with shop.context.session(read_only=True) as session:
            assert programme(session, at=now()) is first
        with shop.context.session() as session:
            assert programme(session, at=now()) is first
        started(shop)
        with shop.context.session() as session:
            assert programme(session, at=now()) is not first

    def test_what_a_failed_transaction_saw_is_never_taken_for_what_is(self, shop):
        promotion = started(shop)
        with pytest.raises(ZeroDivisionError), shop.context.session() as session:
            stop_promotion(session, promotion, zone=ZONE)
            assert running(session, at=now()).rules == ()
            raise ZeroDivisionError
        assert len(rules(shop)) == 1

    def test_knows_the_limits_as_they_are_now(self, shop):
        promotion = started(shop)
        assert limits(shop) == []
        plan = PromotionPlan(name="满减", rule=TEN_OFF, limits=PromotionLimits(uses=3))
        with shop.context.session() as session:
            change_promotion(session, promotion, plan, actor="staff:1", zone=ZONE)
        assert limits(shop) == [(promotion, 3)]

    def test_names_the_facts_that_any_rule_asks_for(self, shop):
        started(shop)
        assert asks(shop) == set()
        started(shop, rule={**TEN_OFF, "when": {"order_numbers": [1], "tiers": ["a"]}})
        assert asks(shop) == {"order_number", "tier"}
        started(shop, rule={**TEN_OFF, "when": {"payment_methods": ["sandbox"]}})
        assert asks(shop) == {"order_number", "tier", "payment_method"}

    def test_of_another_process_holds_here_too(self, shop):
        assert rules(shop) == {}
        url = shop.context.settings.database
        other = Context(settings=shop.context.settings, engine=open_engine(url))
        try:
            with other.session() as session:
                promotion = draft_promotion(
                    session, PromotionPlan(name="满减", rule=TEN_OFF), actor="staff:1"
                )
                start_promotion(session, promotion.id, zone=ZONE)
            assert list(rules(shop)) == [ids.code("prm", promotion.id)]
        finally:
            other.engine.dispose()

    def test_leaves_out_other_channels_and_what_is_over(self, shop):
        started(shop, rule={**TEN_OFF, "when": {"channels": ["mini"]}})
        ended = started(
            shop,
            rule={**TEN_OFF, "when": {"ends_at": (now() + timedelta(seconds=1)).isoformat()}},
        )
        assert len(rules(shop, "mini")) == 2
        assert set(rules(shop, "pos")) == {ids.code("prm", ended)}
        with shop.context.session() as session:
            at = now() + timedelta(days=3)
            assert len(running_with(session, [], at=at).rules) == 1

    def test_a_region_stands_for_the_stores_below_it(self, shop):
        with shop.context.session() as session:
            kinds = organization.NodeKind
            group = organization.add_node(session, kind=kinds.group, name="G", parent_id=None)
            brand = organization.add_node(session, kind=kinds.brand, name="B", parent_id=group.id)
            store = organization.add_node(session, kind=kinds.store, name="S", parent_id=brand.id)
        started(shop, rule={**TEN_OFF, "when": {"stores": [ids.code("node", brand.id)]}})
        [rule] = rules(shop).values()
        assert ids.code("node", store.id) in rule.when.stores
        with shop.context.session() as session:
            new = organization.add_node(session, kind=kinds.store, name="T", parent_id=brand.id)
            follow_tree(session, None, shop.context)
        [rule] = rules(shop).values()
        assert ids.code("node", new.id) in rule.when.stores

    def test_a_draft_can_be_tried_in_place_of_what_runs(self, shop):
        running = started(shop)
        tried = {**TEN_OFF, "tiers": [{"at_least_minor": 1, "off_minor": 1}]}
        from siyu.promotions.pricing import parse_rule

        with shop.context.session() as session:
            rule = parse_rule({**tried, "id": ids.code("prm", running)})
            [found] = running_with(session, [rule], at=now()).rules
        assert found.tiers[0].off_minor == 1
        assert rules(shop)[ids.code("prm", running)].tiers[0].off_minor == 1_000


class TestDrafts:
    def change(self, shop, promotion, **plan):
        chosen = {"name": "满减", "rule": TEN_OFF, **plan}
        with shop.context.session() as session:
            return change_promotion(
                session, promotion, PromotionPlan(**chosen), actor="staff:1", zone=ZONE
            ).version

    def test_another_rule_is_a_new_version_that_holds_at_once(self, shop):
        promotion = started(shop)
        assert self.change(shop, promotion, name="又叫满减") == 1
        more = {**TEN_OFF, "tiers": [{"at_least_minor": 10_000, "off_minor": 2_000}]}
        assert self.change(shop, promotion, rule=more) == 2
        assert rules(shop)[ids.code("prm", promotion)].tiers[0].off_minor == 2_000
        with shop.context.session() as session:
            assert session.scalar(select(func.count()).select_from(PromotionVersionRow)) == 2

    def test_only_a_draft_is_discarded(self, shop):
        running, idle = started(shop), draft(shop)
        with shop.context.session() as session:
            discard_promotion(session, idle)
            with pytest.raises(PromotionInOtherState):
                discard_promotion(session, running)

    def test_what_is_over_cannot_start(self, shop):
        window = {"ends_at": (now() - timedelta(days=1)).isoformat()}
        promotion = draft(shop, rule={**TEN_OFF, "when": window})
        with shop.context.session() as session, pytest.raises(PromotionUnfit) as refused:
            start_promotion(session, promotion, zone=ZONE)
        assert refused.value.problem == "over"

    @pytest.mark.parametrize(
        ("plan", "problem"),
        [
            ({"rule": {"kind": "spend_off"}}, "rule"),
            ({"limits": PromotionLimits(uses=0)}, "limit"),
            ({"limits": PromotionLimits(budget_minor=-5)}, "limit"),
            ({"holdout_percent": 90}, "limit"),
        ],
    )
    def test_refuses_what_cannot_be(self, shop, plan, problem):
        with pytest.raises(PromotionUnfit) as refused:
            draft(shop, **plan)
        assert refused.value.problem == problem


class TestTakeLimits:
    def test_takes_uses_budget_and_the_persons_own_once_by_cause(self, shop):
        [person] = shop.people(1)
        limits = PromotionLimits(uses=10, uses_per_person=2, budget_minor=5_000)
        promotion = started(shop, limits=limits)
        take(shop, priced(promotion), person=person)
        take(shop, priced(promotion), person=person)
        expected = {
            ("promotion_uses", 0): 1,
            ("promotion_uses", person): 1,
            ("promotion_budget", 0): 1_000,
        }
        assert counters(shop) == expected
        give_back(shop)
        give_back(shop)
        assert counters(shop) == dict.fromkeys(expected, 0)

    def test_refuses_what_is_not_left_and_keeps_nothing(self, shop):
        promotion = started(shop, limits=PromotionLimits(uses=5, budget_minor=1_500))
        take(shop, priced(promotion))
        with pytest.raises(LimitReached) as refused:
            take(shop, priced(promotion), cause="order:2")
        assert refused.value.limit == "promotion_budget"
        assert counters(shop)["promotion_uses", 0] == 1
        take(shop, priced(promotion, discount_minor=500), cause="order:2")

    def test_an_unlimited_one_has_a_line_but_no_counter(self, shop):
        take(shop, priced(started(shop)))
        assert counters(shop) == {}
        with shop.context.session() as session:
            assert session.scalar(select(func.count()).select_from(UsageLineRow)) == 1
        with pytest.raises(DBAPIError, match="append only"), shop.context.session() as session:
            session.execute(text("delete from promotions_usage_line"))

    def test_used_up_names_what_leaves_nothing(self, shop):
        a, b = shop.people(2)
        total = started(shop, limits=PromotionLimits(uses=1))
        own = started(shop, limits=PromotionLimits(uses_per_person=1))
        free = started(shop, limits=PromotionLimits(uses=9))
        take(shop, priced(total, own, free), person=a)
        with shop.context.session() as session:
            limited = running(session, at=now()).limited
            assert used_up(session, limited, [a]) == {ids.code("prm", total), ids.code("prm", own)}
            assert used_up(session, limited, [b]) == {ids.code("prm", total)}

    def test_the_hold_out_is_as_large_as_said_and_stays(self, shop):
        held = [person for person in range(10_000) if is_held_out(7, person, 10)]
        assert 850 < len(held) < 1_150
        assert held == [person for person in range(10_000) if is_held_out(7, person, 10)]
        assert held != [person for person in range(10_000) if is_held_out(8, person, 10)]

    def test_no_more_is_spent_than_the_budget_whoever_comes_at_once(self, shop):
        first = started(shop, limits=PromotionLimits(budget_minor=20_000, uses=100))
        second = started(shop, limits=PromotionLimits(uses=30))
        tasks = [lambda n=n: take(shop, priced(first, second), f"order:{n}") for n in range(60)]
        outcomes = at_once(16, tasks)
        assert outcomes == {"done": 20, "limit_reached": 40}
        assert counters(shop)["promotion_budget", 0] == 20_000
        assert counters(shop)["promotion_uses", 0] == 20

    def test_one_cause_at_once_takes_once(self, shop):
        promotion = started(shop, limits=PromotionLimits(uses=1))
        assert at_once(8, [lambda: take(shop, priced(promotion))] * 8) == {"done": 8}
        assert counters(shop) == {("promotion_uses", 0): 1}


class TestPaymentRewards:
    def test_gives_a_coupon_once_and_says_what_it_could_not_give(self, shop):
        from siyu.kernel.blocks import Blocks

        assert shop.context.get(Blocks)
        [person] = shop.people(1)
        kind, gone = shop.kind(), shop.draft(limits=Limits(claims=1))
        cart = priced(
            rewards=tuple(
                PaymentReward(
                    rule_id="prm_1", name="coupon", options={"kind": ids.code("cpk", each)}
                )
                for each in (kind, gone)
            )
        )
        for again in (False, True):
            with shop.context.session() as session:
                first, second = give_payment_rewards(
                    session, shop.context, cart, person, cause="order:1"
                )
            assert (first.again, first.reference != "") == (again, True)
            assert second.refused == "coupon_not_claimable"
