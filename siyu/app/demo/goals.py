"""What the brand wants of this quarter and this month, within reach of what is to be expected."""

import math

from .api import Brand

# Metric, period, and the target as a share of what is expected: one to strive for, one in hand.
_GOALS = (("new_members", "quarter", 1.06), ("revenue", "month", 0.96))


def set_goals(brand: Brand) -> None:
    """Two goals, so that the overview shows what becomes of one."""
    for metric, period, share in _GOALS:
        outlook = brand.get("/insights/goals/outlook", metric=metric, period=period)
        forecast = outlook["forecast"]
        wanted = (forecast["expected"] if forecast else outlook["previous"]) * share
        if wanted >= 1:
            target = _round(wanted)
            brand.post("/insights/goals", {"metric": metric, "period": period, "target": target})


def _round(wanted: float) -> int:
    """Two figures that count, as people set targets: 61 300 becomes 62 000."""
    unit: int = 10 ** max(math.floor(math.log10(wanted)) - 1, 0)
    return math.ceil(wanted / unit) * unit
