"""One shop-window example of each kind of rule, with the sums done by hand."""

from datetime import UTC, datetime

import pytest

from siyu.promotions.pricing import (
    CHINESE_TREE,
    POINTS,
    BranchNode,
    Cart,
    Delivery,
    GiftChoice,
    InvalidCart,
    InvalidProgramme,
    PersonFacts,
    PointsNode,
    PointsPayment,
    RulesNode,
    compile_programme,
    price,
)

from .shop import AT, coupons, line, off, priced, rule, skus, units, why

HALF = {"by": "rate", "pay_bp": 5000}
GOLD = PersonFacts(known=True, tier="gold", orders_before=0)


def paid(answer):
    return {each.line_id: each.paid_minor for each in answer.lines}


class TestPrices:
    def test_the_lower_of_activity_and_member_price_wins_line_by_line(self):
        flash = rule("fixed_price", "flash", prices={"a": 800, "b": 950})
        member = rule("member_price", "member", cuts={"gold": {"by": "rate", "pay_bp": 9000}})
        answer = priced([line("a", 1000), line("b", 1000)], flash, member, person=GOLD)
        assert paid(answer) == {"a": 800, "b": 900}
        assert why(answer, "flash").discount_minor == 200
        stranger = priced([line("a", 1000)], member)
        assert (why(stranger, "member").code, why(stranger, "member").facts) == ("tier", {"tiers": ["gold"]})  # fmt: skip

    def test_a_limited_number_of_units_gets_the_activity_price(self):
        answer = priced([line("a", 1000, 5)], rule("fixed_price", prices={"a": 600}, units_most=2))
        assert units(answer.lines[0]) == [600, 600, 1000, 1000, 1000]

    def test_first_order_only(self):
        first = rule("line_discount", cut={"by": "amount", "off_minor": 300}, when={"order_numbers": [1]})  # fmt: skip
        assert priced([line("a", 1000)], first, person=GOLD).total_minor == 700
        known = PersonFacts(known=True, orders_before=1)
        assert why(priced([line("a", 1000)], first, person=known)).code == "order_number"
        assert why(priced([line("a", 1000)], first)).code == "order_number"

    def test_what_is_on_offer_already_can_be_left_out(self):
        flash = rule("fixed_price", "flash", prices={"a": 800})
        rest = rule("spend_rate", "rest", tiers=[{"pay_bp": 9000}], leave_out="priced")
        assert paid(priced([line("a", 1000), line("b", 1000)], flash, rest)) == {"a": 800, "b": 900}


class TestPieces:
    def test_second_at_half_price(self):
        steps = [{"nth": 2, "cut": HALF}]
        answer = priced([line("a", 1000, 2), line("b", 600)], rule("nth_unit", steps=steps))
        assert (paid(answer), answer.total_minor) == ({"a": 1500, "b": 600}, 2100)

    def test_third_is_cheaper_still(self):
        steps = [{"nth": 2, "cut": HALF}, {"nth": 3, "cut": {"by": "rate", "pay_bp": 1000}}]
        assert priced([line("a", 1000, 3)], rule("nth_unit", steps=steps)).total_minor == 1600

    def test_an_unfinished_group_counts_but_not_beyond_the_most_groups(self):
        steps = [{"nth": 2, "cut": HALF}, {"nth": 3, "cut": HALF}]
        assert priced([line("a", 1000, 5)], rule("nth_unit", steps=steps)).total_minor == 3500
        one = rule("nth_unit", steps=steps, groups_most=1)
        assert priced([line("a", 1000, 5)], one).total_minor == 4000

    def test_two_pieces_at_seventy_nine_percent(self):
        tiers = [{"at_least_units": 2, "pay_bp": 7900}]
        assert priced([line("a", 999, 2)], rule("units_rate", tiers=tiers)).total_minor == 1578
        assert why(priced([line("a", 999)], rule("units_rate", tiers=tiers))).facts == {"missing_units": 1}  # fmt: skip

    def test_three_for_ninety_nine(self):
        pick = rule("units_for_price", units=3, price_minor=9900)
        answer = priced([line("a", 5000, 2), line("b", 4000, 2), line("c", 100, 2)], pick)
        # 50 + 50 + 40 for 99; 40 + 1 + 1 would not get cheaper.
        assert answer.total_minor == 9900 + 4000 + 200

    def test_a_set_at_its_price_as_often_as_it_is_complete(self):
        parts = [{"scope": skus("shampoo"), "units": 2}, {"scope": skus("comb")}]
        bundle = rule("bundle", parts=parts, cut={"by": "price", "price_minor": 9000})
        answer = priced([line("shampoo", 4000, 5), line("comb", 3000, 2)], bundle)
        assert answer.total_minor == 2 * 9000 + 4000
        assert why(priced([line("comb", 3000)], bundle)).facts == {"missing_units": 2}

    def test_an_exchange_coupon_makes_the_dearest_free(self):
        exchange = rule("exchange", by_coupon=True)
        answer = priced([line("a", 1000), line("b", 3000, 2)], exchange, coupons=coupons(("c1", "r")))  # fmt: skip
        assert units(answer.lines[1]) == [0, 3000]
        assert priced([line("a", 1000)], exchange).total_minor == 1000


class TestSums:
    def test_the_highest_tier_reached_and_what_is_missing_for_the_next(self):
        tiers = [{"at_least_minor": n, "off_minor": n // 10} for n in (10_000, 20_000)]
        answer = priced([line("a", 15_000)], rule("spend_off", tiers=tiers))
        assert answer.total_minor == 14_000
        assert why(answer).facts == {"tier": 1, "next_missing_minor": 5000}

    def test_every_hundred(self):
        answer = priced([line("a", 35_000)], off(10_000, 1000, repeat=True, most_minor=2500))
        assert (answer.total_minor, why(answer).facts["times"]) == (32_500, 3)

    def test_five_pieces_of_food_and_a_hundred_yuan(self):
        food = {"include": [{"categories": ["food"]}]}
        tiers = [{"at_least_minor": 10_000, "at_least_units": 5, "off_minor": 1500}]
        lines = [line("a", 2500, 4, category_path=("food", "fruit")), line("b", 9000)]
        answer = priced(lines, rule("spend_off", tiers=tiers, scope=food))
        assert why(answer).facts == {"missing_units": 1}
        lines[0] = line("a", 2500, 5, category_path=("food", "fruit"))
        assert paid(priced(lines, rule("spend_off", tiers=tiers, scope=food))) == {"a": 11_000, "b": 9000}  # fmt: skip

    def test_a_discount_coupon_has_a_cap(self):
        coupon = rule("spend_rate", by_coupon=True, tiers=[{"at_least_minor": 3500, "pay_bp": 8800}], most_minor=1000)  # fmt: skip
        for total, left in ((5000, 4400), (10_000, 9000)):
            assert priced([line("a", total)], coupon, coupons=coupons(("c1", "r"))).total_minor == left  # fmt: skip

    def test_of_two_coupons_of_a_group_the_better_is_used(self):
        small, large = off(0, 500, "small", by_coupon=True), off(0, 800, "large", by_coupon=True)
        other = off(0, 100, "other", by_coupon=True, stack_group="staff")
        held = coupons(("c1", "small"), ("c2", "large"), ("c3", "other"))
        answer = priced([line("a", 5000)], small, large, other, coupons=held)
        assert answer.total_minor == 4100
        assert why(answer, "c1").facts == {"to": ["c2"], "would_take_minor": 500}

    def test_coupons_that_cannot_be_used_say_why(self):
        rules = [off(0, 500, "plain"), off(0, 100, "soap", by_coupon=True, scope=skus("soap")),
                 off(0, 100, "gold", by_coupon=True, when={"tiers": ["gold"]}),
                 off(0, 100, "pos", by_coupon=True, when={"channels": ["pos"]})]  # fmt: skip
        held = coupons(("c1", "gone"), ("c2", "plain"), ("c3", "soap"), ("c4", "gold"), ("c5", "pos"))  # fmt: skip
        answer = priced([line("a", 5000)], *rules, coupons=held)
        assert [why(answer, f"c{n}").code for n in range(1, 6)] == [
            "unknown_rule", "not_a_coupon", "not_in_cart", "tier", "channel"]  # fmt: skip

    def test_of_an_exclusion_group_only_the_first_applies(self):
        first = rule("line_discount", "first", cut={"by": "amount", "off_minor": 1}, exclusion_group="g")  # fmt: skip
        answer = priced([line("a", 5000)], first, off(0, 800, "second", exclusion_group="g"))
        assert (answer.total_minor, why(answer, "second").facts) == (4999, {"by": "first"})


class TestBesides:
    def test_gifts_are_chosen_and_offered(self):
        gifts = [{"sku": "bag"}, {"sku": "cup", "quantity": 2}]
        spend = rule("spend_gift", tiers=[{"at_least_minor": 5000, "gifts": gifts, "choose": 1}])
        undecided = priced([line("a", 5000)], spend)
        assert [(each.kind, each.sku) for each in undecided.offers] == [("gift_choice", "bag"), ("gift_choice", "cup")]  # fmt: skip
        choice = (GiftChoice(rule_id="r", skus=("cup", "bag", "forged")),)
        decided = priced([line("a", 5000)], spend, gift_choices=choice)
        assert [(each.sku, each.quantity) for each in decided.gifts] == [("cup", 2)]
        assert decided.offers == ()

    def test_an_add_on_has_its_price_only_where_the_threshold_is_reached(self):
        mask = rule("add_on", at_least_minor=5000, items=[{"sku": "mask", "price_minor": 100}])
        wanted = line("mask", 1500, 2, add_on_of="r")
        assert units(priced([line("a", 5000), wanted], mask).lines[1]) == [100, 1500]
        short = priced([line("a", 4200), wanted], mask)
        assert (short.total_minor, why(short).facts) == (7200, {"missing_minor": 800})
        offer = priced([line("a", 5000)], mask).offers[0]
        assert (offer.kind, offer.sku, offer.unit_minor) == ("add_on", "mask", 100)

    def test_freight_is_free_from_a_sum_on(self):
        ship = rule("free_shipping", at_least_minor=9900)
        delivery = Delivery(freight_minor=800)
        assert priced([line("a", 9900)], ship, delivery=delivery).total_minor == 9900
        short = priced([line("a", 9899)], ship, delivery=delivery)
        assert (short.total_minor, why(short).facts) == (10_699, {"missing_minor": 1})

    def test_paying_with_wechat_earns_a_coupon_afterwards(self):
        reward = rule("pay_reward", at_least_minor=3500, when={"payment_methods": ["wechat"]},
                      rewards=[{"name": "coupon", "options": {"kind": "cpk_1"}}])  # fmt: skip
        assert priced([line("a", 3500)], reward, payment_method="wechat").rewards[0].name == "coupon"  # fmt: skip
        other = priced([line("a", 3500)], reward, payment_method="cash")
        assert (other.rewards, why(other).facts) == ((), {"payment_methods": ["wechat"]})

    def test_points_pay_in_steps_up_to_their_cap(self):
        points = PointsPayment(points=2550, step_points=100, step_minor=100, most_bp=5000)
        answer = priced([line("a", 1000), line("b", 3000)], points=points)
        assert (answer.points, answer.points_minor, answer.total_minor) == (2000, 2000, 2000)
        assert paid(answer) == {"a": 500, "b": 1500}
        assert [run.parts[-1].source for each in answer.lines for run in each.runs] == [POINTS] * 2


class TestFloors:
    def test_what_a_floor_blocks_goes_to_the_others_or_is_lost(self):
        lines = [line("a", 1000, floor_minor=950), line("b", 1000)]
        shared = priced(lines, off(0, 400))
        assert paid(shared) == {"a": 950, "b": 650}
        lost = priced([line("a", 1000, floor_minor=950)], off(0, 400))
        assert (lost.total_minor, why(lost).facts["blocked_minor"]) == (950, 350)
        whole = priced([line("a", 900, floor_minor=950)], off(0, 400))
        assert (whole.total_minor, why(whole).code) == (900, "floor")


class TestTime:
    @pytest.mark.parametrize(
        ("hours", "at", "holds"),
        [
            ({"start": "20:00", "end": "22:00"}, datetime(2026, 11, 27, 12, 0, tzinfo=UTC), True),
            ({"start": "20:00", "end": "22:00"}, datetime(2026, 11, 27, 14, 0, tzinfo=UTC), False),
            ({"weekdays": [3]}, datetime(2026, 11, 24, 16, 0, tzinfo=UTC), True),
            ({"weekdays": [3]}, datetime(2026, 11, 25, 16, 0, tzinfo=UTC), False),
            ({"weekdays": [5], "start": "22:00", "end": "02:00"}, datetime(2026, 11, 27, 17, 59, tzinfo=UTC), True),
            ({"weekdays": [6], "start": "22:00", "end": "02:00"}, datetime(2026, 11, 27, 17, 59, tzinfo=UTC), False),
        ],
    )  # fmt: skip
    def test_is_that_of_the_business(self, hours, at, holds):
        answer = priced([line("a", 1000)], off(0, 100, when={"hours": [hours]}), at=at)
        assert (answer.total_minor == 900) is holds

    def test_begins_and_ends_to_the_second_though_masks_are_remembered(self):
        when = {"starts_at": "2026-11-27T04:00:10Z", "ends_at": "2026-11-27T04:00:20Z"}
        programme = compile_programme([off(0, 100, when=when)])
        cart = Cart(lines=(line("a", 1000),))
        for second, total in ((0, 1000), (9, 1000), (10, 900), (19, 900), (20, 1000), (5, 1000)):
            assert price(cart, programme, AT.replace(second=second)).total_minor == total

    def test_without_zone_is_refused(self):
        with pytest.raises(InvalidCart):
            priced([line("a", 1000)], at=datetime(2026, 11, 27))


class TestExplainAll:
    def test_names_what_does_not_concern_the_cart(self):
        rules = [off(0, 1, "soap", scope=skus("soap")), off(0, 1, "pos", when={"channels": ["pos"]}),
                 off(0, 1, "shop", when={"stores": ["st1"]}), off(0, 1, "later", when={"starts_at": "2027-01-01T00:00:00Z"})]  # fmt: skip
        assert priced([line("a", 1000)], *rules).explanations == ()
        answer = priced([line("a", 1000)], *rules, explain_all=True)
        assert {each.source: each.code for each in answer.explanations} == {
            "soap": "not_in_cart", "pos": "channel", "shop": "store", "later": "time"}  # fmt: skip


class TestTree:
    def test_without_a_place_for_a_kind_refuses_the_rule(self):
        tree = BranchNode(name="all", children=(RulesNode(name="a", kinds=("spend_rate",)),))
        with pytest.raises(InvalidProgramme) as refused:
            compile_programme([off(0, 1)], tree=tree)
        assert refused.value.facts == {"rule_id": "r", "problem": "no_place_in_tree"}

    @pytest.mark.parametrize(
        ("problem", "children", "mode"),
        [
            ("points_pay_twice", (PointsNode(), PointsNode()), "stackable"),
            ("points_by_choice", (PointsNode(),), "highest"),
            ("name_repeated", (RulesNode(name="a"), RulesNode(name="a")), "stackable"),
            ("kind_has_two_places", (RulesNode(name="a", coupons=True), RulesNode(name="b", coupons=True)), "stackable"),
        ],
    )  # fmt: skip
    def test_that_makes_no_sense_is_refused(self, problem, children, mode):
        with pytest.raises(InvalidProgramme) as refused:
            compile_programme([], tree=BranchNode(name="all", mode=mode, children=children))
        assert refused.value.problem == problem

    def test_is_stored_as_json(self):
        assert BranchNode.model_validate_json(CHINESE_TREE.model_dump_json()) == CHINESE_TREE

    def test_of_two_branches_the_better_is_taken_and_the_other_says_so(self):
        tree = BranchNode(name="all", mode="highest", children=(
            RulesNode(name="a", kinds=("spend_off",)), RulesNode(name="b", kinds=("spend_rate",))))  # fmt: skip
        rate = rule("spend_rate", "rate", tiers=[{"pay_bp": 9000}])
        answer = priced([line("a", 5000)], off(0, 400), rate, tree=tree)
        assert (answer.total_minor, why(answer).code) == (4500, "lost")
