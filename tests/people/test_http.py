"""People over HTTP, as the console and the open API use it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from siyu import people
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.jobs import JobRow, run_job
from siyu.organization import add_node
from siyu.people.mirroring import sync_values
from siyu.people.models import TraitRow

from .conftest import says


def code(person_id):
    return ids.code("per", person_id)


@pytest.fixture
def resolve(house):
    def resolve(*evidences):
        with house.context.session() as session:
            return people.resolve(session, evidences)

    return resolve


@pytest.fixture
def ming(api):
    """张小明 of Shanghai, entered by hand."""
    body = {
        "identifiers": [{"type": "user_id", "value": "u-ming"}],
        "traits": {
            "name": "张小明",
            "phone": "138 0013 8000",
            "email": "Ming.Zhang@Example.com",
            "city": "上海",
            "address": {"city": "上海", "street": "南京西路1266号"},
        },
    }
    reply = api.post("/api/people", json=body)
    assert reply.status_code == 201, reply.text
    return reply.json()


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


class TestSearch:
    @pytest.mark.parametrize(
        "query",
        [
            "小明",
            "张小明",
            "张",
            "13800138000",
            "+86 138-0013-8000",
            "8000",
            "u-ming",
            "ming.zhang@example.com",
        ],
    )
    def test_finds_by(self, api, ming, query):
        api.post("/api/people", json={"traits": {"name": "李雷", "phone": "13900139001"}})
        found = api.get("/api/people", params={"query": query}).json()
        assert [person["id"] for person in found["items"]] == [ming["id"]]
        assert found["total"] == 1

    def test_finds_by_code_and_by_part_of_a_latin_name(self, api):
        jane = api.post("/api/people", json={"traits": {"name": "Jane O'Connor"}}).json()
        for query in (jane["id"], "jan", "CONN", "jane con"):
            found = api.get("/api/people", params={"query": query}).json()["items"]
            assert [person["id"] for person in found] == [jane["id"]], query

    @pytest.mark.parametrize("query", ["小红", "9999", "ja", "%", "' or 1=1 --", "per_"])
    def test_finds_nobody(self, api, ming, query):
        assert api.get("/api/people", params={"query": query}).json()["items"] == []

    def test_pages_through_everybody_once(self, api, resolve):
        resolve(*(says(n, user_id=f"u{n}") for n in range(25)))
        seen, cursor = [], None
        while True:
            params = {"limit": 10} | ({"cursor": cursor} if cursor else {})
            page = api.get("/api/people", params=params).json()
            seen += [person["id"] for person in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == page["total"] == 25

    def test_filters_by_state_and_tag(self, api, resolve):
        _visitor, member = resolve(says(1, anonymous_id="a"), says(2, user_id="u"))
        tag = api.post(f"/api/people/{code(member)}/tags", json={"name": "高价值"}).json()
        known = api.get("/api/people", params={"state": "known"}).json()["items"]
        tagged = api.get("/api/people", params={"tag_id": tag["id"]}).json()["items"]
        assert [p["id"] for p in known] == [p["id"] for p in tagged] == [code(member)]
        assert tagged[0]["tags"][0]["name"] == "高价值"


class TestTags:
    def test_come_off_again(self, api, ming):
        tag = api.post(f"/api/people/{ming['id']}/tags", json={"name": "囤货"}).json()
        path = f"/api/people/{ming['id']}/tags/{tag['id']}"
        assert api.delete(path).status_code == 204
        assert api.delete(path).status_code == 404
        assert api.get(f"/api/people/{ming['id']}").json()["tags"] == []

    def test_by_the_hundred(self, api, resolve):
        nodes = resolve(*(says(n, user_id=f"u{n}") for n in range(100)))
        tag = api.post("/api/tags", json={"name": "老客", "group": "阶段"}).json()
        body = {"person_ids": [code(node) for node in nodes]}
        assert api.post(f"/api/tags/{tag['id']}/people", json=body).json() == {"changed": 100}
        assert api.post(f"/api/tags/{tag['id']}/people", json=body).json() == {"changed": 0}
        (listed,) = api.get("/api/tags").json()["items"]
        assert (listed["name"], listed["group"], listed["count"]) == ("老客", "阶段", 100)
        off = api.post(f"/api/tags/{tag['id']}/people", json=body | {"remove": True})
        assert off.json() == {"changed": 100}

    def test_names_are_unique_in_a_group(self, api):
        one = api.post("/api/tags", json={"name": "a", "group": "g"}).json()
        api.post("/api/tags", json={"name": "b", "group": "g"})
        reply = api.patch(f"/api/tags/{one['id']}", json={"name": "b"})
        assert (reply.status_code, reply.json()["code"]) == (409, "tag_name_taken")
        assert api.post("/api/tag-groups", json={"name": "g"}).status_code == 409


class TestMerges:
    def test_a_merge_is_listed_with_evidence_and_undone(self, api, resolve):
        first, second = resolve(says(1, anonymous_id="a"), says(2, user_id="u"))
        resolve(says(3, "joined", user_id="u", anonymous_id="a"))
        (merge,) = api.get(f"/api/people/{code(first)}/merges").json()["items"]
        assert merge["merged_person_id"] == code(second)
        assert merge["evidence"]["message_id"] == "joined"
        assert sorted(merge["evidence"]["identifier_types"]) == ["anonymous_id", "user_id"]
        reply = api.post(f"/api/people/{code(first)}/unmerge", json={"merge_id": merge["id"]})
        assert [one["kind"] for one in reply.json()["identifiers"]] == ["anonymous_id"]
        assert api.get(f"/api/people/{code(second)}").json()["id"] == code(second)
        again = api.post(f"/api/people/{code(first)}/unmerge", json={"merge_id": merge["id"]})
        assert again.json()["code"] in ("merge_already_undone", "merge_not_found")

    def test_by_hand_and_by_identifiers(self, api, resolve):
        one, other = resolve(says(1, user_id="u1"), says(2, email="a@x.cn"))
        merged = api.post(f"/api/people/{code(one)}/merge", json={"other_id": code(other)}).json()
        assert sorted(merged["node_ids"]) == sorted([code(one), code(other)])
        mail = next(i["id"] for i in merged["identifiers"] if i["kind"] == "email")
        api.post(f"/api/people/{code(one)}/unmerge", json={"identifier_ids": [mail]})
        assert api.get(f"/api/people/{code(other)}").json()["id"] == code(other)

    def test_rules_stand_against_it_until_told(self, api, resolve):
        one, other = resolve(says(1, user_id="u1"), says(2, user_id="u2"))
        path, body = f"/api/people/{code(one)}/merge", {"other_id": code(other)}
        reply = api.post(path, json=body)
        assert reply.json()["facts"] == {"rule": "unique", "identifier_type": "user_id"}
        assert api.post(path, json=body | {"despite_rules": True}).status_code == 200


class TestConflicts:
    @pytest.fixture
    def conflict(self, api, resolve):
        resolve(says(1, user_id="u1", email="a@x.cn"), says(2, user_id="u2", email="a@x.cn"))
        (conflict,) = api.get("/api/people/conflicts").json()["items"]
        return conflict

    def test_names_the_rule_and_who_it_is_about(self, conflict):
        assert conflict["rule"] == "unique:user_id"
        refused = [one for one in conflict["identifiers"] if one["refused"]]
        assert [one["value_masked"] for one in refused] == ["a***@x.cn"]

    def test_is_accepted(self, api, conflict, house):
        path = f"/api/people/conflicts/{conflict['id']}/settlement"
        assert api.post(path, json={"decision": "merge"}).json()["state"] == "merged"
        persons = {one["person_id"] for one in conflict["identifiers"]}
        assert len({api.get(f"/api/people/{p}").json()["id"] for p in persons}) == 1
        assert api.post(path, json={"decision": "merge"}).status_code == 404

    def test_is_dismissed_and_does_not_come_back(self, api, conflict, resolve):
        path = f"/api/people/conflicts/{conflict['id']}/settlement"
        assert api.post(path, json={"decision": "dismiss"}).json()["state"] == "dismissed"
        resolve(says(5, user_id="u2", email="a@x.cn"), says(6, user_id="u1", email="b@x.cn"))
        assert api.get("/api/people/conflicts").json()["items"] == []


class TestConsent:
    def test_the_ledger_only_grows(self, api, ming):
        path = f"/api/people/{ming['id']}/consents"
        for granted in (True, False):
            body = {
                "purpose": "marketing",
                "channel": "sms",
                "granted": granted,
                "proof": {"how": "call"},
            }
            assert api.post(path, json=body).status_code == 201
        ledger = api.get(path).json()["items"]
        assert [line["granted"] for line in ledger] == [False, True]
        (standing,) = api.get(f"/api/people/{ming['id']}").json()["consents"]
        assert standing["granted"] is False


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


class TestRules:
    def test_a_blocked_value_names_nobody_from_then_on(self, api, resolve):
        rule = next(
            r for r in api.get("/api/identity-rules").json()["items"] if r["type"] == "email"
        )
        change = {k: v for k, v in rule.items() if k not in ("type", "built_in")}
        change |= {"blocked": ["noreply@x.cn"], "blocked_patterns": ["@test[.]"]}
        assert api.put("/api/identity-rules/email", json=change).status_code == 200
        assert resolve(says(1, email="NoReply@x.cn"), says(2, email="a@test.cn")) == [0, 0]
        assert resolve(says(3, email="a@x.cn")) != [0]

    def test_going_back_undoes_what_the_brand_set(self, api):
        def rule(name):
            items = api.get("/api/identity-rules").json()["items"]
            return next((each for each in items if each["type"] == name), None)

        before = rule("phone")
        assert api.put("/api/identity-rules/phone", json={"limit": 2}).status_code == 200
        assert rule("phone")["built_in"] is False
        assert api.delete("/api/identity-rules/phone").status_code == 204
        assert rule("phone") == before
        assert api.delete("/api/identity-rules/phone").json()["code"] == "identity_rule_not_found"
        assert api.put("/api/identity-rules/badge", json={}).status_code == 200
        assert api.delete("/api/identity-rules/badge").status_code == 204
        assert rule("badge") is None

    def test_a_pattern_that_cannot_be_matched_in_linear_time_is_refused(self, api):
        reply = api.put("/api/identity-rules/email", json={"blocked_patterns": [r"(a+)+\1$"]})
        assert (reply.status_code, reply.json()["code"]) == (422, "blocked_pattern_unreadable")


class TestPrivacy:
    @pytest.fixture
    def run(self, house):
        def run(reply):
            assert reply.status_code == 202, reply.text
            job_id = ids.number("job", reply.json()["id"])
            run_job(house.context, house.jobs, job_id)
            with house.context.session() as session:
                row = session.get_one(JobRow, job_id)
                assert row.state == "done", row.error
                return row.result

        return run

    @pytest.fixture
    def lived(self, house, ming):
        """Ming, with events and a mirror."""
        person = ids.number("per", ming["id"])
        warehouse = house.context.get(people_warehouse())
        columns = ["event", "type", "day", "person", "message_id", "time", "properties_json"]
        rows = [
            (
                "Order Completed",
                "track",
                "2026-01-01",
                person,
                f"e{n}",
                f"2026-01-01 00:00:0{n}",
                '{"revenue": 5}',
            )
            for n in range(3)
        ]
        warehouse.insert_rows("events", columns, rows)
        while sync_values(house.context):
            pass
        return person

    def test_the_export_has_everything(self, api, house, ming, lived, run):
        result = run(api.post(f"/api/people/{ming['id']}/export"))
        assert result["events"] == 3
        job = ids.code("job", 1)
        file = api.get(f"/api/people/{ming['id']}/export/{job}/file")
        kept = file.json()
        assert {i["value"] for i in kept["identifiers"]} >= {"u-ming", "+8613800138000"}
        assert kept["traits"]["name"][0]["value"] == "张小明"
        assert [event["message_id"] for event in kept["events"]] == ["e2", "e1", "e0"]

    def test_erasure_reaches_both_stores_and_stays(self, api, house, ming, lived, run, resolve):
        path = f"/api/people/{ming['id']}"
        run(api.post(f"{path}/export"))
        result = run(api.post(f"{path}/erasure", json={"reason": "asked"}))
        assert (result["events"], result["identifiers"]) == (3, 3)
        assert api.get(path).status_code == 404
        assert api.get("/api/people", params={"query": "小明"}).json()["items"] == []
        warehouse = house.context.get(people_warehouse())
        for table in ("events", "person_days", "person_life", "person_values"):
            assert warehouse.value(f"SELECT count() FROM {table} WHERE person = {lived}") == 0, (
                table
            )
        assert list((house.settings.home / "files").iterdir()) == []
        # An event from before comes again: nobody's. One from after is somebody new.
        old, new = says(1, user_id="u-ming"), says(1, user_id="u-ming")._replace(time=now())
        assert resolve(old) == [0]
        (again,) = resolve(new)
        assert again not in (0, lived)
        proof = api.get("/api/audit", params={"action": "people.erased"})
        assert proof.json()["items"][0]["target"] == ming["id"]
        assert "u-ming" not in proof.text

    def test_every_invariant_holds_afterwards(self, house, lived, api, ming, run):
        run(api.post(f"/api/people/{ming['id']}/erasure", json={"reason": "asked"}))
        while sync_values(house.context):
            pass
        assert broken(house) == {}


def people_warehouse():
    from siyu.warehouse import Warehouse

    return Warehouse


def broken(house):
    from siyu.people.manifest import MODULE

    return {
        one.name: examples for one in MODULE.invariants if (examples := one.broken(house.context))
    }
