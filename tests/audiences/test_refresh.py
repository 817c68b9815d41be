"""Membership kept up step by step is what computing it from nothing gives."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from sqlalchemy import select

from siyu import audiences, people
from siyu.audiences import lookups, members
from siyu.audiences.compiler import compile_ids
from siyu.audiences.definition import parse_definition
from siyu.audiences.errors import UnknownReference
from siyu.audiences.lookups import ask
from siyu.audiences.planner import plan
from siyu.audiences.refresh import Refresher, refresh
from siyu.audiences.touches import touch
from siyu.audiences.windows import Moment
from siyu.kernel.clock import frozen, now
from siyu.kernel.events import OutboxRow
from siyu.warehouse import QueryTooExpensive, WarehouseUnavailable

from .strategies import definitions, events_of, values
from .world import NOW, ZONE, Event, write_redirects, write_values

QUIET_BUYERS = {
    "where": {
        "kind": "all",
        "conditions": [
            {"kind": "did", "event": "Order", "compare": {"op": "at_least", "value": 4}},
            {"kind": "did_not", "event": "Order", "window": {"kind": "last", "amount": 60}},
        ],
    }
}


def add(house, warehouse, definition, **options) -> int:
    with house.session() as session:
        options = {"name": f"segment {next(_names)}", **options}
        return audiences.add_segment(
            session, warehouse, parse_definition(definition), actor="staff:1", **options
        ).id


def inside(warehouse, segment_id) -> set[int]:
    return {int(person) for person in members.member_ids(warehouse, segment_id)}


def announced(house) -> list[tuple[str, int]]:
    with house.session() as session:
        rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id))
        return [
            (row.name.removeprefix("audiences.segment_"), row.payload["person_id"])
            for row in rows
            if row.name.startswith("audiences.")
        ]


_names = itertools.count(1)


class TestRefresh:
    def test_lets_in_and_out_as_events_and_days_come(self, house, warehouse, loader, settle):
        with frozen(NOW) as set_clock:
            loader.arrive(1, 2)
            loader.add(*[Event(1, "Order", NOW - timedelta(days=100 + n)) for n in range(3)])
            quiet = add(house, warehouse, QUIET_BUYERS)
            settle()
            assert inside(warehouse, quiet) == set()
            loader.add(Event(1, "Order", NOW - timedelta(days=90)))
            settle()
            assert inside(warehouse, quiet) == {1}
            loader.add(Event(1, "Order", NOW))
            settle()
            assert inside(warehouse, quiet) == set()
            set_clock(NOW + timedelta(days=59))
            settle()
            assert inside(warehouse, quiet) == set()
            set_clock(NOW + timedelta(days=60))
            settle()
            assert inside(warehouse, quiet) == {1}
        assert announced(house) == [("entered", 1), ("left", 1), ("entered", 1)]

    def test_of_nothing_new_does_nothing(self, house, warehouse, loader, settle):
        with frozen(NOW):
            loader.arrive(1)
            add(house, warehouse, QUIET_BUYERS)
            settle()
            settle()
            assert refresh(house) is False

    def test_a_segment_follows_the_segment_it_asks(self, house, warehouse, loader, settle):
        with frozen(NOW):
            loader.arrive(1, 2)
            inner = add(house, warehouse, {"where": {"kind": "did", "event": "Order"}})
            outer = add(
                house,
                warehouse,
                {"where": {"kind": "not", "condition": {"kind": "segment", "segment": inner}}},
            )
            settle()
            assert (inside(warehouse, inner), inside(warehouse, outer)) == (set(), {1, 2})
            loader.add(Event(2, "Order", NOW))
            settle()
            assert (inside(warehouse, inner), inside(warehouse, outer)) == ({2}, {1})

    def test_after_a_merge_the_survivor_has_the_other_s_events(
        self, house, warehouse, loader, settle
    ):
        with frozen(NOW):
            loader.arrive(1, 2)
            loader.add(*[Event(n % 2 + 1, "Order", NOW - timedelta(days=70)) for n in range(4)])
            quiet = add(house, warehouse, QUIET_BUYERS)
            settle()
            assert inside(warehouse, quiet) == set()
            write_redirects(warehouse, {2: 1})
            write_values(warehouse, [("state", 2, None)])
            with house.session() as session:
                touch(session, [1, 2])
            house.get(Refresher).known.clear()
            settle()
            assert inside(warehouse, quiet) == {1}

    def test_a_merge_that_the_warehouse_does_not_follow_yet_waits(
        self, house, warehouse, loader, settle, monkeypatch
    ):
        with frozen(NOW):
            loader.arrive(1, 2)
            loader.add(Event(2, "Order", NOW))
            did = add(house, warehouse, {"where": {"kind": "did", "event": "Order"}})
            settle()
            leads = {1: 1, 2: 1}
            monkeypatch.setattr(
                people, "canonical", lambda _, nodes: {n: leads.get(n, n) for n in nodes}
            )
            with house.session() as session:
                touch(session, [1, 2])
            settle()
            assert inside(warehouse, did) == {2}
            write_redirects(warehouse, {2: 1})
            house.get(Refresher).known.clear()
            settle()
            assert inside(warehouse, did) == {1}

    def test_a_change_that_a_crash_left_behind_is_made_once(
        self, house, warehouse, loader, settle, monkeypatch
    ):
        with frozen(NOW):
            loader.arrive(1)
            did = add(house, warehouse, {"where": {"kind": "did", "event": "Order"}})
            settle()
            loader.add(Event(1, "Order", NOW))

            def crash(*_, **__):
                raise ConnectionError

            with monkeypatch.context() as broken:
                broken.setattr(members, "change", crash)
                with pytest.raises(ConnectionError):
                    refresh(house)
            assert inside(warehouse, did) == set()
            settle()
            assert inside(warehouse, did) == {1}
            assert announced(house) == [("entered", 1)]


SLOW = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large,
    ],
)  # fmt: skip
PEOPLE = range(1, 6)
jumps = st.sampled_from([61, 3_600, 5_400, 43_200, 86_400, 3 * 86_400, 31 * 86_400]).map(
    lambda seconds: timedelta(seconds=seconds)
)


def without_lists(definition) -> bool:
    text = str(definition)
    return not any(
        f"'kind': '{kind}'" in text for kind in ("list", "segment", "near", "belongs", "identifier")
    )


class TestIncrementalIsFull:
    def test_after_any_events_values_merges_and_time(self, house, warehouse, loader, settle):
        merged: dict[int, int] = {}
        nodes = itertools.count(1000)

        @SLOW
        @given(st.data())
        def holds(data):
            with house.session() as session:
                for row in session.scalars(select(audiences.models.SegmentRow)):
                    session.delete(row)
            house.get(Refresher).known.clear()
            asked = data.draw(st.lists(definitions.filter(without_lists), min_size=3, max_size=6))
            start = NOW + timedelta(days=data.draw(st.integers(0, 300)))
            with frozen(start) as set_clock:
                loader.arrive(*PEOPLE)
                segments = [add(house, warehouse, definition) for definition in asked]
                settle()
                for _ in range(data.draw(st.integers(2, 5))):
                    step = data.draw(
                        st.sampled_from(["events", "values", "time", "merge", "time and events"])
                    )
                    note(step)
                    if "time" in step:
                        set_clock(now() + data.draw(jumps))
                    if "events" in step:
                        shift = now() - NOW
                        some = data.draw(
                            st.lists(events_of([*PEOPLE, *merged]), min_size=1, max_size=5)
                        )
                        loader.add(
                            *[Event(e.node, e.name, e.time + shift, e.properties) for e in some]
                        )
                    if step == "values":
                        person, held = data.draw(st.sampled_from(PEOPLE)), data.draw(values)
                        write_values(warehouse, [(k, person, v) for k, v in held.items()])
                        gone = data.draw(st.sampled_from(["tag:1", "trait:city", "trait:birthday"]))
                        write_values(warehouse, [(gone, person, None)])
                    if step == "merge":
                        node, person = next(nodes), data.draw(st.sampled_from(PEOPLE))
                        loader.add(Event(node, "Order", now() - timedelta(days=1)))
                        settle()
                        merged[node] = person
                        write_redirects(warehouse, {node: person})
                        with house.session() as session:
                            touch(session, [node, person])
                        house.get(Refresher).known.clear()
                    settle()
                    self._same(house, warehouse, segments)

        holds()

    def _same(self, house, warehouse, segments):
        moment = Moment(now(), ZONE)
        for segment_id in segments:
            with house.session() as session:
                segment = audiences.require_segment(session, segment_id)
                question = ask(session, warehouse, segment.definition, node_ids=None)
            note(segment.definition.model_dump_json(exclude_defaults=True))
            planned = plan(question.definition, question.facts, moment)
            query = compile_ids(planned, moment, merged=question.facts.merged)
            full = {row["id"] for row in warehouse.rows(query.sql, query.params)}
            assert inside(warehouse, segment_id) == full
            assert segment.size == len(full)


class TestFailing:
    @pytest.mark.parametrize(
        ("error", "seconds"),
        [
            (WarehouseUnavailable("restarting"), 60),
            (QueryTooExpensive("timeout"), 600),
            (OSError("disk"), 60),
        ],
    )
    def test_what_may_pass_is_tried_again_by_itself(
        self, house, warehouse, loader, settle, monkeypatch, error, seconds
    ):
        with frozen(NOW) as set_clock:
            loader.arrive(1)
            loader.add(Event(1, "Order", NOW))
            with monkeypatch.context() as patch:
                patch.setattr(members, "store", raising(error))
                segment = add(house, warehouse, {"where": {"kind": "did", "event": "Order"}})
                settle()
            assert state(house, segment) == "failed"
            set_clock(NOW + timedelta(seconds=seconds - 1))
            settle()
            assert state(house, segment) == "failed"
            set_clock(NOW + timedelta(seconds=seconds))
            settle()
            assert state(house, segment) == "ready"
            assert inside(warehouse, segment) == {1}

    def test_what_names_nothing_waits_for_a_person(
        self, house, warehouse, loader, settle, monkeypatch
    ):
        with frozen(NOW) as set_clock:
            with monkeypatch.context() as patch:
                patch.setattr(members, "store", raising(UnknownReference("node", "node_1")))
                segment = add(house, warehouse, {"where": {"kind": "did", "event": "Order"}})
                settle()
            set_clock(NOW + timedelta(days=1))
            settle()
            assert state(house, segment) == "failed"

    def test_a_tick_in_a_bad_moment_leaves_a_segment_as_it_was(
        self, house, warehouse, loader, settle, monkeypatch
    ):
        with frozen(NOW) as set_clock:
            loader.arrive(1)
            segment = add(house, warehouse, {"where": {"kind": "did", "event": "Order"}})
            settle()
            loader.add(Event(1, "Order", NOW))
            set_clock(NOW + timedelta(minutes=5))
            with monkeypatch.context() as patch:
                patch.setattr(lookups, "has_redirects", raising(WarehouseUnavailable("busy")))
                refresh(house)
            assert state(house, segment) == "ready"
            settle()
            assert inside(warehouse, segment) == {1}


def raising(error):
    def fail(*_, **__):
        raise error

    return fail


def state(house, segment_id):
    with house.session(read_only=True) as session:
        return audiences.require_segment(session, segment_id).state
