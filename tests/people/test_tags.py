"""Tags over HTTP."""

from .conftest import code, says


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
