"""Intervals for proportions, their difference and ratio, and means; pure functions of counts.

scipy is imported where it is called: it takes a second, which every start of the server would wait.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """An estimate between two bounds."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Sample:
    """A mean's ingredients.

    Args:
        count: ≥ 0.
        total: sum of the values.
        square_total: sum of their squares.

    """

    count: int
    total: float
    square_total: float

    @property
    def mean(self) -> float:
        return self.total / self.count if self.count else 0.0

    @property
    def variance(self) -> float:
        """Unbiased; 0 below two values."""
        if self.count < 2:
            return 0.0
        spread = self.square_total - self.total * self.total / self.count
        return max(0.0, spread / (self.count - 1))


def wilson_interval(hits: int, count: int, confidence: float = CONFIDENCE) -> Interval:
    """Interval of a proportion by the score method.

    Source:
        Wilson (1927), JASA 22:209-212; without continuity correction.

    """
    if not 0 <= hits <= count or count == 0:
        raise ValueError("hits must be between 0 and a count above 0")
    z = _z(confidence)
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    half /= 1 + z * z / count
    # At the ends the bound is the end itself; rounding must not step over it.
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == count else min(1.0, middle + half)
    return Interval(share, low, high)


def difference_interval(
    hits: int, count: int, other_hits: int, other_count: int, confidence: float = CONFIDENCE
) -> Interval:
    """Interval of the first proportion less the second, from both Wilson intervals.

    Source:
        Newcombe (1998), Statistics in Medicine 17:873-890, method 10.

    """
    a = wilson_interval(hits, count, confidence)
    b = wilson_interval(other_hits, other_count, confidence)
    value = a.value - b.value
    low = value - math.hypot(a.value - a.low, b.high - b.value)
    high = value + math.hypot(a.high - a.value, b.value - b.low)
    return Interval(value, max(-1.0, low), min(1.0, high))


def ratio_interval(
    hits: int, count: int, other_hits: int, other_count: int, confidence: float = CONFIDENCE
) -> Interval | None:
    """Interval of the first proportion over the second; None where either has no hits.

    Source:
        Katz, Baptista, Azen & Pike (1978), Biometrics 34:469-474, method C (delta method on the
        logarithm).

    """
    if hits == 0 or other_hits == 0:
        return None
    ratio = (hits / count) / (other_hits / other_count)
    error = math.sqrt(1 / hits - 1 / count + 1 / other_hits - 1 / other_count)
    factor = math.exp(_z(confidence) * error)
    return Interval(ratio, ratio / factor, ratio * factor)


def mean_interval(sample: Sample, confidence: float = CONFIDENCE) -> Interval | None:
    """Interval of a mean by Student's t; None below two values."""
    if sample.count < 2:
        return None
    half = _t(confidence, sample.count - 1)
    half *= math.sqrt(sample.variance / sample.count)
    return Interval(sample.mean, sample.mean - half, sample.mean + half)


def mean_difference_interval(
    a: Sample, b: Sample, confidence: float = CONFIDENCE
) -> Interval | None:
    """Interval of a's mean less b's, without assuming equal variances; None below two values each.

    Revenue per person is mostly zeros; by the central limit theorem this holds for arms of some
    hundred people and more (Lumley et al. 2002, Annual Review of Public Health 23:151-169).

    Source:
        Welch (1947), Biometrika 34:28-35, with Satterthwaite's degrees of freedom.

    """
    if a.count < 2 or b.count < 2:
        return None
    value = a.mean - b.mean
    part_a, part_b = a.variance / a.count, b.variance / b.count
    if part_a + part_b == 0:
        return Interval(value, value, value)
    freedom = (part_a + part_b) ** 2 / (part_a**2 / (a.count - 1) + part_b**2 / (b.count - 1))
    half = _t(confidence, freedom) * math.sqrt(part_a + part_b)
    return Interval(value, value - half, value + half)


def detectable_difference(
    base: float,
    count: int,
    base_count: int,
    *,
    power: float = 0.8,
    confidence: float = CONFIDENCE,
) -> float | None:
    """Smallest rise over ``base`` that a two-sided test finds with this power; None: not even 1.

    Args:
        base: proportion in the hold-out, 0 to 1.
        count: people who are sent to.
        base_count: people held out.

    Source:
        Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14
        and 4.17 for unequal groups, without continuity correction; solved for the second proportion.

    """
    if count < 1 or base_count < 1 or not 0 <= base < 1:
        return None
    z_test, z_power = _z(confidence), NormalDist().inv_cdf(power)

    def surplus(rise: float) -> float:
        raised = base + rise
        pooled = (base * base_count + raised * count) / (base_count + count)
        null = math.sqrt(pooled * (1 - pooled) * (1 / count + 1 / base_count))
        alternative = math.sqrt(raised * (1 - raised) / count + base * (1 - base) / base_count)
        return rise - z_test * null - z_power * alternative

    most = 1 - base
    if surplus(most) < 0:
        return None
    from scipy.optimize import brentq

    return float(brentq(surplus, 1e-12, most, xtol=1e-9))


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _t(confidence: float, freedom: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + confidence) / 2))
