"""What can go wrong, as facts."""

from dataclasses import dataclass
from typing import Any

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class TemplateNotFound(NotFound):
    """No such template, or none this caller may see."""

    template_id: int


@dataclass(eq=False)
class TemplateFaulty(Invalid):
    """The template has mistakes; each is named with its part, line and column."""

    problems: list[dict[str, Any]]


@dataclass(eq=False)
class CampaignNotFound(NotFound):
    """No such campaign, or none this caller may see."""

    campaign_id: int


@dataclass(eq=False)
class CampaignNotReady(Invalid):
    """The campaign cannot start as it is.

    Args:
        problem: an ``Unready`` word.
        about: the name of the variant or channel at fault, where there is one.

    """

    problem: str
    about: str = ""


@dataclass(eq=False)
class CampaignInOtherState(Conflict):
    """The campaign's state does not allow this."""

    state: str
    wanted: list[str]


@dataclass(eq=False)
class LinkUnknown(NotFound):
    """This link is not one of ours."""
