"""One person over HTTP, as the console and the open API use it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from siyu import people
from siyu.kernel.clock import now
from siyu.organization import add_node
from siyu.people.models import TraitRow

from .conftest import code, says


class TestOnePerson:
    def test_personal_data_is_masked(self, api, ming):
        assert ming["phone_masked"] == "138****8000"
        assert ming["email_masked"] == "m***@example.com"
        traits = {trait["name"]: trait["value"] for trait in ming["traits"]}
        assert traits["city"] == "上海"
        assert traits["name"] == "张**"
        assert traits["address"] == {"city": "上海", "street": "***"}
        assert "南京西路" not in str(ming)

    def test_nothing_personal_lies_open_in_the_store(self, house, ming):
        with house.context.session() as session:
            for row in session.scalars(select(TraitRow)):
                assert row.sealed is None or row.value is None
                assert "13800138000" not in str(row.value)

    def test_reveal_shows_all_and_is_audited(self, api, ming):
        shown = api.get(f"/api/people/{ming['id']}/reveal").json()
        assert shown["traits"]["name"] == "张小明"
        assert {"kind": "phone", "value": "+8613800138000"} in shown["identifiers"]
        log = api.get("/api/audit", params={"action": "people.reveal"})
        assert log.json()["items"][0]["target"] == ming["id"]
        assert "张小明" not in log.text

    def test_traits_set_by_hand_win_over_older_ones(self, api, ming, resolve):
        api.patch(f"/api/people/{ming['id']}", json={"traits": {"city": "杭州"}})
        late = people.Evidence(
            (people.Identifier("user_id", "u-ming"),),
            now() - timedelta(days=1),
            "m1",
            "mini-program",
            traits={"city": "苏州"},
        )
        resolve(late)
        person = api.get(f"/api/people/{ming['id']}").json()
        (city,) = [trait for trait in person["traits"] if trait["name"] == "city"]
        assert city["value"] == "杭州"
        assert [version["source"] for version in city["versions"]] == ["console", "mini-program"]

    def test_an_identifier_of_somebody_else_is_refused(self, api, ming):
        reply = api.post("/api/people", json={"traits": {"phone": "+86 13800138000"}})
        assert (reply.status_code, reply.json()["code"]) == (409, "identifier_taken")

    @pytest.mark.parametrize("value", ["null", "0000", " ", "[object Object]"])
    def test_a_value_that_is_nobody_is_refused(self, api, value):
        reply = api.post("/api/people", json={"identifiers": [{"type": "user_id", "value": value}]})
        assert (reply.status_code, reply.json()["code"]) == (422, "identifier_unusable")

    def test_an_absorbed_id_leads_to_whoever_absorbed_it(self, api, resolve):
        first, second = resolve(says(1, user_id="a"), says(2, email="a@x.cn"))
        resolve(says(3, user_id="a", email="a@x.cn"))
        assert api.get(f"/api/people/{code(second)}").json()["id"] == code(first)

    def test_nobody_is_404(self, api):
        reply = api.get(f"/api/people/{code(999_999)}")
        assert (reply.status_code, reply.json()["code"]) == (404, "person_not_found")


class TestScope:
    def test_a_person_is_seen_where_they_belong(self, api, house, resolve):
        with house.context.session() as session:
            store = add_node(session, kind="group", name="华东", parent_id=None).id
            other = add_node(session, kind="group", name="华西", parent_id=None).id
        here, _ = resolve(
            says(1, user_id="here")._replace(node_id=store),
            says(2, user_id="there")._replace(node_id=other),
        )
        from siyu.http import Caller, Guard

        class Scoped:
            def identify(self, request, session):
                held = dict.fromkeys(("people.read", "people.manage"), frozenset({store}))
                return Caller(actor="staff:9", name="guide", permissions=held)

        house.context.put(Scoped(), kind=Guard)
        assert [p["id"] for p in api.get("/api/people").json()["items"]] == [code(here)]
        assert api.get(f"/api/people/{code(here)}").status_code == 200
        assert api.get(f"/api/people/{code(here + 1)}").status_code == 404
        assert api.get(f"/api/people/{code(here)}/reveal").status_code == 403


class TestBelonging:
    def test_shows_value_per_node(self, api, house, resolve):
        with house.context.session() as session:
            store = add_node(session, kind="group", name="静安店", parent_id=None).id
        (person,) = resolve(says(1, user_id="u"))
        with house.context.session() as session:
            value = people.NodeValue(
                person_id=person, org_node_id=store, orders=1, revenue_minor=9900, at=now()
            )
            assert people.record_node_value(session, [value, value], cause="order:1")
            assert not people.record_node_value(session, [value], cause="order:1")
        (place,) = api.get(f"/api/people/{code(person)}").json()["belonging"]
        assert (place["node_name"], place["orders"], place["value_minor"]) == ("静安店", 2, 19800)


class TestAccounts:
    def test_has_members_with_roles(self, api, ming):
        body = {"kind": "company", "traits": {"name": "静安幼儿园", "phone": "13800138000"}}
        account = api.post("/api/accounts", json=body).json()
        assert account["kind"] == "company"
        path = f"/api/accounts/{account['id']}/members"
        assert api.put(f"{path}/{ming['id']}", json={"role": "buyer"}).status_code == 204
        (member,) = api.get(path).json()["items"]
        assert (member["person"]["id"], member["role"]) == (ming["id"], "buyer")
        assert api.delete(f"{path}/{ming['id']}").status_code == 204
        assert api.get(f"/api/accounts/{ming['id']}/members").status_code == 409
