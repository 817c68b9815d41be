"""What goes together and what is popular, against numbers computed by hand."""

import itertools
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.commerce.recommendations.association import KEPT_MAX, PRODUCTS_MAX, Orders, score_of
from siyu.commerce.recommendations.contracts import Basket, Scope
from siyu.commerce.recommendations.popularity import DAYS, Popular


def counted(*baskets):
    orders = Orders()
    for basket in baskets:
        orders.add(tuple(sorted(basket)))
    return orders.beside()


class TestBeside:
    def test_scores_are_those_of_the_formula(self):
        # Ten orders: 1 in 5, 2 in 4, both in 4; 3 alone in 5.
        found = counted(*[(1, 2)] * 4, (1,), *[(3,)] * 5)
        (mate,) = found[1]
        # lift = 4·10 / (5·4) = 2; jaccard = 4 / (5+4-4) = 0.8; shrunk by 4/14.
        assert (mate.product_id, mate.together, mate.lift) == (2, 4, 2.0)
        assert mate.score == pytest.approx(0.8 * 4 / 14)
        assert found[2][0].product_id == 1
        assert 3 not in found

    def test_two_orders_are_no_evidence(self):
        assert counted(*[(1, 2)] * 2, *[(3,)] * 10) == {}
        assert counted(*[(1, 2)] * 3, *[(3,)] * 10) != {}

    def test_what_only_happens_to_meet_is_left_out(self):
        # 1 in 8 of 10 and 2 in 5 of 10 meet 4 times, as chance has it: 4·10 / (8·5) = 1.
        orders = [(1, 2)] * 4 + [(1,)] * 4 + [(2,)] * 1 + [(3,)]
        assert counted(*orders) == {}

    def test_three_orders_do_not_outweigh_three_hundred(self):
        assert score_of(3, 3, 3) < score_of(300, 500, 400)

    def test_equal_scores_put_the_newer_product_first(self):
        found = counted(*[(1, 2)] * 3, *[(1, 3)] * 3, *[(4,)] * 20)
        assert [mate.product_id for mate in found[1]] == [3, 2]

    def test_a_haul_counts_as_an_order_and_says_nothing_of_pairs(self):
        haul = tuple(range(1, PRODUCTS_MAX + 2))
        assert counted(*[haul] * 5, *[(99,)] * 9) == {}

    def test_the_best_are_kept(self):
        others = [[(1, other)] * (3 + other % 3) for other in range(2, 2 + KEPT_MAX + 5)]
        found = counted(*itertools.chain(*others), *[(99,)] * 500)
        assert len(found[1]) == KEPT_MAX
        scores = [mate.score for mate in found[1]]
        assert scores == sorted(scores, reverse=True)

    @given(
        st.lists(
            st.sets(st.integers(1, 7), min_size=1, max_size=5).map(lambda s: tuple(sorted(s))),
            max_size=60,
        ),
        st.randoms(use_true_random=False),
    )
    def test_agrees_with_counting_pair_by_pair_in_any_order(self, baskets, random):
        naive = {}
        for basket in baskets:
            for pair in combinations(basket, 2):
                naive[pair] = naive.get(pair, 0) + 1
        of = {product: sum(product in b for b in baskets) for product in range(1, 8)}
        expected = {
            (a, b): n for (a, b), n in naive.items() if n >= 3 and n * len(baskets) > of[a] * of[b]
        }
        found = counted(*baskets)
        assert {
            (product, mate.product_id): mate.together
            for product, mates in found.items()
            for mate in mates
            if product < mate.product_id
        } == expected
        shuffled = list(baskets)
        random.shuffle(shuffled)
        assert counted(*shuffled) == found


def basket(*products, age=0, node=0, tier=""):
    return Basket(age_days=age, node_id=node, tier=tier, products=products)


class TestPopular:
    def best(self, *baskets):
        popular = Popular()
        for one in baskets:
            popular.add(one)
        return {(scope, name): products for scope, name, products in popular.best()}

    def test_an_order_a_week_old_counts_half(self):
        found = self.best(basket(1, age=7), basket(1, age=7), basket(2), basket(2, age=14))
        assert found[Scope.all, ""] == [(2, pytest.approx(1.25)), (1, pytest.approx(1.0))]

    def test_each_store_and_tier_for_itself(self):
        found = self.best(basket(1, node=5, tier="gold"), basket(2, node=6), basket(2))
        assert [p for p, _ in found[Scope.store, "5"]] == [1]
        assert [p for p, _ in found[Scope.store, "6"]] == [2]
        assert [p for p, _ in found[Scope.tier, "gold"]] == [1]
        assert [p for p, _ in found[Scope.all, ""]] == [2, 1]

    def test_equal_scores_put_the_newer_product_first(self):
        assert [p for p, _ in self.best(basket(1, 2, 3))[Scope.all, ""]] == [3, 2, 1]

    def test_old_orders_do_not_count(self):
        assert self.best(basket(1, age=DAYS)) == {}
