"""The list of coupons a person sees at checkout."""

from siyu.promotions.pricing import Cart, compile_programme, try_coupons

from .shop import AT, coupons, line, off


class TestTryCoupons:
    def test_ranks_what_can_be_used_and_says_what_is_missing(self):
        programme = compile_programme(
            [
                off(0, 300, "small", by_coupon=True),
                off(4000, 800, "large", by_coupon=True),
                off(9000, 2000, "huge", by_coupon=True),
            ]
        )
        held = coupons(("c1", "small"), ("c2", "huge"), ("c3", "large"), ("c4", "small"))
        cart = Cart(lines=(line("a", 5000),), coupons=held[:1])
        trials = try_coupons(cart, held, programme, AT)
        assert [(each.coupon.coupon_id, each.saves_minor) for each in trials] == [
            ("c3", 800),
            ("c1", 300),
            ("c4", 300),
            ("c2", 0),
        ]
        assert trials[3].explanation.facts == {"missing_minor": 4000}
        assert [each.explanation.source for each in trials] == ["c3", "c1", "c4", "c2"]

    def test_of_none_is_nothing(self):
        assert try_coupons(Cart(lines=()), (), compile_programme([]), AT) == ()

    def test_says_so_of_a_coupon_whose_rule_is_gone(self):
        cart = Cart(lines=(line("a", 5000),))
        (trial,) = try_coupons(cart, coupons(("c1", "gone")), compile_programme([]), AT)
        assert (trial.explanation.code, trial.saves_minor) == ("unknown_rule", 0)
