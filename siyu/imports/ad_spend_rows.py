"""Rows of ad spend → "Ad Spend Reported", an event that happens to nobody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

import msgspec

from siyu.imports.cells import Cells, RowRejected, digest, encode, identity_of
from siyu.imports.contracts import Kind
from siyu.imports.spool import Item
from siyu.imports.tally import iso
from siyu.imports.values import plain

AD_SPEND_REPORTED = "Ad Spend Reported"


class SpendRow(msgspec.Struct, array_like=True):
    """One row as read."""

    row: int
    fingerprint: int
    time: int
    what: dict[str, str]
    currency: str
    cost: str
    impressions: int
    clicks: int
    properties: dict[str, str]


class AdSpend:
    """Reads rows, and adds up those of one day, channel and campaign."""

    def __init__(self, cells: Cells, *, source: str) -> None:
        self._cells = cells
        self._tally = cells.tally
        self._source = source
        self._time = cells.time("time")
        self._what = [
            (name, cells.text(name))
            for name in ("channel", "campaign", "campaign_id")
            if cells.has(name)
        ]
        self._currency = cells.text("currency", 3)
        self._cost = cells.number("cost")
        self._counts = [(name, cells.number(name)) for name in ("impressions", "clicks")]
        self._free = cells.free("property:")

    def read(self, row: int, cells: Sequence[str]) -> tuple[str, SpendRow]:
        """The spend in a row, under the key that brings its campaign's day together.

        Raises:
            RowRejected: no day, or no cost.

        """
        time, codes = self._time(cells)
        if time is None:
            raise RowRejected(codes[0])
        cost, codes = self._cost(cells)
        if cost is None:
            raise RowRejected(codes[0])
        self._tally.note_all(codes, row)
        what: dict[str, str] = {}
        for name, read in self._what:
            what[name], codes = read(cells)
            self._tally.note_all(codes, row)
        counts = []
        for name, read_number in self._counts:
            number, codes = read_number(cells)
            if number is None and self._cells.has(name) and "number_missing" not in codes:
                raise RowRejected(codes[0])
            counts.append(int(number or 0))
        currency, _ = self._currency(cells)
        free = {name: value for name, read in self._free if (value := read(cells)[0])}
        # A day is the business's; its event stands at noon, so that no zone moves it to another.
        day = time + timedelta(hours=12) if self._cells.is_midnight(time) else time
        spend = SpendRow(
            row=row,
            fingerprint=hash(tuple(cells)),
            time=round(day.timestamp() * 1000),
            what=what,
            currency=currency.upper() or self._cells.options.currency,
            cost=plain(cost),
            impressions=counts[0],
            clicks=counts[1],
            properties=free,
        )
        return f"{spend.time}{what}", spend

    def items(self, records: Iterable[bytes]) -> Iterator[tuple[str, Item]]:
        """One item for each day, channel and campaign."""
        decode = msgspec.json.Decoder(SpendRow).decode
        sums: dict[str, SpendRow] = {}
        seen: set[int] = set()
        for record in records:
            row = decode(record)
            if row.fingerprint in seen:
                self._tally.note("duplicate_row", row.row)
                continue
            seen.add(row.fingerprint)
            key = digest(Kind.ad_spend, self._source, row.time, row.what, row.currency)
            known = sums.setdefault(key, row)
            if known is not row:
                known.cost = plain(Decimal(known.cost) + Decimal(row.cost))
                known.impressions += row.impressions
                known.clicks += row.clicks
        for key, row in sums.items():
            self._tally.items[AD_SPEND_REPORTED] += 1
            self._tally.total += Decimal(row.cost)
            self._tally.see_time(row.time)
            event = {
                "type": "track",
                "event": AD_SPEND_REPORTED,
                "timestamp": iso(row.time),
                **identity_of({}),
                "properties": {
                    **row.properties,
                    **row.what,
                    "value": row.cost,
                    "cost": row.cost,
                    "currency": row.currency,
                    "impressions": row.impressions,
                    "clicks": row.clicks,
                },
            }
            said = encode(event)
            memory = {"value": row.cost, "impressions": row.impressions, "clicks": row.clicks}
            yield (
                iso(row.time)[:7].replace("-", ""),  # type: ignore[index]
                Item(
                    key=key,
                    content=digest(said.decode())[:16],
                    event=msgspec.Raw(said),
                    memory=msgspec.Raw(encode(memory)),
                ),
            )
