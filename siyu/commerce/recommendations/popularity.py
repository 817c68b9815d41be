"""What is popular lately: orders, of which one a week old counts half.

    score = Σ over orders 2^(-age_days / HALF_LIFE_DAYS)

Exponential forgetting, as a moving average has it (Brown, 1959), within ``DAYS`` days.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from .contracts import Basket, Scope

DAYS = 30
HALF_LIFE_DAYS = 7.0
KEPT_MAX = 50


class Popular:
    """Orders by scope, product and age. Counts are whole, so that no order of adding changes a score."""

    def __init__(self) -> None:
        self._of: defaultdict[tuple[Scope, str], defaultdict[int, Counter[int]]] = defaultdict(
            lambda: defaultdict(Counter)
        )

    def add(self, basket: Basket) -> None:
        """Count an order in every scope it belongs to; older ones than ``DAYS`` are passed over."""
        if basket.age_days >= DAYS:
            return
        scopes = [(Scope.all, "")]
        if basket.node_id:
            scopes.append((Scope.store, str(basket.node_id)))
        if basket.tier:
            scopes.append((Scope.tier, basket.tier))
        for scope in scopes:
            for product in basket.products:
                self._of[scope][product][basket.age_days] += 1

    def best(self) -> Iterator[tuple[Scope, str, list[tuple[int, float]]]]:
        """Scope, its name, and its products with their score; equal scores put the newer one first."""
        for (scope, name), products in sorted(self._of.items()):
            scored = [(product, _score(ages)) for product, ages in products.items()]
            scored.sort(key=lambda pair: (-pair[1], -pair[0]))
            yield scope, name, scored[:KEPT_MAX]


def _score(ages: Counter[int]) -> float:
    return sum(count * 2 ** (-age / HALF_LIFE_DAYS) for age, count in sorted(ages.items()))
