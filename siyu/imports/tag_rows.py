"""Rows of tags → tags on people."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from siyu.imports.cells import Cells, RowRejected, digest, encode
from siyu.imports.contracts import Kind
from siyu.imports.people_rows import split_tags
from siyu.imports.spool import Item
from siyu.imports.tally import iso


class TagRow(msgspec.Struct, array_like=True):
    """One row as read."""

    row: int
    identifiers: dict[str, str]
    tags: list[list[str]]
    expires_at: str | None


class Tags:
    """Reads rows; a person who has the tag keeps it."""

    def __init__(self, cells: Cells, *, source: str, at: datetime) -> None:
        self._cells = cells
        self._tally = cells.tally
        self._source = source
        self._month = f"{at:%Y%m}"
        self._tag = cells.text("tag", 2000)
        self._group = cells.text("tag_group", 100)
        self._expires = cells.future("expires_at")

    def read(self, row: int, cells: Sequence[str]) -> tuple[str, TagRow]:
        """The tags in a row, under the key of the person's first identifier.

        Raises:
            RowRejected: nobody, or no tag.

        """
        identifiers = self._cells.identifiers(cells, row)
        if not identifiers:
            raise RowRejected("identifier_missing")
        text, codes = self._tag(cells)
        self._tally.note_all(codes, row)
        tags = split_tags(text)
        if not tags:
            raise RowRejected("tag_missing")
        group, codes = self._group(cells)
        self._tally.note_all(codes, row)
        expires, codes = self._expires(cells)
        if expires is None and "time_missing" not in codes and codes:
            raise RowRejected(codes[0])
        pairs = [[group or self._cells.options.tag_group, tag] for tag in tags]
        until = None if expires is None else iso(round(expires.timestamp() * 1000))
        return next(iter(identifiers.values())), TagRow(row, identifiers, pairs, until)

    def items(self, records: Iterable[bytes]) -> Iterator[tuple[str, Item]]:
        """One item a row."""
        decode = msgspec.json.Decoder(TagRow).decode
        seen: set[str] = set()
        for record in records:
            tagged = decode(record)
            key = digest(
                Kind.tags, self._source, tagged.identifiers, tagged.tags, tagged.expires_at
            )
            if key in seen:
                self._tally.note("duplicate_row", tagged.row)
                continue
            seen.add(key)
            self._tally.items["tags"] += len(tagged.tags)
            self._tally.see_customer(next(iter(tagged.identifiers.values())))
            extra = {
                "identifiers": tagged.identifiers,
                "tags": tagged.tags,
                "expires_at": tagged.expires_at,
            }
            yield self._month, Item(key=key, content="", extra=msgspec.Raw(encode(extra)))
