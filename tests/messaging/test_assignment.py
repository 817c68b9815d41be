import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from siyu.messaging.assignment import assign
from siyu.messaging.contracts import HOLDOUT

PEOPLE = np.arange(1, 40_001, dtype=np.uint64)


class TestAssign:
    @settings(max_examples=40, deadline=None)
    @given(
        salt=st.integers(0, 2**62 - 1),
        weights=st.lists(st.integers(1, 20), min_size=1, max_size=5),
        holdout=st.sampled_from([0, 1, 10, 33.3, 90]),
    )
    def test_shares_are_those_asked_for(self, salt, weights, holdout):
        dealt = assign(PEOPLE, salt=salt, weights=weights, holdout_percent=holdout)
        treated = 1 - holdout / 100
        shares = [holdout / 100, *(treated * w / sum(weights) for w in weights)]
        counts = [(dealt == n).sum() for n in (HOLDOUT, *range(1, len(weights) + 1))]
        assert sum(counts) == len(PEOPLE)
        pairs = [(c, s) for c, s in zip(counts, shares, strict=True) if s > 0]
        assert all(c == 0 for c, s in zip(counts, shares, strict=True) if s == 0)
        if len(pairs) > 1:
            expected = [s * len(PEOPLE) for _, s in pairs]
            # One in ten million by chance: with forty examples a run never fails for nothing.
            assert stats.chisquare([c for c, _ in pairs], expected).pvalue > 1e-7

    @given(salt=st.integers(0, 2**62 - 1), cut=st.integers(0, 1000))
    def test_a_person_is_dealt_the_same_in_any_company(self, salt, cut):
        some = PEOPLE[:1000]
        whole = assign(some, salt=salt, weights=[1, 2], holdout_percent=10)
        parts = [
            assign(part, salt=salt, weights=[1, 2], holdout_percent=10)
            for part in (some[:cut], some[cut:])
        ]
        assert (whole == np.concatenate(parts)).all()

    def test_a_larger_holdout_moves_nobody_between_variants(self):
        small = assign(PEOPLE, salt=5, weights=[1, 1, 1], holdout_percent=5)
        large = assign(PEOPLE, salt=5, weights=[1, 1, 1], holdout_percent=30)
        both = (small != HOLDOUT) & (large != HOLDOUT)
        assert (small[both] == large[both]).all()
        assert set(PEOPLE[small == HOLDOUT]) <= set(PEOPLE[large == HOLDOUT])

    def test_two_campaigns_deal_independently(self):
        one = assign(PEOPLE, salt=5, weights=[1, 1], holdout_percent=0)
        two = assign(PEOPLE, salt=6, weights=[1, 1], holdout_percent=0)
        table = [[((one == a) & (two == b)).sum() for b in (1, 2)] for a in (1, 2)]
        assert stats.chi2_contingency(table).pvalue > 1e-4
