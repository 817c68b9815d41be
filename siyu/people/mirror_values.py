"""What the warehouse may know of a person: key → value.

Keys: ``state``, ``kind``, ``first_seen_at``, ``trait:<name>``, ``<attribute>``, ``tag:<id>``,
``identifier:<type>``, ``consent:<purpose>:<channel>``, ``belongs:<org node>`` with
``belongs_orders:…`` and ``belongs_revenue:…``, ``account:<person>``, ``place``. Personal values
stand as ``hash:`` and their blind index, as tracking writes them into events.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from siyu.kernel.cipher import cipher
from siyu.kernel.database import Session

from .accounts import accounts_of
from .attributes import attributes_of
from .bulk import select_in
from .consent import consents_of, effective
from .contracts import PersonState
from .identity_rules import load_rules
from .models import BelongingRow, IdentifierRow, PersonRow
from .normalising import spell_email, spell_phone
from .persons import nodes_of
from .tags import tags_of
from .trait_keys import PERSONAL
from .traits import folded_values

NAN = float("nan")
TEXT_LENGTH_MAX = 1_000
_FIGURE_AHEAD = re.compile(r".?[0-9]", re.DOTALL)
# Of an address only what many share.
_COARSE = ("city", "state", "province", "country", "district", "region")


class Value(NamedTuple):
    """One value as the warehouse keeps it; ``number`` is NaN where it is none."""

    text: str = ""
    number: float = NAN
    longitude: float = 0.0
    latitude: float = 0.0


def values_of(session: Session, person_ids: Iterable[int]) -> dict[int, dict[str, Value]]:
    """All values of living, canonical persons."""
    found = _persons(session, person_ids)
    nodes = {n: person for n, person in nodes_of(session, found).items() if person in found}
    for person, traits in folded_values(session, nodes).items():
        found[person] |= _traits(traits)
    for person, attributes in attributes_of(session, nodes).items():
        found[person] |= {name: _plain(value) for name, value in attributes.items()}
    for person, tags in tags_of(session, nodes).items():
        found[person] |= {f"tag:{tag}": Value(source, 1.0) for tag, source in tags.items()}
    for person, standing in consents_of(session, nodes).items():
        for (purpose, channel), (granted, _) in effective(standing).items():
            said = Value("granted" if granted else "withdrawn", float(granted))
            found[person][f"consent:{purpose}:{channel}"] = said
    for person, accounts in accounts_of(session, nodes).items():
        found[person] |= {f"account:{a}": Value(role, 1.0) for a, role in accounts.items()}
    _add_belongings(session, nodes, found)
    _add_identifiers(session, found)
    return found


def _persons(session: Session, person_ids: Iterable[int]) -> dict[int, dict[str, Value]]:
    columns = ("id", "merged_into", "state", "kind", "first_seen_at")
    found = {}
    for row in select_in(session, PersonRow, columns, "id", set(person_ids)):
        person, into, state, kind, first_seen = row
        if into is None and state != PersonState.erased:
            found[person] = {
                "state": Value(state),
                "kind": Value(kind),
                "first_seen_at": _plain(first_seen.astimezone(UTC).isoformat()),
            }
    return found


def _traits(traits: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in traits.items():
        key = f"trait:{name}"
        if name in PERSONAL:
            if name == "address" and isinstance(value, Mapping):
                for part in _COARSE:
                    if value.get(part):
                        found[f"{key}.{part}"] = _plain(value[part])
            found[key] = Value(_hash(name, value))
        elif isinstance(value, Mapping):
            found |= {f"{key}.{part}": _plain(inner) for part, inner in list(value.items())[:50]}
        else:
            found[key] = _plain(value)
    place = _place(traits)
    if place is not None:
        found["place"] = place
    return found


def _hash(name: str, value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    spelled = {"email": spell_email, "phone": spell_phone}.get(name, str.strip)(text)
    return f"hash:{cipher().blind_index(name, spelled or text).hex()}"


def _plain(value: Any) -> Value:
    if isinstance(value, bool):
        return Value("true" if value else "false", float(value))
    if isinstance(value, int | float):
        return Value(str(value), float(value))
    if isinstance(value, str):
        return Value(value[:TEXT_LENGTH_MAX], _number(value))
    return Value(json.dumps(value, ensure_ascii=False)[:TEXT_LENGTH_MAX])


def _number(text: str) -> float:
    """Numbers in text, and instants as seconds since 1970."""
    if len(text) > 40 or _FIGURE_AHEAD.match(text) is None:
        return NAN
    if len(text) >= 19 and text[4:5] == "-":
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            return NAN
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()
    return _float(text)


def _float(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return NAN
    return number if math.isfinite(number) else NAN


def _place(traits: Mapping[str, Any]) -> Value | None:
    for source in (traits.get("location"), traits.get("address"), traits):
        if isinstance(source, Mapping):
            longitude = _first(source, "longitude", "lng", "lon")
            latitude = _first(source, "latitude", "lat")
            if abs(longitude) <= 180 and abs(latitude) <= 90:
                return Value("", NAN, longitude, latitude)
    return None


def _first(source: Mapping[str, Any], *names: str) -> float:
    for name in names:
        if isinstance(source.get(name), int | float | str):
            return _float(str(source[name]))
    return NAN


def _add_belongings(
    session: Session, nodes: Mapping[int, int], found: dict[int, dict[str, Value]]
) -> None:
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    columns = ("node_id", "org_node_id", "orders", "revenue_minor")
    for node, org, orders, revenue in select_in(session, BelongingRow, columns, "node_id", nodes):
        total = sums[nodes[node], org]
        total[0] += orders
        total[1] += revenue
    for (person, org), (orders, revenue) in sums.items():
        found[person][f"belongs:{org}"] = Value("", 1.0)
        if orders or revenue:
            found[person][f"belongs_orders:{org}"] = Value(str(orders), float(orders))
            found[person][f"belongs_revenue:{org}"] = Value(str(revenue), float(revenue))


def _add_identifiers(session: Session, found: dict[int, dict[str, Value]]) -> None:
    rules = load_rules(session)
    count: Counter[tuple[int, str]] = Counter()
    first: dict[tuple[int, str], tuple[datetime, bytes]] = {}
    columns = ("person_id", "type", "blind", "first_seen_at")
    for person, type_, blind, seen in select_in(
        session, IdentifierRow, columns, "person_id", found
    ):
        if not rules.of(type_).anonymous:
            key = (person, type_)
            count[key] += 1
            first[key] = min(first.get(key, (seen, blind)), (seen, blind))
    for (person, type_), number in count.items():
        blind = first[person, type_][1]
        found[person][f"identifier:{type_}"] = Value(f"hash:{blind.hex()}", float(number))
