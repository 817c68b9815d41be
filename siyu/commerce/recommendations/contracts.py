"""What crosses the border of recommendations."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """Among whom a product is popular."""

    all = "all"
    store = "store"
    tier = "tier"


class RecommendationReason(StrEnum):
    """Why a product is recommended."""

    bought_together = "bought_together"
    popular_in_store = "popular_in_store"
    popular_in_tier = "popular_in_tier"
    popular = "popular"
    newest = "newest"
    """Nothing better is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """What one order kept.

    Args:
        age_days: whole days since it was placed, ≥ 0.
        node_id: where it was sold; 0 for nowhere.
        tier: of the buyer today; empty for nobody known.
        products: each once, in rising order.

    """

    age_days: int
    node_id: int
    tier: str
    products: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A product that is bought together with another.

    Args:
        together: orders with both.
        lift: how many times oftener than chance, > 1.
        score: 0 to 1, see ``association``.

    """

    product_id: int
    together: int
    lift: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """A product for somebody.

    Args:
        because: the product that led to it, where one did.

    """

    product_id: int
    reason: RecommendationReason
    because: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What recommendations stand on.

    Args:
        orders: of the window, with at least one product of the catalogue.

    """

    at: datetime
    orders: int
    pairs: int
