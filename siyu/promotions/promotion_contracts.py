"""What crosses the front door of promotions proper."""

from dataclasses import dataclass
from enum import StrEnum


class PromotionState(StrEnum):
    """Where a promotion stands; whether it holds now is a question of its window too."""

    draft = "draft"
    running = "running"
    stopped = "stopped"


class UsageKind(StrEnum):
    """What happened to a promotion's limits."""

    taken = "taken"
    returned = "returned"


class OccasionKind(StrEnum):
    """What brings a gift by itself."""

    birthday = "birthday"
    birthday_month = "birthday_month"
    joining_day = "joining_day"
    weekly = "weekly"
    monthly = "monthly"


@dataclass(frozen=True, kw_only=True)
class PromotionLimits:
    """How much of a promotion at most; None is no limit, and costs nothing.

    Args:
        uses: orders.
        uses_per_person: orders of one person; somebody unknown is not counted.
        budget_minor: fen taken off goods and freight by it, all orders together.

    """

    uses: int | None = None
    uses_per_person: int | None = None
    budget_minor: int | None = None


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What one order takes of one promotion."""

    promotion_id: int
    discount_minor: int


@dataclass(frozen=True, kw_only=True)
class Rewarded:
    """What came of a reward after payment.

    Args:
        refused: code of the error where it could not be given, such as ``limit_reached``.

    """

    rule_id: str
    name: str
    reference: str = ""
    again: bool = False
    refused: str = ""
