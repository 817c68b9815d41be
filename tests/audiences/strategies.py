"""Random small worlds, and random definitions that speak of what is in them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from .world import NOW, Event, World

EVENTS = ["View", "Cart", "Order"]
CITIES = ["Shanghai", "上海", "Suzhou", "", "12", "7.5", "true"]
DAYS = ["1990-11-18", "1992-02-29", "2024-02-29", "2025-11-18", "2025-11-17", "2026-11-18", "1958-11-22",
        "2024-02-30", "nonsense", "2025-11-17T18:00:00Z", "2026-11-10T15:59:59Z"]  # fmt: skip
LENGTHS = [0, 1, 59, 60, 3_600, 5_400, 86_400, 2 * 86_400, 7 * 86_400, 30 * 86_400, 400 * 86_400]
PLACES = [(121.47, 31.23), (121.48, 31.24), (120.58, 31.30), (-73.9, 40.7)]

text_values = st.sampled_from([*CITIES, "Shang", "hai", "o"])
numbers = st.sampled_from([-1, 0, 1, 2, 3, 7.5, 10, 12, 100])
scalars = st.one_of(text_values, numbers, st.booleans())
days = st.sampled_from(
    [
        date(2026, 11, 18),
        date(2026, 11, 16),
        date(2025, 11, 18),
        date(2024, 2, 29),
        date(1992, 1, 1),
    ]
)


def shapes(**parts):
    return st.fixed_dictionaries(
        {
            name: part if isinstance(part, st.SearchStrategy) else st.just(part)
            for name, part in parts.items()
        }
    )


def one_kind(name, *ops, **parts):
    return shapes(**{name: st.sampled_from(ops)}, **parts)


ranks = one_kind("op", "greater", "at_least", "less", "at_most", value=numbers)
between = st.tuples(numbers, numbers).map(
    lambda pair: {"op": "between", "low": min(pair), "high": max(pair)}
)
measured = st.one_of(ranks, between, one_kind("op", "equals", "not_equals", value=numbers))

day_windows = st.one_of(
    shapes(kind="last", amount=st.integers(1, 40), unit=st.sampled_from(["days", "weeks", "months"]),
           ends=st.sampled_from(["now", "midnight"])),
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(
        lambda pair: {"kind": "ago", "most": max(pair), "least": min(pair)}),
    shapes(kind="this", unit=st.sampled_from(["day", "week", "month", "year"])),
    st.tuples(days, days).map(
        lambda pair: {"kind": "between", "first": min(pair).isoformat(), "last": max(pair).isoformat()}),
    st.just({"kind": "between", "first": "2026-11-01"}),
)  # fmt: skip
windows = st.one_of(
    st.just({"kind": "ever"}),
    day_windows,
    shapes(kind="rolling", amount=st.integers(1, 60), unit=st.sampled_from(["minutes", "hours"])),
    st.just(
        {
            "kind": "instants",
            "after": (NOW - timedelta(days=2)).isoformat(),
            "until": NOW.isoformat(),
        }
    ),
)
coming = st.one_of(
    shapes(kind="this", unit=st.sampled_from(["day", "week", "month", "year"])),
    shapes(kind="next", amount=st.integers(1, 60)),
    st.sampled_from([{"kind": "between", "first": "2026-02-27", "last": "2026-02-28"},
                     {"kind": "between", "first": "2028-02-28", "last": "2028-03-01"}]),
)  # fmt: skip
comparisons = st.one_of(
    one_kind("op", "equals", "not_equals", value=scalars),
    one_kind("op", "in", "not_in", values=st.lists(scalars, min_size=1, max_size=3)),
    one_kind("op", "contains", "not_contains", "starts_with", "ends_with",
             value=text_values.filter(bool)),
    ranks,
    between,
    one_kind("op", "on", "before", "after", day=days.map(date.isoformat)),
    shapes(op="within", window=st.one_of(day_windows, shapes(kind="next", amount=st.integers(1, 9)))),
    one_kind("op", "is_set", "is_not_set"),
)  # fmt: skip
fields = st.sampled_from(["revenue", "quantity", "source", "order_id", "product.id", "product.category",
                          "properties.color", "properties.price", "properties.a.b", "properties.odd name"])  # fmt: skip
one_filter = shapes(field=fields, compare=comparisons)
filters = st.lists(one_filter, max_size=2)
sources = st.sampled_from(["web", "pos", ""])
names = st.sampled_from(EVENTS)
number_fields = st.sampled_from(["revenue", "quantity", "properties.price", "properties.a.b"])
measures = st.one_of(
    one_kind("of", "count", "distinct_days"),
    one_kind("of", "sum", "average", "minimum", "maximum", field=number_fields),
    one_kind("of", "sum", "average", field=st.just("revenue")),
    shapes(of="distinct_values", field=fields),
)
few_filters = st.one_of(st.just([]), filters)
did = shapes(
    kind="did", event=names, where=few_filters, window=windows, measure=measures, compare=measured
)


@st.composite
def sequences(draw):
    steps = draw(st.lists(shapes(event=names, where=few_filters), min_size=2, max_size=4))
    least = draw(st.integers(1, len(steps)))
    return {
        "kind": "sequence",
        "steps": steps,
        "window": draw(windows),
        "within": draw(st.sampled_from([None, {"amount": 1, "unit": "seconds"}, {"amount": 1, "unit": "hours"},
                                        {"amount": 2, "unit": "days"}])),
        "reached_least": least,
        "reached_most": draw(st.integers(least, len(steps))),
    }  # fmt: skip


def anniversaries():
    of = st.sampled_from([{"trait": "birthday"}, {"event": "View"}])
    return shapes(kind="anniversary", of=of, window=coming, years=st.sampled_from([None, 1, 2, 34]))


leaves = st.one_of(
    st.just({"kind": "everyone"}),
    shapes(kind="state", state=st.sampled_from(["known", "anonymous"])),
    shapes(kind="trait", name=st.sampled_from(["city", "birthday"]), compare=comparisons),
    shapes(kind="attribute", name="tier", compare=comparisons),
    shapes(kind="tag", tags=st.lists(st.sampled_from([1, 2]), min_size=1, max_size=2),
           match=st.sampled_from(["any", "all"])),
    shapes(kind="identifier", type="phone", compare=one_kind("op", "is_set", "is_not_set")),
    shapes(kind="identifier", type="phone", compare=st.just({"op": "in", "values": ["13800138000"]})),
    shapes(
        kind="consent",
        purpose="marketing",
        channel=st.sampled_from(["sms", "any"]),
        granted=st.booleans(),
    ),
    shapes(kind="belongs", node=st.sampled_from([1, 2]), subtree=st.booleans()),
    shapes(kind="near", point=st.just({"longitude": 121.471, "latitude": 31.231}),
           distance_meters=st.sampled_from([500, 5_000, 200_000, 20_000_000])),
    shapes(kind="near", node=st.just(2), distance_meters=st.sampled_from([500, 200_000])),
    did, did, did,
    shapes(kind="did_not", event=names, where=few_filters, window=windows),
    shapes(kind=st.sampled_from(["first", "last"]), event=names, where=few_filters, window=windows),
    sequences(),
    anniversaries(),
    shapes(kind="segment", segment=st.just(7)),
    shapes(kind="list", list=st.just(7)),
    shapes(kind="sample", percent=st.sampled_from([0.5, 10, 50, 100]), salt=st.sampled_from(["", "a"])),
)  # fmt: skip
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        shapes(kind="all", conditions=st.lists(inner, min_size=1, max_size=4)),
        shapes(kind="any", conditions=st.lists(inner, min_size=1, max_size=4)),
        shapes(kind="not", condition=inner),
    ),
    max_leaves=8,
)
definitions = shapes(version=1, where=conditions)

properties = st.fixed_dictionaries(
    {},
    optional={
        "revenue": st.sampled_from([0, 1, 10, 33.3333, 12]),
        "order_id": st.sampled_from(["12", "o-1"]),
        "color": st.sampled_from([*CITIES, None]),
        "price": st.sampled_from([1, 2.5, 7.5, "12", "dear", True, 100]),
        "a": st.fixed_dictionaries({"b": st.sampled_from([1, 7.5, "x"])}),
        "odd name": st.sampled_from(["o", 3]),
        "products": st.lists(
            st.fixed_dictionaries(
                {"product_id": st.sampled_from(["12", "p2"])},
                optional={"category": st.sampled_from(CITIES), "quantity": st.integers(1, 3)},
            ),
            max_size=2,
        ),
    },
)
moments_back = st.sampled_from(LENGTHS).flatmap(
    lambda seconds: st.sampled_from([0, 1, -1]).map(lambda off: timedelta(seconds=seconds + off))
)
values = st.fixed_dictionaries(
    {"state": st.sampled_from(["known", "anonymous"])},
    optional={
        "trait:city": st.sampled_from(CITIES),
        "trait:birthday": st.sampled_from(DAYS),
        "tier": st.sampled_from(["1", "2", "gold"]),
        "tag:1": st.just(""),
        "tag:2": st.just(""),
        "identifier:phone": st.just("1"),
        "consent:marketing:sms": st.sampled_from(["granted", "withdrawn"]),
        "consent:marketing:any": st.sampled_from(["granted", "withdrawn"]),
        "belongs:1": st.just(""),
        "belongs:2": st.just(""),
        "belongs:3": st.just(""),
    },
)


@st.composite
def events_of(draw, nodes):
    return Event(
        node=draw(st.sampled_from(nodes)),
        name=draw(names),
        time=NOW - draw(moments_back),
        properties=draw(properties),
        source=draw(sources),
    )


@st.composite
def worlds(draw, start: int, *, merging: bool):
    """A world whose ids begin at ``start``."""
    people = list(range(start, start + draw(st.integers(1, 5))))
    world = World(people={person: draw(values) for person in people})
    world.places = {p: draw(st.sampled_from(PLACES)) for p in people if draw(st.booleans())}
    nodes = list(people)
    if merging:
        extra = [people[-1] + 1 + n for n in range(draw(st.integers(0, 2)))]
        world.redirects = {node: draw(st.sampled_from(people)) for node in extra}
        nodes += extra
    world.events = draw(st.lists(events_of([*nodes, 0]), max_size=12))
    world.members = {
        (kind, 7): {p for p in people if draw(st.booleans())} for kind in ("segment", "list")
    }
    return world
