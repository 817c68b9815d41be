"""Rows of people → ``identify`` events, with tags, consent and the store they belong to beside them."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from siyu.imports.cells import Cells, RowRejected, digest, encode, identity_of
from siyu.imports.contracts import Kind
from siyu.imports.spool import Item
from siyu.imports.tally import iso
from siyu.imports.values import consent_parser, looks_like_number

TAGS_OF_ONE_MAX = 50


class PersonRow(msgspec.Struct, array_like=True):
    """One row, as it waits for others that speak of the same person."""

    row: int
    identifiers: dict[str, str]
    traits: dict[str, Any]
    tags: list[str]
    consent: bool | None
    store: str


class People:
    """Reads rows, and folds those that speak of one person: the later row wins."""

    def __init__(
        self, cells: Cells, *, source: str, at: datetime, stores: Collection[str] | None
    ) -> None:
        self._cells = cells
        self._tally = cells.tally
        self._source = source
        self._at = round(at.timestamp() * 1000)
        self._time = cells.time("time")
        self._traits = cells.free("trait:")
        self._stores = stores
        self._tags = cells.text("tags", 2000)
        self._store = cells.identifier("store")
        self._consent_place = cells.place("consent")
        self._consent = consent_parser()

    def read(self, row: int, cells: Sequence[str]) -> tuple[str, PersonRow]:
        """The person in a row, under the key of the first identifier.

        Raises:
            RowRejected: nothing says who it is.

        """
        identifiers = self._cells.identifiers(cells, row)
        if not identifiers:
            raise RowRejected("identifier_missing")
        traits: dict[str, Any] = {}
        for name, read in self._traits:
            value, codes = read(cells)
            self._tally.note_all(codes, row)
            if value:
                traits[name] = _typed(name, value)
        for kind in ("phone", "email"):
            if kind in identifiers:
                traits[kind] = identifiers[kind]
        registered, codes = self._time(cells)
        if registered is not None:
            traits["createdAt"] = iso(round(registered.timestamp() * 1000))
        else:
            self._tally.note_all((c for c in codes if c != "time_missing"), row)
        tags, codes = self._tags(cells)
        self._tally.note_all(codes, row)
        store, codes = self._store(cells)
        self._tally.note_all(codes, row)
        if store and self._stores is not None and store not in self._stores:
            self._tally.note("store_unknown", row)
            store = ""
        consent: bool | None = None
        if self._consent_place is not None:
            consent, codes = self._consent(cells[self._consent_place])
            self._tally.note_all(codes, row)
        person = PersonRow(row, identifiers, traits, split_tags(tags), consent, store)
        return next(iter(identifiers.values())), person

    def items(self, records: Iterable[bytes]) -> Iterator[tuple[str, Item]]:
        """One item a person; the month is that of the import, since a profile is of now."""
        decode = msgspec.json.Decoder(PersonRow).decode
        people: dict[str, PersonRow] = {}
        for record in records:
            person = decode(record)
            key = next(iter(person.identifiers.items()))
            known = people.get(f"{key}")
            if known is None:
                people[f"{key}"] = person
                continue
            same = (known.identifiers, known.traits, known.tags, known.consent, known.store) == (
                person.identifiers,
                person.traits,
                person.tags,
                person.consent,
                person.store,
            )
            self._tally.note("duplicate_row" if same else "person_repeated", person.row)
            _fold(known, person)
        for person in people.values():
            yield iso(self._at)[:7].replace("-", ""), self._item(person)  # type: ignore[index]

    def _item(self, person: PersonRow) -> Item:
        said = {**identity_of(person.identifiers), "traits": person.traits}
        extra: dict[str, Any] = {"identifiers": person.identifiers}
        if person.tags:
            extra["tags"] = [[self._cells.options.tag_group, tag] for tag in person.tags]
        if person.consent is not None:
            extra["consent"] = person.consent
        if person.store:
            extra["store"] = person.store
        self._tally.items["people"] += 1
        self._tally.see_customer(next(iter(person.identifiers.values())))
        event = {"type": "identify", "timestamp": iso(self._at), **said}
        return Item(
            key=digest(Kind.people, self._source, next(iter(person.identifiers.items()))),
            content=digest(said, extra)[:16],
            event=msgspec.Raw(encode(event)),
            extra=msgspec.Raw(encode(extra)),
        )


def split_tags(text: str) -> list[str]:
    """``高客单,美妆`` as its parts."""
    parts = (part.strip()[:100] for part in re.split(r"[,，;；|、\n]", text))
    return list(dict.fromkeys(part for part in parts if part))[:TAGS_OF_ONE_MAX]


_AS_TEXT = re.compile(
    r"name|姓名|昵称|address|地址|phone|手机|电话|code|编号|号$|id$|zip|邮编", re.IGNORECASE
)


def _typed(name: str, value: str) -> Any:
    """A number where the trait is one; names and numbers of things stay text."""
    if _AS_TEXT.search(name) or not looks_like_number(value):
        return value
    return int(value) if value.lstrip("-").isdigit() else float(value)


def _fold(known: PersonRow, later: PersonRow) -> None:
    known.identifiers.update(later.identifiers)
    known.traits.update(later.traits)
    known.tags = list(dict.fromkeys([*known.tags, *later.tags]))[:TAGS_OF_ONE_MAX]
    known.consent = known.consent if later.consent is None else later.consent
    known.store = later.store or known.store
