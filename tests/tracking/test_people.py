"""Who is behind the events that are loaded."""

from .conftest import track


class TestPeople:
    def test_one_person_before_and_after_signing_in(self, world):
        world.post("/v1/batch", {"batch": [
            {"type": "page", "anonymousId": "a", "messageId": "1"},
            {"type": "identify", "anonymousId": "a", "userId": "u", "messageId": "2"},
            track(messageId="3"),
        ]})  # fmt: skip
        world.load()
        assert len(set(world.persons())) == 1
        assert 0 not in world.persons()

    def test_external_ids_traits_and_alias_are_evidence(self, world):
        world.post("/v1/batch", {"batch": [
            track(context={"externalIds": [{"id": "o1", "type": "unionid", "collection": "users"}]}),
            {"type": "identify", "userId": "u", "traits": {"phone": "13800138000", "city": "上海"}},
            {"type": "alias", "userId": "u", "previousId": "before"},
        ]})  # fmt: skip
        world.load()
        ids = (("user_id", "u"), ("unionid", "o1"), ("phone", "13800138000"))
        assert len({world.person_of(*pair) for pair in ids} | set(world.persons())) == 1

    def test_rudder_s_traits_lie_in_the_context(self, world):
        world.post("/v1/identify", {"userId": "u", "context": {"traits": {"email": "li@x.cn"}}})
        world.load()
        assert [world.person_of("email", "li@x.cn")] == world.persons()
        assert b"li@x.cn" not in str(world.rows()).encode()

    def test_alias_to_oneself_joins_nothing(self, world):
        world.post("/v1/alias", {"userId": "u1", "previousId": "u1"})
        world.load()
        assert len(world.rows("person")) == 1

    def test_identifiers_that_name_nobody_wait(self, world):
        world.post("/v1/track", track() | {"userId": "null"})
        world.load()
        assert [q.reason for q in world.quarantined()] == ["identifiers_name_nobody"]

    def test_personal_data_does_not_reach_the_warehouse(self, world):
        secret = {
            "email": "li@example.cn",
            "phone": "13800138000",
            "address": {"street": "南京西路 1 号"},
        }
        world.post("/v1/batch", {"batch": [
            {"type": "identify", "userId": "li@example.cn", "traits": secret | {"name": "李华", "tier": "gold"}},
            track("Order Completed", properties={"order_id": "o", "shipping": secret, "Mobile": 13800138000}),
            track("Product Viewed", properties={"name": "毛绒", "products": [{"name": "熊", "phone": "13800138000"}]}),
            {"type": "track", "event": "B", "userId": "13800138000", "context": {"traits": secret}},
            {"type": "group", "groupId": "g", "userId": "u", "traits": secret},
        ]})  # fmt: skip
        world.load()
        text = str(world.rows())
        for word in ("li@example.cn", "13800138000", "南京西路", "李华"):
            assert word not in text
        assert "毛绒" in text
        assert "gold" in text
        hashes = {
            row["h"]
            for row in world.rows("JSONExtractString(properties_json, 'email') as h")
            if row["h"]
        }
        assert len(hashes) == 1
