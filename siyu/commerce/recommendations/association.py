"""Which products are bought together oftener than chance would have it.

For products a and b in N orders, with n_a, n_b orders of each and n_ab of both:

    jaccard = n_ab / (n_a + n_b - n_ab)            Jaccard, 1901
    lift    = n_ab · N / (n_a · n_b)               "interest": Brin, Motwani, Ullman, Tsur, 1997
    score   = n_ab / (n_ab + SHRINK) · jaccard     shrinkage as in Koren, 2008, equation 2

Jaccard keeps best-sellers from standing beside everything, shrinkage keeps three orders from outweighing
three hundred, and a lift of at most 1 says that the two only happen to meet. What is in fewer than
``TOGETHER_MIN`` orders is in no pair that counts, so it is left out before pairs are formed
(Agrawal, Srikant, 1994).
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from .contracts import Beside

TOGETHER_MIN = 3
"""Orders with both, below which a pair is not believed."""
SHRINK = 10
KEPT_MAX = 20
PRODUCTS_MAX = 30
"""An order of more is somebody stocking up, and says nothing of what goes together."""


class Orders:
    """Orders as they are counted; eight bytes for each product of an order of several."""

    def __init__(self) -> None:
        self.count = 0
        self._of: Counter[int] = Counter()
        self._flat = array("q")
        self._sizes = array("H")

    def add(self, products: Sequence[int]) -> None:
        """One order; each product once, in rising order."""
        self.count += 1
        if len(products) > PRODUCTS_MAX:
            return
        self._of.update(products)
        if len(products) > 1:
            self._flat.extend(products)
            self._sizes.append(len(products))

    def beside(self) -> dict[int, list[Beside]]:
        """Product → what is bought with it, the best first; equal scores put the newer product first."""
        found: defaultdict[int, list[Beside]] = defaultdict(list)
        for one, other, together in self._pairs():
            lift = together * self.count / (self._of[one] * self._of[other])
            if lift <= 1:
                continue
            score = score_of(together, self._of[one], self._of[other])
            for product, mate in ((one, other), (other, one)):
                beside = Beside(product_id=mate, together=together, lift=lift, score=score)
                found[product].append(beside)
        return {product: best(found[product]) for product in sorted(found)}

    def _pairs(self) -> Iterable[tuple[int, int, int]]:
        often = np.array(
            sorted(product for product, orders in self._of.items() if orders >= TOGETHER_MIN),
            dtype=np.int64,
        )
        if not len(often):
            return
        flat = np.frombuffer(self._flat, dtype=np.int64)
        sizes = np.frombuffer(self._sizes, dtype=np.uint16).astype(np.int64)
        starts = np.cumsum(sizes) - sizes
        place = np.searchsorted(often, flat).clip(max=len(often) - 1)
        place[often[place] != flat] = -1
        codes = []
        for size in np.unique(sizes):
            # All orders of one size at once: a column for each place in the order.
            rows = place[starts[sizes == size][:, None] + np.arange(size)]
            for first, second in combinations(range(int(size)), 2):
                a, b = rows[:, first], rows[:, second]
                both = (a >= 0) & (b >= 0)
                codes.append(a[both] * len(often) + b[both])
        if not codes:
            return
        pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
        kept = counts >= TOGETHER_MIN
        for code, together in zip(pairs[kept].tolist(), counts[kept].tolist(), strict=True):
            one, other = divmod(code, len(often))
            yield int(often[one]), int(often[other]), together


def score_of(together: int, one: int, other: int) -> float:
    """Shrunk Jaccard of a pair, 0 to 1.

    Args:
        together: orders with both, > 0.
        one, other: orders with each.

    """
    jaccard = together / (one + other - together)
    return together / (together + SHRINK) * jaccard


def best(beside: Iterable[Beside]) -> list[Beside]:
    """The ``KEPT_MAX`` best, in the order in which they are shown."""
    return sorted(beside, key=lambda b: (-b.score, -b.together, -b.product_id))[:KEPT_MAX]
