"""The same evidence, in any order and in any batches, gives the same people."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from siyu.people import Evidence, Identifier, canonical, resolve
from siyu.people.identity_rules import BUILT_IN, set_rule
from siyu.people.models import ConflictRow, EvidenceRow, IdentifierRow, PersonRow
from siyu.people.traits import folded_values

from .conftest import PHASES, START

DAY = timedelta(days=1)


def identifier(kind: str, values: int):
    return st.integers(0, values - 1).map(lambda n: Identifier(kind, _value(kind, n)))


def _value(kind: str, n: int) -> str:
    return {"email": f"e{n}@x.cn", "phone": f"1380013800{n}"}.get(kind, f"{kind}-{n}x")


identifiers = st.lists(
    st.one_of(
        identifier("user_id", 3),
        identifier("unionid", 2),
        identifier("email", 4),
        identifier("phone", 3),
        identifier("anonymous_id", 4),
        identifier("loyalty", 2),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda i: i.type,
).map(tuple)

traits = st.dictionaries(st.sampled_from(["city", "name", "level"]), st.integers(0, 3), max_size=2)


@st.composite
def histories(draw):
    """Events of a year, a few at the same instant."""
    drawn = draw(
        st.lists(st.tuples(identifiers, st.integers(0, 400), traits), min_size=2, max_size=14)
    )
    return [
        Evidence(ids, START + day * DAY, f"m{n}", "web" if n % 3 else "shop", True, said)
        for n, (ids, day, said) in enumerate(drawn)
    ]


def tighten(session, *, moving=False):
    """Limits that so few identifiers can break.

    A number that passes on takes a new node from then on; which node an event from before finds
    depends on whether that was known yet. So homes are compared where numbers stay.
    """
    set_rule(session, replace(BUILT_IN["email"], limit=2, window_days=200))
    set_rule(session, replace(BUILT_IN["anonymous_id"], limit=2, window_days=None))
    if not moving:
        set_rule(session, replace(BUILT_IN["phone"], reassign_days=None))


def people(session, evidences):
    """Who is who, whose each event is, and what is known of each: free of ids."""
    rows = session.scalars(select(IdentifierRow)).all()
    names = {row.id: (row.type, row.value) for row in rows}
    parts: dict[int, set] = {}
    for row in rows:
        if row.person_id is not None:
            parts.setdefault(row.person_id, set()).add(names[row.id])
    alone = {names[row.id] for row in rows if row.person_id is None}
    whole = {person: frozenset(ids) for person, ids in parts.items()}
    leads = {row.id: row.merged_into or row.id for row in session.scalars(select(PersonRow))}
    folded = folded_values(session, leads)
    known = {
        whole[person]: tuple(sorted(values.items())) for person, values in folded.items() if values
    }
    states = {
        whole[row.id]: row.state
        for row in session.scalars(select(PersonRow))
        if not row.merged_into
    }
    conflicts = {
        (row.message_id, tuple(sorted(names[i] for i in conflict.refused)), conflict.rule)
        for conflict, row in session.execute(
            select(ConflictRow, EvidenceRow).join(
                EvidenceRow, EvidenceRow.id == ConflictRow.evidence_id
            )
        )
    }
    return set(whole.values()), alone, known, states, conflicts


def events_of(session, evidences, nodes):
    leads = canonical(session, nodes)
    rows = session.scalars(select(IdentifierRow)).all()
    whole: dict[int, set] = {}
    for row in rows:
        if row.person_id:
            whole.setdefault(row.person_id, set()).add((row.type, row.value))
    return {
        one.message_id: frozenset(whole[leads[node]])
        for one, node in zip(evidences, nodes, strict=True)
    }


def played(session, evidences, sizes, *, moving=False):
    tighten(session, moving=moving)
    nodes, start = [], 0
    for size in [*sizes, len(evidences)]:
        nodes += resolve(session, evidences[start : start + size])
        start += size
    whole, alone, known, states, conflicts = people(session, evidences)
    homes = events_of(session, evidences, nodes)
    session.rollback()
    if moving:
        return (whole, alone, states, conflicts), None
    return (whole, alone, known, states, conflicts), homes


@settings(
    max_examples=60,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), history=histories())
def test_any_order_and_any_batches_give_the_same_people(session, data, history):
    order = data.draw(st.permutations(history))
    sizes = data.draw(st.lists(st.integers(1, 4), max_size=6))
    expected = played(session, history, [])
    assert played(session, order, sizes) == expected
    assert (
        played(session, sorted(history, key=lambda e: (e.time, e.message_id)), [1] * 14) == expected
    )


@settings(
    max_examples=40,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), history=histories())
def test_numbers_pass_on_to_the_same_person_in_any_order(session, data, history):
    order = data.draw(st.permutations(history))
    sizes = data.draw(st.lists(st.integers(1, 4), max_size=6))
    expected = played(session, history, [], moving=True)
    assert played(session, order, sizes, moving=True) == expected


@settings(
    max_examples=60,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories(), data=st.data())
def test_repeating_evidence_changes_nothing(session, history, data):
    again = data.draw(st.permutations(history + history[: len(history) // 2]))
    assert played(session, again, [3, 2, 4])[0] == played(session, history, [])[0]


@settings(
    max_examples=30,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories(), sizes=st.lists(st.integers(1, 4), max_size=6))
def test_nobody_ends_up_with_two_unique_values_or_more_than_a_limit(session, history, sizes):
    (whole, *_), _ = played(session, history, sizes)
    for person in whole:
        kinds = [kind for kind, _ in person]
        assert kinds.count("user_id") <= 1
        assert kinds.count("unionid") <= 1
        assert kinds.count("anonymous_id") <= 2
