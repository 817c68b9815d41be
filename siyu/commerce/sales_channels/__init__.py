"""Where it is sold: sales channels, each with one price book."""

from .channels import (
    add_sales_channel,
    change_sales_channel,
    list_sales_channels,
    require_open_channel,
    require_sales_channel,
)
from .contracts import Pool, SalesChannel, SalesChannelKind
from .errors import SalesChannelCodeTaken, SalesChannelNotFound

__all__ = [
    "Pool",
    "SalesChannel",
    "SalesChannelCodeTaken",
    "SalesChannelKind",
    "SalesChannelNotFound",
    "add_sales_channel",
    "change_sales_channel",
    "list_sales_channels",
    "require_open_channel",
    "require_sales_channel",
]
