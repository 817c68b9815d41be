"""The six traits of a private pool (私域), and which of them a channel account meets."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PoolTrait(StrEnum):
    """What makes a channel a pool of the company's own rather than rented reach."""

    two_way = "two_way"
    """People can answer, and the answer arrives here."""
    habitual = "habitual"
    """People look there every day without being called."""
    recorded = "recorded"
    """Who is there stays, with a digital record of what they read and do."""
    automated = "automated"
    """Relationship marketing runs by itself."""
    open_api = "open_api"
    """Everything can be done by programs, over a documented interface."""
    owned = "owned"
    """The company runs it itself: nobody else decides who is reached."""


@dataclass(frozen=True)
class TraitFact:
    """Whether a trait is met, and the fact behind it, by language (``zh``, ``en``)."""

    met: bool
    why: Mapping[str, str]


PoolTraits = Mapping[PoolTrait, TraitFact]


def meets(zh: str, en: str) -> TraitFact:
    """A trait that is there."""
    return TraitFact(met=True, why={"zh": zh, "en": en})


def lacks(zh: str, en: str) -> TraitFact:
    """A trait that is not."""
    return TraitFact(met=False, why={"zh": zh, "en": en})
