"""What to recommend: bought together, popular, for somebody; learnt from the warehouse once a day."""

from .advising import bought_together, for_person, popular
from .contracts import Beside, Learnt, RecommendationReason, Recommended
from .learning import LEARN, ask_to_learn, learn, learn_when_due, learnt

__all__ = [
    "LEARN",
    "Beside",
    "Learnt",
    "RecommendationReason",
    "Recommended",
    "ask_to_learn",
    "bought_together",
    "for_person",
    "learn",
    "learn_when_due",
    "learnt",
    "popular",
]
