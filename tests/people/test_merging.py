"""Joining and parting by hand; un-merge gives back what was."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from sqlalchemy import select

from siyu import people
from siyu.people import canonical, component, resolve
from siyu.people.identity_rules import BUILT_IN, set_rule
from siyu.people.models import (
    ConflictRow,
    ConsentRow,
    IdentifierRow,
    MergeRow,
    PersonRow,
    PersonTagRow,
    TraitRow,
)

from .conftest import PHASES, START, says
from .test_order_independence import histories, identifiers, tighten

QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


def homes(session, *evidences):
    return [resolve(session, [one])[0] for one in evidences]


def snapshot(session, nodes=None):
    """All that says who is who, and what is written under whom."""
    session.expire_all()
    leads = {
        row.id: (row.merged_into, row.state, row.anchor_id)
        for row in session.scalars(select(PersonRow))
        if nodes is None or row.id in nodes
    }
    belong = {
        (row.type, row.value): (row.person_id, row.node_id)
        for row in session.scalars(select(IdentifierRow))
    }
    traits = {
        (row.node_id, row.key, row.source, str(row.value), row.sealed)
        for row in session.scalars(select(TraitRow))
    }
    tags = {(row.node_id, row.tag_id) for row in session.scalars(select(PersonTagRow))}
    consents = {(row.node_id, row.granted) for row in session.scalars(select(ConsentRow))}
    return leads, belong, traits, tags, consents


def last_merge(session):
    return session.scalars(
        select(MergeRow).where(MergeRow.kind == "merge").order_by(MergeRow.id.desc())
    ).first()


class TestUndoMerge:
    def test_gives_both_their_own_back(self, session):
        visitor, member = homes(session, says(1, anonymous_id="a"), says(2, user_id="u"))
        tag = people.ensure_tag(session, group="g", name="t")
        people.tag(session, visitor, tag_id=tag, source="manual")
        people.set_consent(
            session, member, purpose="marketing", channel="sms", granted=True, proof={"a": 1}
        )
        before = snapshot(session)
        resolve(session, [says(3, user_id="u", anonymous_id="a")])
        assert canonical(session, [member])[member] == visitor
        people.undo_merge(session, last_merge(session).id, actor="staff:1")
        assert snapshot(session) == before

    def test_the_same_evidence_goes_to_review_and_joins_nobody(self, session):
        _, member = homes(session, says(1, anonymous_id="a"), says(2, user_id="u"))
        joining = says(3, user_id="u", anonymous_id="a")
        resolve(session, [joining])
        people.undo_merge(session, last_merge(session).id, actor="staff:1")
        resolve(session, [joining, says(4, user_id="u", anonymous_id="a")])
        assert component(session, member) == [member]
        (conflict,) = session.scalars(select(ConflictRow)).all()
        assert (conflict.state, conflict.rule) == ("open", "split_by_hand")

    def test_refuses_a_second_time(self, session):
        homes(session, says(1, anonymous_id="a"), says(2, user_id="u"))
        resolve(session, [says(3, user_id="u", anonymous_id="a")])
        merge = last_merge(session).id
        people.undo_merge(session, merge, actor="staff:1")
        with pytest.raises(people.MergeAlreadyUndone):
            people.undo_merge(session, merge, actor="staff:1")

    @settings(max_examples=60, deadline=None, phases=PHASES, suppress_health_check=QUIET)
    @given(history=histories(), joining=identifiers)
    def test_restores_whatever_was_before(self, session, history, joining):
        try:
            tighten(session)
            resolve(session, history)
            known = {(r.type, r.value) for r in session.scalars(select(IdentifierRow))}
            # Later than all else, naming nobody new: it changes who is who by joining alone.
            late = people.Evidence(joining, START + timedelta(days=999), "late", "web")
            spelled = {(i.type, "+86" + i.value if i.type == "phone" else i.value) for i in joining}
            # A number that passes on is no merge, and has a test of its own.
            assume(spelled <= known and not any(i.type == "phone" for i in joining))
            resolve(session, [people.Evidence((i,), START, "x", "web") for i in joining])
            before = snapshot(session)
            logged = last_merge(session).id if last_merge(session) else 0
            resolve(session, [late])
            fresh = session.scalars(
                select(MergeRow).where(MergeRow.id > logged).order_by(MergeRow.id.desc())
            ).all()
            assume(fresh and all(row.kind == "merge" for row in fresh))
            for row in fresh:
                people.undo_merge(session, row.id, actor="staff:1")
            assert snapshot(session)[0:2] == before[0:2]
            assert snapshot(session) == before
        finally:
            session.rollback()


class TestMergeByHand:
    def test_refuses_to_break_a_rule_unless_told(self, session):
        one, other = homes(session, says(1, user_id="u1"), says(2, user_id="u2"))
        with pytest.raises(people.MergeRefused):
            people.merge_persons(session, one, other, actor="staff:1")
        people.merge_persons(session, one, other, actor="staff:1", despite_rules=True)
        assert component(session, other) == [one, other]

    def test_holds_against_later_evidence(self, session):
        one, other = homes(
            session,
            says(1, user_id="u1", email="a@x.cn"),
            says(2, user_id="u2", phone="13800138000"),
        )
        people.merge_persons(session, one, other, actor="staff:1", despite_rules=True)
        resolve(
            session, [says(3, user_id="u3", email="a@x.cn"), says(4, user_id="u2", email="b@x.cn")]
        )
        assert component(session, one) == [one, other]
        assert people.find_person(session, people.Identifier("email", "b@x.cn")) == one

    def test_is_undone_without_a_trace(self, session):
        one, other = homes(session, says(1, user_id="u1"), says(2, user_id="u2", email="a@x.cn"))
        before = snapshot(session)
        people.merge_persons(session, one, other, actor="staff:1", despite_rules=True)
        people.undo_merge(session, last_merge(session).id, actor="staff:1")
        assert snapshot(session) == before

    def test_takes_back_an_earlier_split(self, session):
        (one,) = homes(session, says(1, user_id="u", email="a@x.cn"))
        mail = session.scalars(select(IdentifierRow.id).where(IdentifierRow.type == "email")).one()
        other = people.split_person(session, one, [mail], actor="staff:1")
        people.merge_persons(session, one, other, actor="staff:1")
        assert people.find_person(session, people.Identifier("email", "a@x.cn")) == one

    def test_refuses_a_person_and_itself(self, session):
        one, other = homes(session, says(1, user_id="u"), says(2, user_id="u", anonymous_id="a"))
        with pytest.raises(people.SamePerson):
            people.merge_persons(session, one, other, actor="staff:1")


class TestSplit:
    def test_parts_chosen_identifiers_from_the_rest(self, session):
        first, _ = homes(
            session,
            says(1, anonymous_id="shared"),
            says(2, user_id="u", anonymous_id="shared", email="a@x.cn"),
        )
        shared = session.scalars(
            select(IdentifierRow.id).where(IdentifierRow.type == "anonymous_id")
        ).one()
        person = canonical(session, [first])[first]
        apart = people.split_person(session, person, [shared], actor="staff:1")
        mail = people.find_person(session, people.Identifier("email", "a@x.cn"))
        assert apart == first
        assert mail != apart
        assert mail == people.find_person(session, people.Identifier("user_id", "u"))

    def test_gives_a_person_to_an_identifier_that_had_no_events(self, session):
        (one,) = homes(session, says(1, user_id="u", email="a@x.cn"))
        mail = session.scalars(select(IdentifierRow.id).where(IdentifierRow.type == "email")).one()
        other = people.split_person(session, one, [mail], actor="staff:1")
        assert other != one
        assert resolve(session, [says(9, email="a@x.cn")]) == [other]


class TestRecycledNumbers:
    def test_a_number_quiet_for_long_passes_on_and_its_past_stays(self, session):
        phone = {"phone": "13800138000"}
        day = 24 * 60
        early, _, alone = homes(
            session,
            says(1, **phone),
            says(2, user_id="old", **phone),
            says(3, user_id="old"),
        )
        (late,) = homes(session, says(300 * day, user_id="new", **phone))
        (text,) = homes(session, says(301 * day, **phone))
        leads = canonical(session, [early, alone, late, text])
        assert leads[early] == leads[alone]
        assert leads[text] == leads[late] != leads[alone]

    def test_a_number_in_use_stays(self, session):
        phone = {"phone": "13800138000"}
        day = 24 * 60
        old, *_ = homes(
            session,
            says(1, user_id="old", **phone),
            says(100 * day, user_id="old", **phone),
            says(250 * day, user_id="old", **phone),
        )
        homes(session, says(300 * day, user_id="new", **phone))
        assert people.find_person(session, people.Identifier("phone", "13800138000")) == old

    def test_comes_back_when_late_evidence_shows_it_never_passed(self, session):
        phone = {"phone": "13800138000"}
        day = 24 * 60
        homes(session, says(1, **phone), says(2, user_id="old", **phone))
        before = snapshot(session)
        homes(session, says(300 * day, user_id="new", **phone))
        resolve(session, [says(299 * day, user_id="old", **phone)])
        leads, belong, *_ = snapshot(session)
        assert belong["phone", "+8613800138000"] == before[1]["phone", "+8613800138000"]
        assert {node: leads[node] for node in before[0]} == before[0]


class TestLimits:
    def test_the_sixth_address_of_a_year_stands_alone(self, session):
        set_rule(session, replace(BUILT_IN["email"], limit=2))
        for n in range(3):
            resolve(session, [says(n, user_id="u", email=f"e{n}@x.cn")])
        found = [
            people.find_person(session, people.Identifier("email", f"e{n}@x.cn")) for n in range(3)
        ]
        assert found[0] == found[1] is not None
        assert found[2] is None

    def test_a_window_that_has_passed_lets_another_in(self, session):
        set_rule(session, replace(BUILT_IN["email"], limit=1, window_days=30))
        month = 31 * 24 * 60
        for n in range(3):
            resolve(session, [says(n * month, user_id="u", email=f"e{n}@x.cn")])
        found = {
            people.find_person(session, people.Identifier("email", f"e{n}@x.cn")) for n in range(3)
        }
        assert len(found) == 1
