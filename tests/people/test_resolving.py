"""Matching: what one event after another makes of people."""

from siyu.people import canonical, component, resolve

from .conftest import says


def persons(session, *evidences):
    nodes = [resolve(session, [one])[0] for one in evidences]
    leads = canonical(session, nodes)
    return [leads[node] for node in nodes]


class TestFlatMatching:
    def test_knows_a_visitor_again(self, session):
        first, second, other = persons(
            session, says(1, anonymous_id="a"), says(2, anonymous_id="a"), says(3, anonymous_id="b")
        )
        assert first == second != other

    def test_gives_the_anonymous_past_to_whoever_signs_in(self, session):
        visit, sign_in = persons(
            session, says(1, anonymous_id="a"), says(2, user_id="u", anonymous_id="a")
        )
        assert visit == sign_in

    def test_homes_an_event_at_its_first_identifier(self, session):
        before, both, after = (
            resolve(session, [e])[0]
            for e in (
                says(1, anonymous_id="a"),
                says(2, user_id="u", anonymous_id="a"),
                says(3, user_id="u"),
            )
        )
        assert both == after != before
        assert component(session, after) == [before, after]

    def test_joins_two_persons_whom_evidence_connects(self, session):
        by_mail, by_phone, joined = persons(
            session,
            says(1, email="a@x.cn"),
            says(2, phone="13800138000"),
            says(3, email="A@X.cn ", phone="+86 138 0013 8000"),
        )
        assert by_mail == joined
        assert canonical(session, [by_phone])[by_phone] == joined

    def test_names_nobody_without_a_usable_identifier(self, session):
        assert resolve(
            session,
            [says(1, user_id="null"), says(2, anonymous_id="00000000-0000-0000-0000-000000000000")],
        ) == [0, 0]

    def test_alias_to_itself_changes_nothing(self, session):
        alias, plain = resolve(
            session, [says(1, user_id="u1", previous_id="u1"), says(2, user_id="u1")]
        )
        assert alias == plain
        assert component(session, alias) == [alias]


class TestPublishedExamples:
    def test_unify_drops_the_email_that_would_join_two_user_ids(self, session):
        jane, other, mail = persons(
            session,
            says(1, user_id="abc123", email="jane@example.com"),
            says(2, user_id="abc456", email="jane@example.com"),
            says(3, email="jane@example.com"),
        )
        assert jane != other
        assert mail == jane

    def test_snowplow_keeps_alice_and_bob_apart_who_share_a_phone(self, session):
        alice = {"user_id": "alice@company.com", "device_id": "6d920c"}
        web, app, bob, again = persons(
            session,
            says(1, user_id="alice@company.com", anonymous_id="4b0dfa"),
            says(2, **alice),
            says(3, user_id="bob@company.com", device_id="6d920c", anonymous_id="bobs"),
            says(4, anonymous_id="bobs"),
        )
        assert web == app
        assert bob not in (web, app)
        assert again == bob
