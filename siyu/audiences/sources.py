"""Sources of a plan as SQL: each a SELECT of canonical person ids, named ``id``, perhaps repeated."""

from collections.abc import Sequence
from datetime import date, timedelta

from siyu.warehouse import canonical

from .binder import Binder
from .fields import field_sql, number_of, text_of
from .plan import (
    Behaviour,
    Chance,
    Comes,
    Edge,
    FieldTest,
    Funnel,
    OnDays,
    Source,
    Stored,
    These,
    Values,
)
from .scope import EVERYBODY, Scope
from .value_tests import Column, day_sql, measure_sql, test_sql
from .windows import DAY_MAX, DAY_MIN, Days, Instants, Moment, Span, midnight

MERGED_PERSON = canonical("person")
# Brings times before 1970 above zero, as windowFunnel asks for unsigned numbers.
_EPOCH_SHIFT = 62_135_596_800_000
_STEPS_MAX = 16


class Sources:
    """Writes sources with one set of parameters."""

    def __init__(
        self, bind: Binder, moment: Moment, *, merged: bool, scope: Scope = EVERYBODY
    ) -> None:
        self.bind = bind
        self._moment = moment
        self._person = MERGED_PERSON if merged else "person"
        self._scope = scope

    def select(self, source: Source, within: str | None = None) -> str:
        """SELECT of the ids of a source.

        Args:
            within: SELECT of ids; only those of them are wanted.

        """
        match source:
            case Values():
                return self._values(source, within)
            case Behaviour():
                return self._behaviour(source, within)
            case Edge():
                return self._edge(source, within)
            case Funnel():
                return self._funnel(source, within)
            case Stored():
                return self._stored(source, within)
            case These(people=people):
                bound = self.bind(list(people), "Array(UInt32)")
                wanted = self._wanted_ids("id", within)
                return f"SELECT arrayJoin({bound}) AS id{_where(wanted)}"
            case Chance():
                return self._chance(source, within)

    def select_events(self, names: Sequence[str], spans: Sequence[Span]) -> str:
        """SELECT of everyone who did one of these within one of the spans."""
        exact = any(isinstance(span, Instants) for span in spans)
        within = [" AND ".join(self._span(span, exact=exact)) or "1" for span in spans]
        conditions = [
            f"event IN {self.bind(list(names), 'Array(String)')}",
            f"({' OR '.join(f'({part})' for part in within)})",
            *self._of_events(None),
        ]
        table = "events" if exact else "person_days"
        return f"SELECT DISTINCT {self._person} AS id FROM {table}{_where(conditions)}"

    def _values(self, source: Values, within: str | None) -> str:
        conditions = [self._key(source.keys)]
        if source.test is not None:
            test = test_sql(source.test, Column("value", "number"), self.bind)
            conditions += [test] if test else []
        conditions += self._scope.of_values(self.bind)
        conditions += [f"person IN ({within})"] if within else []
        return f"SELECT person AS id FROM person_values FINAL{_where(conditions)}"

    def _chance(self, source: Chance, within: str | None) -> str:
        chosen = (
            f"intHash64(bitXor(toUInt64(person), {self.bind(source.salt, 'UInt64')})) % 10000"
            f" < {self.bind(source.per_myriad, 'UInt32')}"
        )
        conditions = [self._key(("state",)), chosen, *self._scope.of_values(self.bind)]
        conditions += [f"person IN ({within})"] if within else []
        return f"SELECT person AS id FROM person_values FINAL{_where(conditions)}"

    def _stored(self, source: Stored, within: str | None) -> str:
        conditions = [
            f"kind = {self.bind(source.kind, 'String')}",
            f"owner = {self.bind(source.id, 'UInt32')}",
        ]
        if self._scope.people is not None:
            chunks = sorted({person >> 16 for person in self._scope.people})
            conditions.append(f"chunk IN {self.bind(chunks, 'Array(UInt16)')}")
        members = f"SELECT arrayJoin(bitmapToArray(members)) AS id FROM segment_members FINAL{_where(conditions)}"
        wanted = self._wanted_ids("id", within)
        return f"SELECT id FROM ({members}){_where(wanted)}" if wanted else members

    def _behaviour(self, source: Behaviour, within: str | None) -> str:
        table = _table_of(source)
        conditions = self._of_behaviour(source, table, within)
        if _is_once(source):
            return f"SELECT {self._person} AS id FROM {table}{_where(conditions)}"
        passing = measure_sql(source.compare, self._measure(source, table), self.bind)
        having = f"NOT ifNull({passing}, 0)" if source.opposite else passing
        return (
            f"SELECT {self._person} AS id FROM {table}{_where(conditions)}"
            f" GROUP BY id HAVING {having}"
        )

    def _of_behaviour(self, source: Behaviour, table: str, within: str | None) -> list[str]:
        return [
            f"event = {self.bind(source.event, 'String')}",
            *self._span(source.span, exact=table == "events"),
            *self._filters(source.where),
            *self._of_events(within),
        ]

    def _measure(self, source: Behaviour, table: str) -> str:
        of, field = source.measure.of, source.measure.field
        if of == "count":
            return "count()" if table == "events" else "sum(count)"
        if of == "distinct_days":
            return "uniqExact(day)"
        assert field
        if table != "events":
            total = "toFloat64(sum(revenue))"
            return total if of == "sum" else f"({total} / sum(count))"
        if of == "distinct_values":
            return f"uniqExact({text_of(field, self.bind)})"
        number = number_of(field, self.bind)
        if field in ("revenue", "quantity") and of in ("sum", "average"):
            total = f"toFloat64(sum({field}))"
            return total if of == "sum" else f"({total} / count())"
        function = {"sum": "sum", "average": "avg", "minimum": "min", "maximum": "max"}[of]
        return f"ifNull({function}({number}), 0)" if of == "sum" else f"{function}({number})"

    def _edge(self, source: Edge, within: str | None) -> str:
        exact = bool(source.where)
        table, time = ("events", "time") if exact else ("person_life", source.which)
        moment = f"{'min' if source.which == 'first' else 'max'}({time})"
        conditions = [
            f"event = {self.bind(source.event, 'String')}",
            *self._filters(source.where),
            *self._of_events(within),
        ]
        return (
            f"SELECT {self._person} AS id FROM {table}{_where(conditions)}"
            f" GROUP BY id HAVING {self._lies(moment, source.span)}"
        )

    def _lies(self, moment: str, span: Span | Comes | OnDays) -> str:
        if isinstance(span, (Comes, OnDays)):
            day = f"toDate32({moment}, {self.bind(self._moment.zone, 'String')})"
            return day_sql(span, day, self.bind)
        if isinstance(span, Instants):
            ends = [f"{moment} > {self._time(span.after)}"] if span.after else []
            ends += [f"{moment} <= {self._time(span.until)}"] if span.until else []
            return " AND ".join(ends) or "1"
        ends = []
        if span.first:
            start = midnight(max(span.first, DAY_MIN), self._moment.zone)
            ends.append(f"{moment} >= {self._time(start)}")
        if span.last:
            end = midnight(min(span.last, DAY_MAX - timedelta(1)) + timedelta(1), self._moment.zone)
            ends.append(f"{moment} < {self._time(end)}")
        return " AND ".join(ends) or "1"

    def _funnel(self, source: Funnel, within: str | None) -> str:
        return (
            f"SELECT id FROM ({self._steps(source, within)}) WHERE step > 0 GROUP BY id"
            f" HAVING {self._reached(source)} BETWEEN {self.bind(source.least, 'UInt8')}"
            f" AND {self.bind(source.most, 'UInt8')}"
        )

    def _steps(self, source: Funnel, within: str | None) -> str:
        """SELECT of ``id``, ``time`` and the step that an event does; 0 is none."""
        names = sorted({step.event for step in source.steps})
        conditions = [
            f"event IN {self.bind(names, 'Array(String)')}",
            *self._span(source.span, exact=True),
            *self._of_events(within),
        ]
        done = [
            " AND ".join([f"event = {self.bind(step.event, 'String')}", *self._filters(step.where)])
            for step in source.steps
        ]
        if len(names) == len(source.steps):
            cases = ", ".join(f"{test}, {n}" for n, test in enumerate(done, 1))
            step_of = f"multiIf({cases}, 0)"
        else:
            # One event may do for several steps: it then stands once for each.
            cases = ", ".join(f"if({test}, {n}, 0)" for n, test in enumerate(done, 1))
            step_of = f"arrayJoin([{cases}])"
        return (
            f"SELECT {self._person} AS id, time, {step_of} AS step FROM events{_where(conditions)}"
        )

    def _reached(self, source: Funnel) -> str:
        # At one time later steps come first, so that no step follows another of the same time.
        clock = (
            f"toUInt64((toUnixTimestamp64Milli(time) + {_EPOCH_SHIFT}) * {_STEPS_MAX}"
            f" + {_STEPS_MAX - 1} - step)"
        )
        limit = source.within_milliseconds
        longest = 1 << 62 if limit is None else limit * _STEPS_MAX
        steps = ", ".join(f"step = {n}" for n in range(1, len(source.steps) + 1))
        return f"windowFunnel({self.bind(longest, 'UInt64')})({clock}, {steps})"

    def facts_of_values(self, source: Values) -> str:
        """SELECT of ``key`` and ``value``, some of them."""
        conditions = [self._key(source.keys), *self._scope.of_values(self.bind)]
        return f"SELECT key, value FROM person_values FINAL{_where(conditions)} LIMIT 100"

    def facts_of_behaviour(self, source: Behaviour) -> str:
        """SELECT of the measure, and of how many events it saw and when."""
        conditions = self._of_behaviour(source, "events", None)
        return (
            f"SELECT {self._measure(source, 'events')} AS measure, count() AS events,"
            f" min(time) AS first, max(time) AS last FROM events{_where(conditions)}"
            " HAVING events > 0"
        )

    def facts_of_edge(self, source: Edge) -> str:
        """SELECT of the first and the last time."""
        conditions = [
            f"event = {self.bind(source.event, 'String')}",
            *self._filters(source.where),
            *self._of_events(None),
        ]
        return (
            "SELECT count() AS events, min(time) AS first, max(time) AS last"
            f" FROM events{_where(conditions)} HAVING events > 0"
        )

    def facts_of_funnel(self, source: Funnel) -> str:
        """SELECT of the furthest step."""
        return (
            f"SELECT {self._reached(source)} AS reached, count() AS events"
            f" FROM ({self._steps(source, None)}) WHERE step > 0"
        )

    def facts_of_chance(self, source: Chance) -> str:
        """SELECT of the person's lot, of 10 000; lower than the share is in."""
        conditions = [self._key(("state",)), *self._scope.of_values(self.bind)]
        lot = f"intHash64(bitXor(toUInt64(person), {self.bind(source.salt, 'UInt64')})) % 10000"
        return f"SELECT {lot} AS lot FROM person_values FINAL{_where(conditions)}"

    def _filters(self, filters: Sequence[FieldTest]) -> list[str]:
        return [field_sql(f.field, f.test, self.bind) for f in filters]

    def _span(self, span: Span, *, exact: bool) -> list[str]:
        if isinstance(span, Days):
            return self._days(span.first, span.last)
        assert exact
        zone = self._moment.zone
        first = Moment(span.after, zone).today if span.after else None
        last = Moment(span.until, zone).today if span.until else None
        conditions = self._days(first, last)
        conditions += [f"time > {self._time(span.after)}"] if span.after else []
        conditions += [f"time <= {self._time(span.until)}"] if span.until else []
        return conditions

    def _days(self, first: date | None, last: date | None) -> list[str]:
        if (last and last < DAY_MIN) or (first and first > DAY_MAX):
            return ["0"]
        conditions = [f"day >= {self.bind(max(first, DAY_MIN), 'Date')}"] if first else []
        conditions += [f"day <= {self.bind(min(last, DAY_MAX), 'Date')}"] if last else []
        return conditions

    def _of_events(self, within: str | None) -> list[str]:
        conditions = ["person != 0", *self._scope.of_events(self._person, self.bind)]
        return conditions + ([f"{self._person} IN ({within})"] if within else [])

    def _wanted_ids(self, id_: str, within: str | None) -> list[str]:
        wanted = []
        if self._scope.people is not None:
            wanted.append(f"{id_} IN {self.bind(list(self._scope.people), 'Array(UInt32)')}")
        elif self._scope.one_in > 1:
            wanted.append(
                f"intHash64(toUInt64({id_})) % {self.bind(self._scope.one_in, 'UInt32')} = 0"
            )
        return wanted + ([f"{id_} IN ({within})"] if within else [])

    def _key(self, keys: Sequence[str]) -> str:
        if len(keys) == 1:
            return f"key = {self.bind(keys[0], 'String')}"
        return f"key IN {self.bind(list(keys), 'Array(String)')}"

    def _time(self, instant: object) -> str:
        return self.bind(instant, "DateTime64(3, 'UTC')")


def _table_of(source: Behaviour) -> str:
    """The smallest table that can answer."""
    measure = source.measure
    kept = measure.of in ("count", "distinct_days") or (
        measure.field == "revenue" and measure.of in ("sum", "average")
    )
    if source.where or not kept or isinstance(source.span, Instants):
        return "events"
    whole = source.span == Days() and measure.of != "distinct_days"
    return "person_life" if whole else "person_days"


def _is_once(source: Behaviour) -> bool:
    compare = source.compare
    return (
        not source.opposite
        and source.measure.of in ("count", "distinct_days")
        and getattr(compare, "op", "") in ("at_least", "greater")
        and getattr(compare, "value", -1) == (1 if compare.op == "at_least" else 0)
    )


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""
