"""Segments over a generated brand: compiled definitions beside the same question written by hand.

    python -m benchmarks segments                           1 M people, 10 M events
    python -m benchmarks segments --scale large             30 M people, 300 M events: 20 GB, an hour to make
    python -m benchmarks.segments --people 10000000 --path /data/ten

The data is made once per size and used again. Every answer is checked against the yardstick's.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from siyu.audiences.compiler import compile_chunks, compile_count, compile_ids
from siyu.audiences.definition import parse_definition
from siyu.audiences.facts import Facts
from siyu.audiences.planner import plan
from siyu.audiences.scope import Scope
from siyu.audiences.windows import Moment
from siyu.warehouse import Warehouse, migrate

from .figures import Figure, show

NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)
MOMENT = Moment(NOW, "Asia/Shanghai")
FIRST_DAY, DAYS = "2025-12-01", 365
EVENTS = {
    "Page Viewed": 0.40,
    "Product Viewed": 0.30,
    "Product Added": 0.12,
    "Order Completed": 0.10,
    "Message Opened": 0.08,
}
VIEWS = ("person_days_view", "person_life_view", "message_ids_view")
PANDAS_PEOPLE_MAX = 2_000_000


def build(warehouse: Warehouse, people: int, events: int) -> None:
    """Everybody and everything, straight into the tables; the same numbers give the same brand."""
    made = time.perf_counter()
    settings = {"max_insert_threads": 2, "min_insert_block_size_rows": 2_000_000, "max_execution_time": 0,
                "min_insert_block_size_bytes": 1 << 29, "max_bytes_before_external_group_by": 2 << 30,
                # Nothing comes twice: merging a block with itself takes three times what writing it does.
                "optimize_on_insert": 0}  # fmt: skip
    warehouse.command("SYSTEM STOP MERGES")
    # The aggregates are made from the events at the end: views would sort each block three times.
    for view in VIEWS:
        warehouse.command(f"DETACH TABLE IF EXISTS {view}")
    for event, share in EVENTS.items():
        a_day = int(events // DAYS * share)
        for start in range(0, DAYS, 28):
            params = {"event": event, "first": FIRST_DAY, "a_day": a_day, "start": start,
                      "days": min(28, DAYS - start), "people": people}  # fmt: skip
            if event == "Product Viewed":
                # Reading JSON costs ten times as much as the rest of a row: it is read for one stretch.
                warehouse.command(
                    _VIEWED if start == 0 else _VIEWED_AGAIN, params, settings=settings
                )
            else:
                warehouse.command(_EVENTS, params, settings=settings)
        for month in range(13):
            warehouse.command(
                _DAYS, {"event": event, "first": FIRST_DAY, "month": month}, settings=settings
            )
        warehouse.command(_LIFE, {"event": event}, settings=settings)
        print(f"  {event:16} {time.perf_counter() - made:6.0f} s", flush=True)
    for key, (value, number, who) in VALUES.items():
        sql = (f"INSERT INTO person_values (key, person, value, number, version) SELECT '{key}', toUInt32(number + 1) AS n,"
               f" {value}, {number}, 1 FROM numbers({{people:UInt64}}) WHERE {who}")  # fmt: skip
        warehouse.command(sql, {"people": people}, settings=settings)
    for view in VIEWS:
        warehouse.command(f"ATTACH TABLE {view}")
    warehouse.command("SYSTEM START MERGES")


_WHO_AND_WHEN = """
    toUInt32(1 + floor({people:UInt64} * pow((cityHash64(i, {event:String}, {start:UInt32}) % 1000003) / 1000003., 1.5))),
    lower(hex(cityHash64(i, {event:String}, {start:UInt32}, 'm'))),
    toDateTime64(on_day, 3, 'UTC') - 28800 + toInt64(cityHash64(i, {event:String}, {start:UInt32}, 't') % 86400) AS at, at, at, at,
    'web'"""
_NUMBERS = "(SELECT number AS i FROM numbers({a_day:UInt64} * {days:UInt32}))"
_COMMON = (
    "event, type, day, person, message_id, time, received_at, sent_at, original_timestamp, source"
)
_EVENTS = f"""
INSERT INTO events ({_COMMON}, order_id, revenue, quantity)
SELECT {{event:String}}, 'track', toDate({{first:String}}) + intDiv(i, {{a_day:UInt64}}) + {{start:UInt32}} AS on_day,
    {_WHO_AND_WHEN},
    if({{event:String}} = 'Order Completed', toString(i), ''),
    if({{event:String}} = 'Order Completed', toDecimal64((cityHash64(i, 'r') % 30000) / 100., 4), 0),
    if({{event:String}} = 'Order Completed', 1, 0)
FROM {_NUMBERS}
"""
_VIEWED = f"""
INSERT INTO events ({_COMMON}, properties)
SELECT {{event:String}}, 'track', toDate({{first:String}}) + intDiv(i, {{a_day:UInt64}}) + {{start:UInt32}} AS on_day,
    {_WHO_AND_WHEN},
    concat('{{"category":"c', toString(cityHash64(i, 'c') % 50), '","price":', toString(cityHash64(i, 'p') % 300), '}}')
        ::JSON(max_dynamic_paths = 64, max_dynamic_types = 8, SKIP products)
FROM {_NUMBERS}
"""
_VIEWED_AGAIN = f"""
INSERT INTO events ({_COMMON}, properties)
SELECT event, type, events.day + {{start:UInt32}} AS on_day,
    {_WHO_AND_WHEN},
    properties
FROM (SELECT *, cityHash64(message_id) AS i FROM events
    WHERE event = {{event:String}} AND day < toDate({{first:String}}) + {{days:UInt32}}) AS events
"""
_DAYS = """
INSERT INTO person_days
SELECT event, day, person, toUInt32(count()), toDecimal64(sum(revenue), 4) FROM events
WHERE event = {event:String} AND day >= addMonths(toDate({first:String}), {month:UInt8})
    AND day < addMonths(toDate({first:String}), {month:UInt8} + 1)
GROUP BY event, day, person
"""
_LIFE = """
INSERT INTO person_life
SELECT event, person, count(), sum(revenue), min(time), max(time) FROM events WHERE event = {event:String} GROUP BY event, person
"""
VALUES = {
    "state": ("if(cityHash64(n, 's') % 10 < 6, 'known', 'anonymous')", "nan", "1"),
    "tier": (
        "toString(1 + cityHash64(n, 't') % 4)",
        "toFloat64(1 + cityHash64(n, 't') % 4)",
        "cityHash64(n, 'ht') % 10 < 6",
    ),
    "tag:55": ("'1'", "1", "cityHash64(n, 'g') % 100 < 8"),
    "tag:56": ("'1'", "1", "cityHash64(n, 'g6') % 100 < 40"),
    "trait:city": ("concat('city', toString(cityHash64(n, 'c') % 20))", "nan", "1"),
    "trait:birthday": (
        "toString(toDate('1970-01-01') + cityHash64(n, 'b') % 12000)",
        "nan",
        "cityHash64(n, 'hb') % 10 < 7",
    ),
}

TIER_2 = {"kind": "attribute", "name": "tier", "compare": {"op": "equals", "value": 2}}
TAG_55 = {"kind": "tag", "tags": [55]}
TAG_56 = {"kind": "tag", "tags": [56]}
_WITH = "SELECT person FROM person_values FINAL WHERE key = '{}' AND {}"
TIER_2_SQL, TAG_55_SQL, TAG_56_SQL = (
    _WITH.format(*w) for w in (("tier", "number = 2"), ("tag:55", "1"), ("tag:56", "1"))
)


def did(event, op, value, **more):
    return {"kind": "did", "event": event, "compare": {"op": op, "value": value}, **more}


# Name, goal in seconds at 30 M people, definition, the same by hand.
QUESTIONS = [
    (
        "tier 2, tag 55, ≥ 3 product views in 30 days, no order since October",
        0.7,
        {"kind": "all", "conditions": [
            TIER_2, TAG_55,
            did("Product Viewed", "at_least", 3, window={"kind": "last", "amount": 30}),
            {"kind": "did_not", "event": "Order Completed", "window": {"kind": "between", "first": "2026-10-01"}},
        ]},
        f"""SELECT count() FROM (
            SELECT person FROM person_days WHERE event = 'Product Viewed' AND day >= '2026-11-01' AND day <= '2026-11-30'
                AND person IN ({TIER_2_SQL} AND person IN ({TAG_55_SQL}))
            GROUP BY person HAVING sum(count) >= 3)
        WHERE person NOT IN (SELECT person FROM person_days WHERE event = 'Order Completed' AND day >= '2026-10-01')""",
    ),
    (
        "≥ 4 orders ever, none for 60 days",
        None,
        {"kind": "all", "conditions": [
            did("Order Completed", "at_least", 4),
            {"kind": "did_not", "event": "Order Completed", "window": {"kind": "last", "amount": 60}},
        ]},
        """SELECT count() FROM (SELECT person FROM person_life WHERE event = 'Order Completed' GROUP BY person
            HAVING sum(count) >= 4 AND max(last) < toDateTime64('2026-10-01 16:00:00', 3, 'UTC'))""",
    ),
    (
        "viewed → added → ordered within 7 days, in 30 days",
        None,
        {"kind": "sequence", "steps": [{"event": "Product Viewed"}, {"event": "Product Added"}, {"event": "Order Completed"}],
         "within": {"amount": 7, "unit": "days"}, "window": {"kind": "last", "amount": 30}},
        """SELECT count() FROM (SELECT person FROM events
            WHERE event IN ('Product Viewed', 'Product Added', 'Order Completed') AND day >= '2026-11-01' AND day <= '2026-11-30'
            GROUP BY person HAVING windowFunnel(604800, 'strict_increase')(toDateTime(time),
                event = 'Product Viewed', event = 'Product Added', event = 'Order Completed') >= 3)""",
    ),
    (
        "≥ 2 views of products over 200 in 30 days (JSON property)",
        None,
        did("Product Viewed", "at_least", 2, window={"kind": "last", "amount": 30},
            where=[{"field": "properties.price", "compare": {"op": "greater", "value": 200}}]),
        """SELECT count() FROM (SELECT person FROM events WHERE event = 'Product Viewed' AND day >= '2026-11-01'
            AND day <= '2026-11-30' AND properties.price.:Int64 > 200 GROUP BY person HAVING count() >= 2)""",
    ),
    (
        "tier 2 or tag 56",
        None,
        {"kind": "any", "conditions": [TIER_2, TAG_56]},
        f"SELECT uniqExact(person) FROM ({TIER_2_SQL} UNION ALL {TAG_56_SQL})",
    ),
    (
        "everyone without tag 56",
        None,
        {"kind": "not", "condition": TAG_56},
        f"SELECT count() FROM ({_WITH.format('state', '1')}) WHERE person NOT IN ({TAG_56_SQL})",
    ),
    (
        "birthday this week",
        None,
        {"kind": "anniversary", "of": {"trait": "birthday"}, "window": {"kind": "this", "unit": "week"}},
        """SELECT count() FROM person_values FINAL WHERE key = 'trait:birthday' AND toDate32(value) < '2026-11-30'
            AND (toMonth(toDate32(value)) * 100 + toDayOfMonth(toDate32(value)) = 1130
                OR toMonth(toDate32(value)) * 100 + toDayOfMonth(toDate32(value)) BETWEEN 1201 AND 1206)""",
    ),
]  # fmt: skip


def run(scale: str) -> list[Figure]:
    """Figures at 1 M people, or at 30 M."""
    return measure(1_000_000 if scale == "small" else 30_000_000)


def measure(
    people: int, *, events: int | None = None, path: Path | None = None, runs: int = 7
) -> list[Figure]:
    """Make the data where it is missing, and ask."""
    events = events or people * 10
    path = path or Path(tempfile.gettempdir()) / "siyu-bench" / f"segments-{people}-{events}"
    url = f"chdb://{path.absolute()}"
    with Warehouse(url, memory_bytes_max=12 << 30, seconds_max=3600) as warehouse:
        migrate(warehouse)
        if not warehouse.value("SELECT count() FROM person_values WHERE key = 'trait:birthday'"):
            print(f"making {people:,} people with {events:,} events in {path}", flush=True)
            build(warehouse, people, events)
        figures = compare(warehouse, people, runs) + keep(warehouse, people, runs)
        return figures + ([compare_pandas(warehouse)] if people <= PANDAS_PEOPLE_MAX else [])


def timed(ask: Callable[[], int]) -> tuple[int, float]:
    started = time.perf_counter()
    return ask(), time.perf_counter() - started


def compare(warehouse: Warehouse, people: int, runs: int) -> list[Figure]:
    """Compiled and by hand, in turns."""
    figures = []
    for name, goal, where, by_hand in QUESTIONS:
        planned = plan(parse_definition({"where": where}), Facts(), MOMENT)
        query = compile_count(planned, MOMENT, merged=False)
        ours, theirs = [], []
        for _ in range(runs):
            count, seconds = timed(lambda q=query: warehouse.value(q.sql, q.params))
            ours.append(seconds)
            yardstick, seconds = timed(lambda sql=by_hand: warehouse.value(sql))
            theirs.append(seconds)
            # The yardstick's funnel knows whole seconds only.
            assert count == yardstick or "→" in name, (name, count, yardstick)
        figures.append(
            Figure(
                name=f"{name}: {count:,} of {people:,}",
                value=statistics.median(ours),
                unit="s",
                yardstick=statistics.median(theirs),
                yardstick_name="SQL by hand",
                goal=f"< {goal} s" if goal and people >= 30_000_000 else "≤ 1.2 × by hand",
            )
        )
    return figures


def keep(warehouse: Warehouse, people: int, runs: int) -> list[Figure]:
    """What keeping a segment costs: computing its bitmap, and asking some people again."""
    planned = plan(parse_definition({"where": QUESTIONS[0][2]}), Facts(), MOMENT)
    chunks = compile_chunks(planned, MOMENT, merged=False)
    sql = f"SELECT sum(finalizeAggregation(members)) FROM ({chunks.sql})"
    took = [timed(lambda: warehouse.value(sql, chunks.params))[1] for _ in range(runs)]
    figures = [
        Figure(name="the first question as a bitmap", value=statistics.median(took), unit="s")
    ]
    for touched in (1, 100, 10_000):
        some = [1 + n * (people // touched) for n in range(touched)]
        few = compile_ids(planned, MOMENT, merged=False, scope=Scope(people=some, nodes=some))
        took = [timed(lambda q=few: len(warehouse.rows(q.sql, q.params)))[1] for _ in range(runs)]
        name = f"the first question for {touched:,} people"
        figures.append(Figure(name=name, value=statistics.median(took), unit="s"))
    return figures


def compare_pandas(warehouse: Warehouse) -> Figure:
    """The first question in pandas, with everything in memory already."""
    query = "SELECT person, day, count, event = 'Order Completed' AS ordered FROM person_days WHERE day >= '2026-10-01'"
    columns = warehouse.columns(f"{query} AND event IN ('Product Viewed', 'Order Completed')")
    days = pd.DataFrame(columns)
    days["day"] = pd.to_datetime(days["day"])
    tier, tag = (warehouse.columns(sql)["person"] for sql in (TIER_2_SQL, TAG_55_SQL))

    def ask() -> int:
        bought = days.loc[days["ordered"] == 1, "person"]
        viewed = days[(days["ordered"] == 0) & (days["day"] >= "2026-11-01")]
        often = viewed.groupby("person")["count"].sum()
        found = often[often >= 3].index
        return len(found[found.isin(tier) & found.isin(tag) & ~found.isin(bought)])

    query = compile_count(
        plan(parse_definition({"where": QUESTIONS[0][2]}), Facts(), MOMENT), MOMENT, merged=False
    )
    found, seconds = timed(ask)
    ours, our_seconds = timed(lambda: warehouse.value(query.sql, query.params))
    assert found == ours
    return Figure(
        name="the first question once more", value=our_seconds, unit="s", yardstick=seconds,
        yardstick_name="pandas, all in memory",
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, help="left out: ten for each person")
    parser.add_argument("--path", type=Path, help="folder of the data")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    figures = measure(options.people, events=options.events, path=options.path, runs=options.runs)
    show("segments", figures)


if __name__ == "__main__":
    main()
