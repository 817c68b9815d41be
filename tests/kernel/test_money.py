from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from siyu.kernel.money import spread, to_decimal, to_minor


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_the_parts_are_the_whole(total, weights):
    parts = spread(total, weights)
    assert sum(parts) == total
    whole = sum(weights) or len(weights)
    for part, weight in zip(parts, weights if any(weights) else [1] * len(weights), strict=True):
        assert abs(part - total * weight / whole) < 1 + abs(total) * 1e-12


def test_minor_units_follow_the_currency():
    assert to_minor(Decimal("1.005"), "CNY") == 101
    assert to_minor(Decimal(150), "JPY") == 150
    assert to_decimal(1234, "KWD") == Decimal("1.234")


def test_of_equal_remainders_the_earlier_gets_more():
    assert spread(2, [1, 1, 1]) == [1, 1, 0]
    assert spread(-2, [1, 1, 1]) == [-1, -1, 0]
    assert spread(4, [0, 0, 0]) == [2, 1, 1]
    assert spread(10, [3, 5, 3]) == [3, 4, 3]
