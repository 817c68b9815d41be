"""What the rows of a file are, by the names of its columns: something to start from, never more."""

from collections.abc import Sequence

from siyu.imports.contracts import Kind
from siyu.imports.fields import FIELDS, NEEDED_ONE_OF, normalise

TAG_COLUMNS_MAX = 5
"""A file of tags says who, which tag and until when; one with more columns describes people."""

_AD_FACTS = {"impressions", "clicks", "campaign", "campaign_id"}
_SALE_FACTS = {"order_id", "quantity", "product_id", "sku"}


def guess_kind(names: Sequence[str]) -> Kind:
    """The kind whose telling columns are there; people where nothing else is."""
    normal = {normalise(name) for name in names}
    spend = _filled(Kind.ad_spend, normal)
    if {"time", "cost"} <= spend and spend & _AD_FACTS:
        return Kind.ad_spend
    if {"event", "time"} <= _filled(Kind.events, normal):
        return Kind.events
    sale = _filled(Kind.orders, normal)
    if "time" in sale and sale & set(NEEDED_ONE_OF[Kind.orders]) and sale & _SALE_FACTS:
        return Kind.orders
    labels = _filled(Kind.tags, normal)
    told = labels & set(NEEDED_ONE_OF[Kind.tags])
    if "tag" in labels and told and len(names) <= TAG_COLUMNS_MAX:
        return Kind.tags
    return Kind.people


def _filled(kind: Kind, normal: set[str]) -> set[str]:
    return {field.name for field in FIELDS[kind] if normal.intersection(field.names)}
