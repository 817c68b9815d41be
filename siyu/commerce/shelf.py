"""What SKUs are and cost on a sales channel, and where goods lie, remembered as long as none of it changes.

The version is read in the caller's transaction before anything is looked up under it. What is changed in
between may be remembered under the older version, which nobody asks for any more, or whose checkout is
refused for having another version.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from siyu.kernel.database import Session

from .catalogue import Item, items
from .prices import Price, prices, require_price_book
from .sales_channels import SalesChannel, require_open_channel
from .stock import Location, list_locations
from .versions import versions

SHELVES_KEPT_MAX = 64
SKUS_KEPT_MAX = 50_000


@dataclass(frozen=True)
class Shelf:
    """A sales channel at a version of catalogue, prices and locations."""

    channel: SalesChannel
    currency: str
    version: tuple[int, ...]
    _items: dict[int, Item] = field(default_factory=dict)
    _prices: dict[int, Price] = field(default_factory=dict)
    _locations: dict[str, list[Location]] = field(default_factory=dict)

    def items(self, session: Session, sku_ids: Collection[int]) -> dict[int, Item]:
        """SKUs by id, as ``catalogue.items``; unknown ones are left out."""
        kept = self._items
        known = {sku: item for sku in sku_ids if (item := kept.get(sku)) is not None}
        missing = [sku for sku in sku_ids if sku not in known]
        if missing:
            found = items(session, missing, sales_channel_id=self.channel.id)
            _remember(kept, found)
            known |= found
        return known

    def prices(self, session: Session, sku_ids: Collection[int]) -> dict[int, Price]:
        """What SKUs cost, as ``prices.prices``; those without a price are left out."""
        kept = self._prices
        known = {sku: price for sku in sku_ids if (price := kept.get(sku)) is not None}
        missing = [sku for sku in sku_ids if sku not in known]
        if missing:
            found = prices(session, self.channel.price_book_id, missing)
            _remember(kept, found)
            known |= found
        return known

    def locations(self, session: Session, service: str) -> list[Location]:
        """Open locations that do ``service``, as ``stock.list_locations``."""
        if service not in self._locations:
            self._locations[service] = list_locations(session, service=service)
        return self._locations[service]


def open_shelf(session: Session, code: str) -> Shelf:
    """What the sales channel of this code sells, if it does.

    Not to be asked in a transaction that has itself changed products, prices or locations: what it remembers would
    outlive a roll-back.

    Raises:
        SalesChannelNotFound: there is none, or it is switched off.

    """
    version = versions(session)
    bind = session.get_bind()
    kept = _shelves.setdefault(bind if isinstance(bind, Engine) else bind.engine, {})
    found = kept.get(code)
    if found is None or found.version != version:
        channel = require_open_channel(session, code)
        currency = require_price_book(session, channel.price_book_id).currency
        found = Shelf(channel, currency, version)
        if len(kept) >= SHELVES_KEPT_MAX:
            kept.clear()
        kept[code] = found
    return found


def _remember(kept: dict[int, Any], found: dict[int, Any]) -> None:
    if len(kept) + len(found) > SKUS_KEPT_MAX:
        kept.clear()
    kept.update(found)


_shelves: WeakKeyDictionary[Engine, dict[str, Shelf]] = WeakKeyDictionary()
