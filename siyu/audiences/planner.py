"""Definition → plan."""

import hashlib
from datetime import date, timedelta
from functools import singledispatch

from siyu.people import ANY_CHANNEL

from .comparisons import DayIs, DayWithin, IsSet, holds
from .conditions import (
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
    Step,
    Tagged,
    Trait,
)
from .definition import All, AnyOf, Condition, Definition, Not
from .facts import Facts
from .keys import (
    PLACE,
    STATE,
    attribute_key,
    belongs_key,
    consent_key,
    identifier_key,
    tag_key,
    trait_key,
)
from .plan import (
    Behaviour,
    Both,
    Chance,
    Comes,
    Edge,
    Either,
    FieldTest,
    Funnel,
    NearPoint,
    OnDays,
    Plan,
    PlannedStep,
    Stored,
    Test,
    TextIs,
    These,
    Values,
    Within,
)
from .windows import Days, Moment

EVERYONE = Values((STATE,))


def plan(definition: Definition, facts: Facts, moment: Moment) -> Plan:
    """What to ask the warehouse, at a moment."""
    return plan_condition(definition.where, facts, moment)


def plan_condition(condition: Condition, facts: Facts, moment: Moment) -> Plan:
    """Plan of a part of a definition."""
    if isinstance(condition, All):
        having: list[Plan] = []
        lacking: list[Plan] = []
        for part in (plan_condition(c, facts, moment) for c in condition.conditions):
            if isinstance(part, Both):
                having += part.having
                lacking += part.lacking
            else:
                having.append(part)
        # Everyone adds nothing beside another condition: sources hold only persons there are.
        told = tuple(dict.fromkeys(p for p in having if p != EVERYONE))
        return _simple(Both(told, tuple(dict.fromkeys(lacking))))
    if isinstance(condition, AnyOf):
        parts: list[Plan] = []
        for part in (plan_condition(c, facts, moment) for c in condition.conditions):
            parts += part.parts if isinstance(part, Either) else (part,)
        unique = tuple(dict.fromkeys(parts))
        return unique[0] if len(unique) == 1 else Either(unique)
    if isinstance(condition, Not):
        return complement(plan_condition(condition.condition, facts, moment))
    return plan_leaf(condition, facts, moment)


def complement(part: Plan) -> Plan:
    """Everyone but these."""
    if isinstance(part, Both) and not part.having and len(part.lacking) == 1:
        return part.lacking[0]
    return Both((), (part,))


def _simple(both: Both) -> Plan:
    if not both.having and not both.lacking:
        return EVERYONE
    return both.having[0] if len(both.having) == 1 and not both.lacking else both


@singledispatch
def plan_leaf(leaf: object, facts: Facts, moment: Moment) -> Plan:
    """Plan of one condition."""
    raise TypeError(f"no plan for {type(leaf).__name__}")


@plan_leaf.register
def _(leaf: Everyone, facts: Facts, moment: Moment) -> Plan:
    return EVERYONE


@plan_leaf.register
def _(leaf: State, facts: Facts, moment: Moment) -> Plan:
    return Values((STATE,), TextIs(leaf.state))


@plan_leaf.register
def _(leaf: Trait, facts: Facts, moment: Moment) -> Plan:
    return _value(trait_key(leaf.name), leaf.compare, moment)


@plan_leaf.register
def _(leaf: Attribute, facts: Facts, moment: Moment) -> Plan:
    return _value(attribute_key(leaf.name), leaf.compare, moment)


@plan_leaf.register
def _(leaf: Tagged, facts: Facts, moment: Moment) -> Plan:
    keys = tuple(tag_key(tag) for tag in dict.fromkeys(leaf.tags))
    if leaf.match == "any":
        return Values(keys)
    return _simple(Both(tuple(Values((key,)) for key in keys)))


@plan_leaf.register
def _(leaf: Identified, facts: Facts, moment: Moment) -> Plan:
    if isinstance(leaf.compare, IsSet):
        return _value(identifier_key(leaf.type), leaf.compare, moment)
    return These(facts.identified[leaf.type, leaf.compare.values])


@plan_leaf.register
def _(leaf: Consented, facts: Facts, moment: Moment) -> Plan:
    wanted = TextIs("granted" if leaf.granted else "withdrawn")
    own, general = (consent_key(leaf.purpose, c) for c in (leaf.channel, ANY_CHANNEL))
    if own == general:
        return Values((own,), wanted)
    # A word on any channel is one on this too; a later one shows under both keys already.
    return Either((Values((own,), wanted), Both((Values((general,), wanted),), (Values((own,)),))))


@plan_leaf.register
def _(leaf: Belongs, facts: Facts, moment: Moment) -> Plan:
    nodes = facts.subtrees[leaf.node] if leaf.subtree else (leaf.node,)
    return Values(tuple(belongs_key(node) for node in nodes))


@plan_leaf.register
def _(leaf: Near, facts: Facts, moment: Moment) -> Plan:
    if leaf.point is not None:
        longitude, latitude = leaf.point.longitude, leaf.point.latitude
    else:
        assert leaf.node is not None
        longitude, latitude = facts.places[leaf.node]
    return Values((PLACE,), NearPoint(longitude, latitude, leaf.distance_meters))


@plan_leaf.register
def _(leaf: Did, facts: Facts, moment: Moment) -> Plan:
    behaviour = Behaviour(
        event=leaf.event,
        span=leaf.window.span(moment),
        where=_where(leaf, moment),
        measure=leaf.measure,
        compare=leaf.compare,
    )
    of_nothing = None if leaf.measure.of in ("average", "minimum", "maximum") else 0.0
    if of_nothing is None or not holds(leaf.compare, of_nothing):
        return behaviour
    failing = Behaviour(
        behaviour.event, behaviour.span, behaviour.where, leaf.measure, leaf.compare, opposite=True
    )
    return complement(failing)


@plan_leaf.register
def _(leaf: DidNot, facts: Facts, moment: Moment) -> Plan:
    return complement(Behaviour(leaf.event, leaf.window.span(moment), _where(leaf, moment)))


@plan_leaf.register
def _(leaf: Occurred, facts: Facts, moment: Moment) -> Plan:
    return Edge(leaf.kind, leaf.event, _where(leaf, moment), leaf.window.span(moment))


@plan_leaf.register
def _(leaf: Sequence, facts: Facts, moment: Moment) -> Plan:
    return Funnel(
        steps=tuple(PlannedStep(step.event, _where(step, moment)) for step in leaf.steps),
        span=leaf.window.span(moment),
        within_milliseconds=leaf.within.milliseconds if leaf.within else None,
        least=leaf.least,
        most=leaf.most,
    )


@plan_leaf.register
def _(leaf: Anniversary, facts: Facts, moment: Moment) -> Plan:
    span = leaf.window.span(moment)
    assert isinstance(span, Days)
    assert span.first
    assert span.last
    test = _comes(span.first, span.last, leaf.years)
    if isinstance(leaf.of, AnniversaryOfTrait):
        return Values((trait_key(leaf.of.trait),), test)
    return Edge("first", leaf.of.event, (), test)


@plan_leaf.register
def _(leaf: InSegment, facts: Facts, moment: Moment) -> Plan:
    return Stored("segment", leaf.segment)


@plan_leaf.register
def _(leaf: InList, facts: Facts, moment: Moment) -> Plan:
    return Stored("list", leaf.list)


@plan_leaf.register
def _(leaf: Sample, facts: Facts, moment: Moment) -> Plan:
    return Chance(salt_number(leaf.salt), round(leaf.percent * 100))


def salt_number(salt: str) -> int:
    """64 bits of a salt, to be mixed into the hash of a person."""
    return int.from_bytes(hashlib.sha256(salt.encode()).digest()[:8], "big")


def anniversaries(first: date, last: date) -> list[date]:
    """Days of a window; of which 28 February of a common year also stands for the 29th."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _comes(first: date, last: date, years: int | None) -> Comes | OnDays:
    days = anniversaries(first, last)
    if years is None:
        month_days = {day.month * 100 + day.day for day in days}
        month_days |= {229 for day in days if _stands_for_leap_day(day)}
        return Comes(tuple(sorted(month_days)), before=first)
    then = set()
    for day in days:
        year = day.year - years
        if (day.month, day.day) != (2, 29) or _is_leap(year):
            then.add(day.replace(year=year))
        if _stands_for_leap_day(day) and _is_leap(year):
            then.add(date(year, 2, 29))
    return OnDays(tuple(sorted(day for day in then if day.year >= 1900)))


def _stands_for_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 28) and not _is_leap(day.year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _where(leaf: Did | DidNot | Occurred | Step, moment: Moment) -> tuple[FieldTest, ...]:
    return tuple(FieldTest(f.field, day_test(f.compare, moment)) for f in leaf.where)


def _value(key: str, compare: object, moment: Moment) -> Plan:
    match compare:
        case IsSet(op="is_set"):
            return Values((key,))
        case IsSet(op="is_not_set"):
            return complement(Values((key,)))
        case _:
            return Values((key,), day_test(compare, moment))


def day_test(compare: object, moment: Moment) -> Test:
    """A comparison with its days worked out."""
    match compare:
        case DayIs(op="on", day=day):
            return Within(day, day)
        case DayIs(op="before", day=day):
            return Within(None, day - timedelta(days=1))
        case DayIs(op="after", day=day):
            return Within(day + timedelta(days=1), None)
        case DayWithin(window=window):
            span = window.span(moment)
            assert isinstance(span, Days)
            return Within(span.first, span.last)
        case _:
            return compare  # type: ignore[return-value]
