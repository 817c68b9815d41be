"""What the modules above call."""

from datetime import timedelta

import pytest

from siyu import people
from siyu.people import Identifier, Resolver, resolve
from siyu.people.models import PersonRow

from .conftest import START, says


class TestResolver:
    def test_answers_from_memory_as_the_store_would(self, context):
        resolver = Resolver(context)
        batch = [
            says(1, anonymous_id="a"),
            says(2, user_id="u", anonymous_id="a"),
            says(3, user_id="u"),
        ]
        with context.session() as session:
            first = resolver.resolve(session, batch)
        with context.session() as session:
            assert resolver.resolve(session, batch) == first
            assert resolve(session, batch) == first

    def test_does_not_remember_what_was_rolled_back(self, context):
        resolver = Resolver(context)
        with pytest.raises(RuntimeError), context.session() as session:
            resolver.resolve(session, [says(1, user_id="u")])
            raise RuntimeError
        with context.session() as session:
            (node,) = resolver.resolve(session, [says(1, user_id="u")])
            assert session.get(PersonRow, node) is not None

    def test_forgets_when_rules_change(self, context):
        from dataclasses import replace

        from siyu.people.identity_rules import BUILT_IN, set_rule

        resolver = Resolver(context)
        with context.session() as session:
            assert resolver.resolve(session, [says(1, email="a@x.cn")]) != [0]
            set_rule(session, replace(BUILT_IN["email"], blocked=("a@x.cn",)))
        with context.session() as session:
            assert resolver.resolve(session, [says(1, email="a@x.cn")]) == [0]

    def test_notes_when_somebody_was_last_seen(self, context):
        resolver = Resolver(context)
        for hour in (0, 5, 3):
            with context.session() as session:
                (node,) = resolver.resolve(session, [says(hour * 60, user_id="u")])
        with context.session() as session:
            person = people.require_person(session, node)
        assert (person.first_seen_at, person.last_seen_at) == (START, START + timedelta(hours=5))

    def test_an_event_of_our_own_goes_home_by_id(self, context):
        resolver = Resolver(context)
        with context.session() as session:
            (node,) = resolver.resolve(session, [says(1, user_id="u")])
            own = [
                says(2, person_id=str(node)),
                says(3, person_id="999999"),
                says(4, person_id="x"),
            ]
            assert resolver.resolve(session, own) == [node, 0, 0]

    def test_an_id_of_our_own_binds_others_to_its_person(self, context):
        with context.session() as session:
            (node,) = resolve(session, [says(1, user_id="u")])
            resolve(session, [says(2, person_id=str(node), email="a@x.cn")])
            assert people.find_person(session, Identifier("email", "a@x.cn")) == node

    def test_evidence_that_does_not_unite_only_finds_its_home(self, session):
        one, other = resolve(session, [says(1, user_id="u"), says(2, email="a@x.cn")])
        loose = says(3, user_id="u", email="a@x.cn")._replace(unite=False)
        assert resolve(session, [loose]) == [one]
        assert people.canonical(session, [other]) == {other: other}


class TestTraits:
    def test_the_newest_version_wins_whenever_it_arrives(self, session):
        for minute, city in ((5, "杭州"), (9, "上海"), (7, "苏州")):
            resolve(session, [says(minute, user_id="u")._replace(traits={"city": city})])
        person = people.find_person(session, Identifier("user_id", "u"))
        assert people.profiles(session, [person])[person].traits == {"city": "上海"}

    def test_null_unsets(self, session):
        resolve(session, [says(1, user_id="u")._replace(traits={"city": "杭州"})])
        resolve(session, [says(2, user_id="u")._replace(traits={"city": None})])
        assert people.profiles(session, [1])[1].traits == {}

    def test_spellings_of_the_segment_spec_become_one(self, session):
        said = {"first_name": "Jane", "Mobile": 13800138000, "createdAt": "2026-01-01"}
        resolve(session, [says(1, user_id="u")._replace(traits=said)])
        traits = people.profiles(session, [1])[1].traits
        assert traits == {"firstName": "Jane", "phone": 13800138000, "createdAt": "2026-01-01"}
        assert people.contacts(session, [1], "phone") == {1: "+8613800138000"}
        assert people.find_person(session, Identifier("phone", "138-0013-8000")) == 1

    @pytest.mark.parametrize(
        "value", ["a\x00b", 1 << 80, float("nan"), "x" * 100_000, {"a": [{}] * 9}]
    )
    def test_no_value_is_too_odd_to_keep(self, session, value):
        resolve(session, [says(1, user_id="u")._replace(traits={"odd": value, "k\x00": 1})])
        session.flush()
        assert "k" in people.profiles(session, [1])[1].traits


class TestConsent:
    def test_what_happened_last_counts_on_any_node(self, session):
        visitor, member = resolve(session, [says(1, anonymous_id="a"), says(2, user_id="u")])
        said = {"purpose": "marketing", "channel": "sms", "proof": {}}
        people.set_consent(session, member, granted=True, at=START + timedelta(days=2), **said)
        people.set_consent(session, visitor, granted=False, at=START + timedelta(days=1), **said)
        resolve(session, [says(3, user_id="u", anonymous_id="a")])
        ask = {"purpose": "marketing", "channel": "sms", "default": False}
        assert people.consented(session, [visitor, member], **ask) == {visitor, member}
        people.set_consent(session, visitor, granted=False, at=START + timedelta(days=3), **said)
        assert people.consented(session, [visitor, member], **ask) == set()

    def test_the_default_is_for_those_who_said_nothing(self, session):
        one, other = resolve(session, [says(1, user_id="a"), says(2, user_id="b")])
        people.set_consent(
            session, one, purpose="p", channel="c", granted=False, proof={}, at=START
        )
        ask = {"purpose": "p", "channel": "c"}
        assert people.consented(session, [one, other], default=True, **ask) == {other}
        assert people.consented(session, [one, other], default=False, **ask) == set()

    def test_a_word_on_any_channel_is_one_on_each(self, session):
        (one,) = resolve(session, [says(1, user_id="u1")])

        def may(channel: str) -> bool:
            found = people.consented(session, [one], purpose="m", channel=channel, default=False)
            return bool(found)

        def say(channel: str, granted: bool, day: int) -> None:
            at = START + timedelta(days=day)
            people.set_consent(
                session, one, purpose="m", channel=channel, granted=granted, proof={}, at=at
            )

        say("any", True, 1)
        assert may("sms")
        assert may("smtp")
        say("sms", False, 2)
        assert not may("sms")
        assert may("smtp")
        say("any", False, 3)
        assert not may("smtp")
        say("smtp", True, 4)
        assert may("smtp")
        assert not may("any")

    def test_many_at_once_are_each_noted_once(self, session):
        persons = resolve(session, [says(n, user_id=f"u{n}") for n in range(5)])
        words = [
            people.ConsentWord(
                person_id=person,
                purpose="m",
                channel="sms",
                granted=granted,
                proof={},
                at=START + timedelta(days=granted),
            )
            for person in persons
            for granted in (True, False, True)
        ]
        assert people.set_consents(session, words) == 10
        assert people.set_consents(session, words) == 0
        asked = {"purpose": "m", "channel": "sms", "default": False}
        assert people.consented(session, persons, **asked) == set(persons)

    def test_the_same_word_is_noted_once(self, session):
        (one,) = resolve(session, [says(1, user_id="a")])
        said = {"purpose": "p", "channel": "c", "granted": True, "proof": {"x": 1}, "at": START}
        assert people.set_consent(session, one, **said)
        assert not people.set_consent(session, one, **said)


class TestAccounts:
    def test_is_found_by_the_id_outside_and_merges_with_nobody(self, session):
        (person,) = resolve(session, [says(1, user_id="u", phone="13800138000")])
        company = people.ensure_account(
            session,
            kind="company",
            external_id="acme",
            traits={"name": "Acme", "phone": "13800138000"},
        )
        again = people.ensure_account(session, kind="company", external_id="acme")
        assert company == again != person
        people.add_member(session, company, person, role="owner")
        assert [role for role, _ in people.members_of(session, company).values()] == ["owner"]
        with pytest.raises(people.NotAnAccount):
            people.add_member(session, person, company)


class TestErased:
    def test_nothing_is_written_about_somebody_who_was_erased(self, session):
        from siyu.people.erasure import erase_rows

        (person,) = resolve(session, [says(1, user_id="u")])
        tag = people.ensure_tag(session, group="g", name="t")
        erase_rows(session, person, [person])
        assert not people.tag(session, person, tag_id=tag, source="manual")
        with pytest.raises(people.PersonNotFound):
            people.set_consent(session, person, purpose="p", channel="c", granted=True, proof={})
        assert people.consented(session, [person], purpose="p", channel="c", default=True) == set()
        assert resolve(session, [says(9, person_id=str(person))]) == [0]
