"""Whose windows have moved: the people whose answer time alone may have changed."""

from datetime import timedelta

from .binder import Binder
from .compiler import Query, compile_ids
from .conditions import Anniversary, Attribute, Leaf, Trait
from .facts import Facts
from .plan import Both, Either, Plan
from .planner import plan_leaf
from .reads import events_of, filters_move
from .sources import Sources
from .windows import Days, Ever, Instants, Moment, Span


def compile_moved(
    leaf: Leaf, facts: Facts, before: Moment, after: Moment, *, merged: bool
) -> Query | None:
    """Rows ``id`` of everyone for whom a condition may answer otherwise after than before.

    For behaviour these are the people with an event in what has come into the window or gone out
    of it; for dates all to whom the condition applied before or applies after. None: nobody.
    """
    if isinstance(leaf, (Anniversary, Trait, Attribute)) or filters_move(leaf):
        if before.today == after.today and not isinstance(_span(leaf, after), Instants):
            return None
        planned = (_without_not(plan_leaf(leaf, facts, moment)) for moment in (before, after))
        parts = tuple(dict.fromkeys(planned))
        return compile_ids(Either(parts), after, merged=merged)
    strips = _strips(_span(leaf, before), _span(leaf, after))
    if not strips:
        return None
    bind = Binder(after.zone)
    sources = Sources(bind, after, merged=merged)
    return Query(sources.select_events(sorted(events_of(leaf)), strips), bind.params)


def _without_not(plan: Plan) -> Plan:
    """What is asked, or asked not: both change for the same people."""
    if isinstance(plan, Both) and not plan.having and len(plan.lacking) == 1:
        return plan.lacking[0]
    return plan


def _span(leaf: Leaf, moment: Moment) -> Span:
    window = getattr(leaf, "window", Ever())
    span: Span = window.span(moment)
    return span


def _strips(before: Span, after: Span) -> list[Span]:
    """Stretches of time that lie in one span and not in the other."""
    if before == after:
        return []
    if isinstance(before, Days) and isinstance(after, Days):
        return [before, after] if _apart(before, after) else _edges(before, after)
    if isinstance(before, Instants) and isinstance(after, Instants):
        assert before.after
        assert after.after
        assert before.until
        assert after.until
        if after.after >= before.until:
            return [before, after]
        return [Instants(before.after, after.after), Instants(before.until, after.until)]
    return [before, after]


def _apart(before: Days, after: Days) -> bool:
    assert before.first
    assert before.last
    assert after.first
    assert after.last
    return after.first > before.last or before.first > after.last


def _edges(before: Days, after: Days) -> list[Span]:
    one = timedelta(days=1)
    assert before.first
    assert before.last
    assert after.first
    assert after.last
    edges: list[Span] = []
    if before.first != after.first:
        low, high = sorted((before.first, after.first))
        edges.append(Days(low, high - one))
    if before.last != after.last:
        low, high = sorted((before.last, after.last))
        edges.append(Days(low + one, high))
    return edges
