"""Against the numbers the papers print, not against our own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from siyu.kernel.statistics import (
    Sample,
    detectable_difference,
    difference_interval,
    mean_difference_interval,
    mean_interval,
    ratio_interval,
    wilson_interval,
)


class TestWilsonInterval:
    @pytest.mark.parametrize(
        ("hits", "count", "low", "high"),
        # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3.
        [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ],
    )
    def test_gives_the_published_bounds(self, hits, count, low, high):
        found = wilson_interval(hits, count)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)


class TestDifferenceInterval:
    @pytest.mark.parametrize(
        ("a", "m", "b", "n", "low", "high"),
        # Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10.
        [
            (56, 70, 48, 80, 0.0524, 0.3339),
            (9, 10, 3, 10, 0.1705, 0.8090),
            (6, 7, 2, 7, 0.0582, 0.8062),
            (5, 56, 0, 29, -0.0381, 0.1926),
            (0, 10, 0, 20, -0.1611, 0.2775),
            (0, 10, 0, 10, -0.2775, 0.2775),
            (10, 10, 0, 20, 0.6791, 1.0000),
            (10, 10, 0, 10, 0.6075, 1.0000),
        ],
    )
    def test_gives_the_published_bounds(self, a, m, b, n, low, high):
        found = difference_interval(a, m, b, n)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)

    @given(st.data())
    def test_is_turned_round_when_the_arms_are_swapped(self, data):
        m, n = data.draw(st.integers(1, 500)), data.draw(st.integers(1, 500))
        a, b = data.draw(st.integers(0, m)), data.draw(st.integers(0, n))
        one, other = difference_interval(a, m, b, n), difference_interval(b, n, a, m)
        assert one.low == pytest.approx(-other.high) and one.low <= one.value <= one.high


class TestRatioInterval:
    def test_gives_agrestis_aspirin_study(self):
        # Agresti (2002), Categorical Data Analysis, 2nd ed., §3.1.4: 1.82, from 1.43 to 2.31.
        found = ratio_interval(189, 11034, 104, 11037)
        assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (
            1.82,
            1.43,
            2.31,
        )

    def test_has_none_without_hits(self):
        assert ratio_interval(0, 10, 5, 10) is None and ratio_interval(5, 10, 0, 10) is None


class TestMeans:
    def sample(self, values):
        return Sample(len(values), float(np.sum(values)), float(np.sum(np.square(values))))

    def test_agrees_with_scipys_welch_on_skewed_money(self):
        generator = np.random.default_rng(1)
        a = generator.exponential(50, 800) * (generator.random(800) < 0.2)
        b = generator.exponential(40, 300) * (generator.random(300) < 0.1)
        found = mean_difference_interval(self.sample(a), self.sample(b))
        oracle = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
        assert (found.low, found.high) == pytest.approx((oracle.low, oracle.high), rel=1e-9)

    def test_covers_the_truth_about_as_often_as_it_says(self):
        generator = np.random.default_rng(7)
        inside = 0
        for _ in range(400):
            values = generator.exponential(10, 500) * (generator.random(500) < 0.3)
            found = mean_interval(self.sample(values))
            inside += found.low <= 3 <= found.high
        assert 0.91 <= inside / 400 <= 0.98

    def test_needs_two_values(self):
        assert mean_interval(self.sample([1])) is None
        assert mean_difference_interval(self.sample([1]), self.sample([1, 2])) is None


class TestDetectableDifference:
    def test_gives_the_published_sample_size(self):
        # Fleiss, Levin & Paik (2003), eq. 4.14 at .20 against .25, 80 % power, 5 % two-sided: 1 094 each.
        assert detectable_difference(0.20, 1094, 1094) == pytest.approx(0.05, abs=2e-5)
        assert detectable_difference(0.20, 1093, 1093) > 0.05

    def test_is_found_about_as_often_as_it_promises(self):
        generator = np.random.default_rng(3)
        rise = detectable_difference(0.1, 9000, 1000)
        found = 0
        for _ in range(500):
            a, b = generator.binomial(9000, 0.1 + rise), generator.binomial(1000, 0.1)
            found += difference_interval(int(a), 9000, int(b), 1000).low > 0
        assert 0.74 <= found / 500 <= 0.86

    def test_says_none_where_nothing_could_be_found(self):
        assert detectable_difference(0.5, 2, 2) is None
        assert detectable_difference(0.1, 100, 0) is None
