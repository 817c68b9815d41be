"""What can go wrong with sales channels, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, NotFound


@dataclass(eq=False)
class SalesChannelNotFound(NotFound):
    """No such sales channel, or it is switched off."""

    sales_channel: str


@dataclass(eq=False)
class SalesChannelCodeTaken(Conflict):
    """Another sales channel has this code."""

    sales_channel: str
