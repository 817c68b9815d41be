"""Finding people over HTTP."""

import pytest

from .conftest import code, says


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
