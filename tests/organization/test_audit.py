from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from siyu import organization
from siyu.kernel import clock
from siyu.kernel.ids import code


@pytest.fixture
def lines(context, app):
    with context.session() as session:
        node = organization.add_node(session, kind="group", name="g", parent_id=None)
        for number in range(7):
            with clock.frozen(datetime(2026, 1, 1 + number, tzinfo=UTC)):
                organization.write_audit(
                    session,
                    "system" if number % 2 else "staff:1",
                    action=["segments.update", "segments.create", "segment_lists.create"][
                        number % 3
                    ],
                    target=f"seg_{number}",
                    before={"n": number},
                    after=None,
                    node_id=node.id if number == 3 else None,
                )
    return node


class TestAuditLog:
    def test_a_line_can_neither_be_changed_nor_removed(self, context, lines):
        for statement in (
            "update organization_audit set target = 'x'",
            "delete from organization_audit",
        ):
            with pytest.raises(DBAPIError, match="append only"), context.session() as session:
                session.execute(text(statement))

    def test_filters(self, admin, lines):
        def targets(**params):
            items = admin.get("/api/audit", params=params).json()["items"]
            return [i["target"][4:] for i in items if i["target"].startswith("seg_")]

        assert targets(action="segments") == ["6", "4", "3", "1", "0"]
        assert targets(action="segments.create") == ["4", "1"]
        assert targets(actor="system") == ["5", "3", "1"]
        assert targets(target="seg_2") == ["2"]
        assert targets(since="2026-01-02T00:00:00Z", until="2026-01-04T00:00:00Z") == ["2", "1"]

    def test_says_who_and_what_it_can_be_searched_by(self, admin, lines):
        words = admin.get("/api/audit/words").json()
        assert {"actor": "system", "name": None} in words["actors"]
        assert {"segments.create", "segments.update", "sessions.create"} <= set(words["actions"])

    def test_a_reader_of_one_store_learns_of_nobody_elsewhere(self, admin, hire, roles, lines):
        body = {"name": "auditor", "permissions": ["organization.read_audit"]}
        roles["auditor"] = admin.post("/api/roles", json=body).json()["id"]
        reader = hire("wu", ("auditor", code("node", lines.id)))
        words = reader.get("/api/audit/words").json()
        assert words["actions"] == ["segments.update"]
        assert [actor["actor"] for actor in words["actors"]] == ["system"]

    def test_pages_newest_first_without_gaps(self, admin, lines):
        got, cursor = [], None
        while True:
            params = {"limit": 2, "actor": "system"} | ({"cursor": cursor} if cursor else {})
            page = admin.get("/api/audit", params=params).json()
            got += [i["target"] for i in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
        assert got == ["seg_5", "seg_3", "seg_1"]

    def test_keeps_the_name_of_the_time(self, admin, context, lines):
        admin.patch("/api/me", json={"name": "New Name"})
        items = admin.get("/api/audit", params={"actor": "staff:1", "action": "segments"}).json()[
            "items"
        ]
        assert {i["actor_name"] for i in items} == {"Administrator"}

    def test_a_manager_of_a_node_sees_only_what_belongs_there(self, hire, lines):
        from siyu.kernel.ids import code

        manager = hire("wang", ("manager", code("node", lines.id)))
        items = manager.get("/api/audit").json()["items"]
        assert [i["target"] for i in items] == ["seg_3"]

    @pytest.mark.parametrize(
        "params",
        [
            {"cursor": "x"},
            {"cursor": "WzE4NDQ2NzQ0MDczNzA5NTUxNjE2MDBd"},
            {"since": "0001-01-01T00:00:00+14:00"},
            {"until": "9999-12-31T23:59:59-14:00"},
            {"action": "a\x00"},
            {"limit": "0"},
            {"node_id": "seg_1"},
        ],
    )
    def test_nonsense_is_a_422(self, admin, params):
        assert admin.get("/api/audit", params=params).status_code == 422


class TestBrand:
    def test_is_as_the_settings_say_until_it_is_set(self, admin, context):
        assert admin.get("/api/brand").json() == {
            "name": context.settings.brand,
            "timezone": "Asia/Shanghai",
            "currency": "CNY",
        }
        out = admin.patch("/api/brand", json={"name": "花间集", "timezone": "Asia/Tokyo"}).json()
        assert out == {"name": "花间集", "timezone": "Asia/Tokyo", "currency": "CNY"}
        assert admin.get("/api/me").json()["brand"] == {"name": "花间集"}
        assert admin.patch("/api/brand", json={"currency": "JPY"}).json()["name"] == "花间集"
        line = admin.get("/api/audit", params={"action": "brand"}).json()["items"][-1]
        assert (line["before"]["name"], line["after"]["name"]) == ("siyu", "花间集")

    @pytest.mark.parametrize(
        "body", [{"timezone": "Mars/Base"}, {"currency": "yuan"}, {"name": ""}]
    )
    def test_refuses_what_is_none(self, admin, body):
        assert admin.patch("/api/brand", json=body).status_code == 422

    def test_only_the_house_may_set_it(self, hire, tree):
        boss = hire("zhao", ("administrator", tree["east"]))
        assert boss.patch("/api/brand", json={"name": "x"}).json()["code"] == "outside_scope"


def test_the_clock_and_the_log_agree(admin):
    before = clock.now() - timedelta(seconds=5)
    admin.patch("/api/brand", json={"name": "x"})
    line = admin.get("/api/audit").json()["items"][0]
    assert before <= datetime.fromisoformat(line["at"]) <= clock.now()
