"""Where other shops got it wrong, one test each; the sources are in the issue trackers named."""

from siyu.promotions.pricing import refund_of

from .shop import line, off, priced, rule, skus, units, why

HALF = {"by": "rate", "pay_bp": 5000}
TWO_PLUS_ONE = {"buy_units": 2, "get_units": 1}


class TestSpreading:
    def test_five_less_one_takes_exactly_one_yuan_off(self):
        """macrozheng/mall#492: a ratio rounded to two places gave 0.98."""
        answer = priced([line("a", 199), line("b", 152), line("c", 167)], off(500, 100))
        assert answer.total_minor == 518 - 100
        assert sum(part.unit_minor for part in answer.allocations()) == 100

    def test_two_yuan_over_three_times_five(self):
        answer = priced([line("a", 500, 3)], off(0, 200))
        assert units(answer.lines[0]) == [433, 433, 434]
        assert answer.total_minor == 1300

    def test_two_ninety_nine_over_three_lines(self):
        answer = priced([line("a", 4300), line("b", 1400), line("c", 2300)], off(0, 299))
        assert [4300 - answer.lines[0].paid_minor, 1400 - answer.lines[1].paid_minor,
                2300 - answer.lines[2].paid_minor] == [161, 52, 86]  # fmt: skip

    def test_a_discount_larger_than_the_goods_makes_them_free_and_no_more(self):
        """macrozheng/mall#1003: one was paid -824."""
        answer = priced([line("a", 300), line("b", 0)], off(0, 100_000))
        assert (answer.total_minor, answer.discount_minor) == (0, 300)

    def test_thousands_of_units_are_few_runs(self):
        """Sylius#10155: 9 999 units answered 500."""
        answer = priced(
            [line("a", 333, 9999), line("b", 501, 9999)],
            rule("nth_unit", "half", steps=[{"nth": 2, "cut": HALF}]),
            off(0, 12_345),
        )
        assert all(len(each.runs) <= 8 for each in answer.lines)
        assert sum(sum(units(each)) for each in answer.lines) == answer.total_minor


class TestInterplay:
    def test_one_promotion_may_lower_the_sum_below_the_threshold_of_another(self):
        """Sylius#9940, #9593, #9512: such a cart could not be checked out."""
        lower = rule("line_discount", "lower", cut={"by": "amount", "off_minor": 3000})
        both = priced([line("a", 10_000)], lower, off(10_000, 1000, counts="listed"))
        assert both.total_minor == 6000
        one = priced([line("a", 10_000)], lower, off(10_000, 1000))
        assert one.total_minor == 7000
        assert (why(one).code, why(one).facts) == ("below_threshold", {"missing_minor": 3000})

    def test_returning_a_part_gives_back_what_that_part_cost(self):
        """PrestaShop#14092, solidus#512: the refund ignored the discount."""
        answer = priced([line("a", 5000, 2), line("b", 5000)], off(15_000, 1000))
        back = [refund_of(answer.lines[0], range(n, n + 1)).paid_minor for n in range(2)]
        assert sum(back) == answer.lines[0].paid_minor
        assert refund_of(answer.lines[1], range(1)).parts == {"r": 333}


class TestBuyGet:
    def test_repeats(self):
        """medusa#13265."""
        answer = priced([line("a", 1000, 9)], rule("buy_get", **TWO_PLUS_ONE))
        assert answer.total_minor == 6000

    def test_keeps_to_its_cap(self):
        answer = priced([line("a", 1000, 9)], rule("buy_get", **TWO_PLUS_ONE, times_most=2))
        assert answer.total_minor == 7000

    def test_gives_the_cheapest_whatever_the_order_of_lines(self):
        """medusa#13431."""
        lines = [line("a", 3000), line("b", 1000), line("c", 2000)]
        for some in (lines, lines[::-1], [lines[1], lines[2], lines[0]]):
            answer = priced(some, rule("buy_get", **TWO_PLUS_ONE))
            assert {x.sku: x.paid_minor for x in answer.lines} == {"a": 3000, "b": 0, "c": 2000}

    def test_of_an_amount_is_an_amount(self):
        """medusa#14934: fixed was taken for a percentage."""
        cut = {"by": "amount", "off_minor": 500}
        answer = priced([line("a", 1000, 3)], rule("buy_get", **TWO_PLUS_ONE, cut=cut))
        assert answer.total_minor == 2500

    def test_never_counts_a_unit_as_bought_and_got(self):
        """medusa#14432: adding many at once gave too many."""
        answer = priced(
            [line("a", 1000, 4), line("b", 900, 4)],
            rule("buy_get", buy_units=1, scope=skus("a", "b"), get=skus("a")),
        )
        assert answer.total_minor == 7600 - 4000

    def test_offers_what_is_earned_and_not_in_the_cart(self):
        """vendure#1798: the free product had to be added by hand, unprompted."""
        both = {"buy_units": 2, "scope": skus("a"), "get": skus("b")}
        answer = priced([line("a", 1000, 4), line("b", 500)], rule("buy_get", **both))
        assert [(each.kind, each.quantity) for each in answer.offers] == [("get_unit", 1)]
        assert answer.total_minor == 4000
        none = priced([line("a", 1000, 2)], rule("buy_get", **both))
        assert (why(none).code, none.offers[0].quantity) == ("offered", 1)
