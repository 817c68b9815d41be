"""What segments can ask of people: the mirror in the warehouse, and the timeline."""

from datetime import timedelta

import pytest

from siyu import people
from siyu.kernel.clock import frozen, now
from siyu.people.attributes import Attribute, AttributeType
from siyu.people.belonging import belongings
from siyu.people.consent_counts import count_consents
from siyu.people.handing_over import count_belonging, hand_people_over
from siyu.people.mirroring import sync_values
from siyu.people.reactions import take_off_expired_tags
from siyu.warehouse import Warehouse, canonical

from .conftest import START, broken, says

TIER = Attribute("tier", AttributeType.text, {"zh": "等级", "en": "Tier"})
ORDERS = Attribute("order_count", AttributeType.number, {"zh": "订单数", "en": "Orders"})


@pytest.fixture
def warehouse(house):
    return house.context.get(Warehouse)


@pytest.fixture
def mirrored(house, warehouse):
    """Brings the mirror up to date and reads a person's part of it."""

    def mirrored(person_id):
        while sync_values(house.context):
            pass
        rows = warehouse.rows(
            "SELECT key, value, number FROM person_values FINAL WHERE person = {p:UInt32}",
            {"p": person_id},
        )
        return {row["key"]: (row["value"], row["number"]) for row in rows}

    return mirrored


def known(house, traits=None, **identifiers):
    with house.context.session() as session:
        evidence = says(1, **identifiers)._replace(traits=traits or {})
        return people.resolve(session, [evidence])[0]


class TestValues:
    def test_traits_in_the_open_and_personal_ones_as_hash(self, house, mirrored, warehouse):
        person = known(
            house,
            {"city": "上海", "age": 31, "vip": True, "email": "Jane@x.cn", "name": "Jane"},
            user_id="u",
        )
        values = mirrored(person)
        assert values["trait:city"][0] == "上海"
        assert values["trait:age"] == ("31", 31.0)
        assert values["trait:vip"] == ("true", 1.0)
        assert values["trait:email"][0].startswith("hash:")
        assert values["state"][0] == "known"
        assert values["identifier:email"] == (values["trait:email"][0], 1.0)
        everything = str(warehouse.rows("SELECT * FROM person_values"))
        assert "jane" not in everything.lower()

    def test_text_is_no_number(self, house, mirrored, warehouse):
        person = known(house, {"city": "上海"}, user_id="u")
        mirrored(person)
        zero = "SELECT count() FROM person_values FINAL WHERE key = 'trait:city' AND number = 0"
        assert warehouse.value(zero) == 0

    def test_a_visitor_nobody_knows_counts_as_somebody(self, house, mirrored):
        assert mirrored(known(house, anonymous_id="a"))["state"][0] == "anonymous"

    def test_attributes_of_modules(self, house, mirrored):
        person = known(house, user_id="u")
        with house.context.session() as session:
            people.set_attribute(session, person, TIER, "gold")
            people.set_attributes(session, ORDERS, [(person, 3)])
            with pytest.raises(people.AttributeValueUnfit):
                people.set_attribute(session, person, ORDERS, "three")
        assert mirrored(person)["tier"][0] == "gold"
        assert mirrored(person)["order_count"][1] == 3.0
        with house.context.session() as session:
            people.set_attribute(session, person, TIER, None)
        assert "tier" not in mirrored(person)

    def test_tags_until_they_run_out(self, house, mirrored):
        person = known(house, user_id="u")
        with house.context.session() as session:
            tag = people.ensure_tag(session, group="g", name="t")
            until = now() + timedelta(hours=1)
            people.tag(session, person, tag_id=tag, source="rule", expires_at=until)
        assert mirrored(person)[f"tag:{tag}"] == ("rule", 1.0)
        with frozen(now() + timedelta(hours=2)):
            take_off_expired_tags(house.context, now())
            assert f"tag:{tag}" not in mirrored(person)

    def test_consent_and_belonging(self, house, mirrored):
        person = known(house, user_id="u")
        with house.context.session() as session:
            people.set_consent(
                session, person, purpose="marketing", channel="sms", granted=False, proof={}
            )
            people.belong(session, person, org_node_id=7)
        values = mirrored(person)
        assert values["consent:marketing:sms"] == ("withdrawn", 0.0)
        assert values["belongs:7"][1] == 1.0

    def test_people_of_a_removed_node_belong_to_its_heir(self, house, mirrored):
        both, one = known(house, user_id="both"), known(house, user_id="one")
        early, late = now() - timedelta(days=9), now() - timedelta(days=2)
        with house.context.session() as session:
            for person, node, orders, at in (
                (both, 7, 2, early),
                (both, 8, 1, late),
                (one, 7, 3, late),
            ):
                value = people.NodeValue(
                    person_id=person, org_node_id=node, orders=orders, revenue_minor=100, at=at
                )
                people.record_node_value(session, [value], cause=f"{person}:{node}")
        assert mirrored(one)["belongs:7"][1] == 1.0
        with house.context.session() as session:
            assert count_belonging(session, 7) == 2
            hand_people_over(session, 7, 8)
            assert (count_belonging(session, 7), count_belonging(session, 8)) == (0, 2)
            (row,) = belongings(session, [both])
            assert (row.orders, row.revenue_minor) == (3, 200)
            assert (row.since, row.first_order_at, row.last_order_at) == (early, early, late)
        for person in (both, one):
            values = mirrored(person)
            assert "belongs:7" not in values
            assert values["belongs:8"][1] == 1.0

    def test_consents_are_counted_by_last_word_here_and_everywhere(
        self, house, mirrored, warehouse
    ):
        agreed, refused = known(house, user_id="u1"), known(house, user_id="u2")
        with house.context.session() as session:
            for person, granted in ((agreed, True), (refused, True), (refused, False)):
                people.set_consent(
                    session, person, purpose="news:vip", channel="sms", granted=granted, proof={}
                )
            people.belong(session, agreed, org_node_id=7)
        mirrored(agreed)
        (everywhere,) = count_consents(warehouse, org_nodes=None)
        assert (everywhere.purpose, everywhere.channel) == ("news:vip", "sms")
        assert (everywhere.granted, everywhere.withdrawn) == (1, 1)
        (here,) = count_consents(warehouse, org_nodes=frozenset({7}))
        assert (here.granted, here.withdrawn) == (1, 0)
        assert count_consents(warehouse, org_nodes=frozenset()) == []

    def test_a_place(self, house, mirrored, warehouse):
        person = known(house, {"location": {"lng": 121.4489, "lat": 31.2287}}, user_id="u")
        assert "place" in mirrored(person)
        place = warehouse.row("SELECT longitude, latitude FROM person_values WHERE key = 'place'")
        assert place == {"longitude": 121.4489, "latitude": 31.2287}

    def test_what_did_not_change_is_not_written_again(self, house, mirrored, warehouse):
        person = known(house, {"city": "上海"}, user_id="u")
        mirrored(person)
        before = warehouse.value("SELECT max(version) FROM person_values")
        known(house, {"city": "上海"}, user_id="u")
        mirrored(person)
        assert warehouse.value("SELECT max(version) FROM person_values") == before


class TestMerges:
    def test_the_absorbed_one_is_taken_out_and_comes_back(self, house, mirrored, warehouse):
        first = known(house, {"city": "上海"}, anonymous_id="a")
        second = known(house, {"city": "杭州"}, user_id="u")
        assert mirrored(second)["trait:city"][0] == "杭州"
        with house.context.session() as session:
            people.resolve(session, [says(5, user_id="u", anonymous_id="a")])
        assert mirrored(second) == {}
        assert mirrored(first)["state"][0] == "known"
        follow = f"SELECT {canonical('toUInt32(' + str(second) + ')')}"
        assert warehouse.value(follow) == first
        with house.context.session() as session:
            merge = session.scalars(people_merges()).one()
            people.undo_merge(session, merge, actor="staff:1")
        assert mirrored(second)["trait:city"][0] == "杭州"
        assert mirrored(first)["state"][0] == "anonymous"
        assert warehouse.value(follow) == second

    def test_both_stores_agree(self, house, mirrored):
        known(house, anonymous_id="a")
        known(house, user_id="u")
        known(house, user_id="u", anonymous_id="a")
        mirrored(1)
        assert broken(house) == {}


def people_merges():
    from sqlalchemy import select

    from siyu.people.models import MergeRow

    return select(MergeRow.id)


class TestTimeline:
    @pytest.fixture
    def lived(self, house, warehouse):
        """Two nodes of one person, each with events; one of them loaded twice."""
        visitor, member = known(house, anonymous_id="a"), known(house, user_id="u")
        known(house, user_id="u", anonymous_id="a")
        columns = ["event", "type", "day", "person", "message_id", "time", "properties_json"]

        def row(n, node, event="Product Viewed", type_="track"):
            time = START + timedelta(minutes=n)
            return (
                event,
                type_,
                time.date(),
                node,
                f"e{n:02}",
                time.strftime("%Y-%m-%d %H:%M:%S.123"),
                f'{{"n": {n}}}',
            )

        rows = [row(n, visitor if n % 2 else member) for n in range(30)]
        warehouse.insert_rows("events", columns, rows)
        warehouse.insert_rows("events", columns, [rows[3], row(30, member, "", "page")])
        return visitor

    def test_goes_over_all_nodes_newest_first_and_once_each(self, api, lived):
        from siyu.kernel import ids

        path = f"/api/people/{ids.code('per', lived)}/timeline"
        seen, cursor = [], None
        while True:
            params = {"limit": 7} | ({"cursor": cursor} if cursor else {})
            page = api.get(path, params=params).json()
            seen += [item["message_id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert seen == [f"e{n:02}" for n in range(30, -1, -1)]

    def test_is_filtered(self, api, lived):
        from siyu.kernel import ids

        path = f"/api/people/{ids.code('per', lived)}/timeline"
        assert len(api.get(path, params={"type": "page"}).json()["items"]) == 1
        assert (
            len(api.get(path, params={"event": "Product Viewed", "limit": 50}).json()["items"])
            == 30
        )
        since = (START + timedelta(minutes=28)).isoformat()
        late = api.get(path, params={"since": since}).json()["items"]
        assert [item["properties"] for item in late] == [{"n": 30}, {"n": 29}, {"n": 28}]
