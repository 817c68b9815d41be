"""Merges and the conflicts that hold them back, over HTTP."""

import pytest

from .conftest import code, says


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
