"""The segment language, evaluated one person at a time in plain Python: slow, and easy to believe."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from siyu.audiences.conditions import (
    Anniversary,
    AnniversaryOfTrait,
    Attribute,
    Belongs,
    Consented,
    Did,
    DidNot,
    Everyone,
    Identified,
    InList,
    InSegment,
    Near,
    Occurred,
    Sample,
    Sequence,
    State,
    Tagged,
    Trait,
)
from siyu.audiences.definition import All, AnyOf, Definition, Not
from siyu.audiences.facts import Facts
from siyu.audiences.planner import salt_number
from siyu.audiences.windows import Days, Instants, Moment

from .world import Event, World, as_number

MISSING = object()


def members(definition: Definition, world: World, facts: Facts, moment: Moment) -> set[int]:
    """Everyone who is in."""
    return {
        person for person in world.people if _in(definition.where, person, world, facts, moment)
    }


def _in(condition: Any, person: int, world: World, facts: Facts, moment: Moment) -> bool:
    def ask(inner: Any) -> bool:
        return _in(inner, person, world, facts, moment)

    held = world.people[person]
    match condition:
        case All(conditions=inner):
            return all(map(ask, inner))
        case AnyOf(conditions=inner):
            return any(map(ask, inner))
        case Not(condition=inner):
            return not ask(inner)
        case Everyone():
            return True
        case State(state=state):
            return held["state"] == state
        case Trait(name=name, compare=compare):
            return _passes(compare, held.get(f"trait:{name}", MISSING), moment)
        case Attribute(name=name, compare=compare):
            return _passes(compare, held.get(name, MISSING), moment)
        case Tagged(tags=tags, match=match):
            carried = [f"tag:{tag}" in held for tag in tags]
            return any(carried) if match == "any" else all(carried)
        case Identified(type=type_, compare=compare):
            if compare.op == "in":
                return person in facts.identified[type_, compare.values]
            return _passes(compare, held.get(f"identifier:{type_}", MISSING), moment)
        case Consented(purpose=purpose, channel=channel, granted=granted):
            said = held.get(f"consent:{purpose}:{channel}", held.get(f"consent:{purpose}:any"))
            return said == ("granted" if granted else "withdrawn")
        case Belongs(node=node, subtree=subtree):
            nodes = facts.subtrees[node] if subtree else (node,)
            return any(f"belongs:{n}" in held for n in nodes)
        case Near():
            return person in world.places and _near(condition, world.places[person], facts)
        case Did():
            return _did(condition, _events(person, world, condition, moment))
        case DidNot():
            return not _events(person, world, condition, moment)
        case Occurred(kind=kind, window=window):
            times = [e.time for e in _of(person, world) if _matches(e, condition, moment)]
            edge = (min if kind == "first" else max)(times, default=None)
            return edge is not None and _lies(edge, window.span(moment), moment)
        case Sequence():
            return condition.least <= _reached(condition, person, world, moment) <= condition.most
        case Anniversary():
            return _anniversary(condition, person, world, moment)
        case InSegment(segment=segment):
            return person in world.members.get(("segment", segment), ())
        case InList(list=list_):
            return person in world.members.get(("list", list_), ())
        case Sample(percent=percent, salt=salt):
            return _hash(person ^ salt_number(salt)) % 10000 < round(percent * 100)
        case _:
            raise TypeError(condition)


def _of(person: int, world: World) -> list[Event]:
    return [e for e in world.events if e.node and world.canonical(e.node) == person]


def _events(person: int, world: World, condition: Any, moment: Moment) -> list[Event]:
    span = condition.window.span(moment)
    return [
        e
        for e in _of(person, world)
        if _matches(e, condition, moment) and _lies(e.time, span, moment)
    ]


def _matches(event: Event, condition: Any, moment: Moment) -> bool:
    return event.name == condition.event and all(
        any(_passes(f.compare, value, moment) for value in _values(event, f.field))
        for f in condition.where
    )


def _lies(time: datetime, span: Days | Instants, moment: Moment) -> bool:
    if isinstance(span, Days):
        day = time.astimezone(ZoneInfo(moment.zone)).date()
        return (not span.first or day >= span.first) and (not span.last or day <= span.last)
    return (not span.after or time > span.after) and (not span.until or time <= span.until)


def _values(event: Event, field: str) -> list[Any]:
    sent = event.properties
    if field in ("revenue", "quantity"):
        products = sent.get("products", [])
        quantity = sum(p.get("quantity", 1) for p in products)
        return [sent.get("revenue", 0) if field == "revenue" else quantity]
    if field == "source":
        return [event.source or MISSING]
    if field == "order_id":
        return [sent.get("order_id") or MISSING]
    if field.startswith("product."):
        name = {"product.id": "product_id"}.get(field, field.removeprefix("product."))
        found = [p.get(name) or MISSING for p in sent.get("products", [])]
        return [value for value in found if value is not MISSING] or [MISSING]
    value: Any = sent
    for part in field.removeprefix("properties.").split("."):
        value = value.get(part, MISSING) if isinstance(value, dict) else MISSING
    return [MISSING if value is None or isinstance(value, (dict, list)) else value]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _number(value: Any) -> float:
    if isinstance(value, bool):
        return math.nan
    number = as_number(value) if isinstance(value, str) else float(value)
    return math.nan if number is None else number


def _passes(compare: Any, value: Any, moment: Moment) -> bool:
    if compare.op in ("is_set", "is_not_set"):
        return (value is not MISSING) == (compare.op == "is_set")
    if value is MISSING:
        return False
    text, number = _text(value), _number(value)

    def same(wanted: Any) -> bool:
        if isinstance(wanted, bool):
            return text == str(wanted).lower()
        return text == wanted if isinstance(wanted, str) else number == wanted

    match compare.op:
        case "equals" | "not_equals":
            return same(compare.value) == (compare.op == "equals")
        case "in" | "not_in":
            return any(map(same, compare.values)) == (compare.op == "in")
        case "contains" | "not_contains":
            return (compare.value in text) == (compare.op == "contains")
        case "starts_with":
            return text.startswith(compare.value)
        case "ends_with":
            return text.endswith(compare.value)
        case "on" | "before" | "after" | "within":
            return _day_passes(compare, _day(text, moment), moment)
        case _:
            return _measure_passes(compare, number)


def _measure_passes(compare: Any, number: float) -> bool:
    match compare.op:
        case "between":
            return compare.low <= number <= compare.high
        case "equals" | "not_equals":
            return (number == compare.value) == (compare.op == "equals")
        case "greater":
            return number > compare.value
        case "at_least":
            return number >= compare.value
        case "less":
            return number < compare.value
        case _:
            return number <= compare.value


def _day(text: str, moment: Moment) -> date | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text):
            time = datetime.fromisoformat(text)
            return time.astimezone(ZoneInfo(moment.zone)).date()
    except ValueError:
        pass
    return None


def _day_passes(compare: Any, day: date | None, moment: Moment) -> bool:
    if day is None:
        return False
    match compare.op:
        case "on":
            return day == compare.day
        case "before":
            return day < compare.day
        case "after":
            return day > compare.day
        case _:
            span = compare.window.span(moment)
            return (not span.first or day >= span.first) and (not span.last or day <= span.last)


def _did(condition: Did, events: list[Event]) -> bool:
    of, field = condition.measure.of, condition.measure.field
    if of == "count":
        return _measure_passes(condition.compare, len(events))
    if of == "distinct_days":
        return _measure_passes(condition.compare, len({e.day for e in events}))
    firsts = [_values(e, field)[0] for e in events]
    if of == "distinct_values":
        distinct = {_text(value) for value in firsts if value is not MISSING}
        return _measure_passes(condition.compare, len(distinct))
    numbers = [_number(value) for value in firsts if value is not MISSING]
    numbers = [number for number in numbers if not math.isnan(number)]
    measures: dict[str, Callable[[list[float]], float]] = {
        "sum": sum,
        "average": lambda given: sum(given) / len(given),
        "minimum": min,
        "maximum": max,
    }
    if not numbers and of != "sum":
        return False
    return _measure_passes(condition.compare, measures[of](numbers))


def _reached(condition: Sequence, person: int, world: World, moment: Moment) -> int:
    span = condition.window.span(moment)
    mine = [e for e in _of(person, world) if _lies(e.time, span, moment)]
    limit = timedelta(milliseconds=condition.within.milliseconds) if condition.within else None
    best = 0
    starts = [e.time for e in mine if _matches(e, condition.steps[0], moment)]
    for start in starts:
        reached, at = 1, start
        for step in condition.steps[1:]:
            later = [e.time for e in mine if e.time > at and _matches(e, step, moment)]
            if not later or (limit is not None and min(later) - start > limit):
                break
            reached, at = reached + 1, min(later)
        best = max(best, reached)
    return best


def _anniversary(condition: Anniversary, person: int, world: World, moment: Moment) -> bool:
    if isinstance(condition.of, AnniversaryOfTrait):
        day = _day(world.people[person].get(f"trait:{condition.of.trait}", ""), moment)
    else:
        name = condition.of.event
        times = [e.time for e in _of(person, world) if e.name == name]
        day = min(times).astimezone(ZoneInfo(moment.zone)).date() if times else None
    if day is None:
        return False
    span = condition.window.span(moment)
    for n in range((span.last - span.first).days + 1):
        today = span.first + timedelta(days=n)
        years = today.year - day.year
        comes = _in_year(day, today.year) == today and years >= 1
        if comes and condition.years in (None, years):
            return True
    return False


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _near(condition: Near, place: tuple[float, float], facts: Facts) -> bool:
    point = condition.point
    there = (point.longitude, point.latitude) if point else facts.places[condition.node]
    (lon1, lat1), (lon2, lat2) = ([math.radians(x) for x in p] for p in (place, there))
    arc = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * (
        math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6_371_009 * math.asin(min(1, math.sqrt(arc))) <= condition.distance_meters


def _hash(number: int) -> int:
    """ClickHouse's intHash64: the finaliser of MurmurHash3 with a constant mixed in."""
    mask = (1 << 64) - 1
    number ^= 0x4CF2D2BAAE6DA887
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        number ^= number >> 33
        number = number * factor & mask
    return number ^ number >> 33
