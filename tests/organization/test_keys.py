from datetime import timedelta

import pytest
from sqlalchemy import select

from siyu import organization
from siyu.kernel import clock
from siyu.organization.models import ApiKeyRow


@pytest.fixture
def make_key(admin):
    def make(**body):
        reply = admin.post(
            "/api/keys", json={"name": "ERP", "permissions": ["organization.read"], **body}
        )
        assert reply.status_code == 201, reply.text
        return reply.json()

    return make


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


class TestApiKeys:
    def test_opens_what_it_was_made_for_and_no_more(self, make_key, stranger, tree):
        key = make_key(node_id=tree["east"])
        assert key["key"].startswith("sk_") and key["key"].endswith(key["hint"])
        nodes = stranger.get("/api/nodes", headers=bearer(key["key"])).json()["items"]
        assert {n["name"] for n in nodes} == {"east", "rose", "shanghai", "jingan", "pudong"}
        reply = stranger.get("/api/staff", headers=bearer(key["key"]))
        assert reply.json()["facts"] == {"permission": "organization.read_staff"}
        me = stranger.get("/api/me", headers=bearer(key["key"])).json()
        assert (me["id"], me["email"], me["permissions"]) == (
            key["id"],
            None,
            ["organization.read"],
        )

    def test_needs_no_console_header(self, make_key, stranger):
        key = make_key(permissions=["organization.manage_nodes"])["key"]
        stranger.headers.pop("X-Siyu-Console")
        reply = stranger.post(
            "/api/nodes", json={"name": "x", "kind": "group"}, headers=bearer(key)
        )
        assert reply.status_code == 201

    def test_is_shown_once_and_kept_as_a_hash(self, make_key, admin, context):
        key = make_key()["key"]
        assert key not in admin.get("/api/keys").text
        with context.session() as session:
            assert key.encode() not in session.scalars(select(ApiKeyRow.key_hash)).one()

    def test_expires(self, make_key, stranger):
        key = make_key(expires_at=(clock.now() + timedelta(days=1)).isoformat())["key"]
        assert stranger.get("/api/me", headers=bearer(key)).status_code == 200
        with clock.frozen(clock.now() + timedelta(days=2)):
            assert stranger.get("/api/me", headers=bearer(key)).status_code == 401

    def test_is_revoked_at_once(self, make_key, admin, stranger):
        made = make_key()
        assert admin.delete(f"/api/keys/{made['id']}").json()["revoked_at"]
        assert stranger.get("/api/me", headers=bearer(made["key"])).status_code == 401
        assert admin.get("/api/keys").json()["items"] == []
        assert len(admin.get("/api/keys", params={"revoked": True}).json()["items"]) == 1

    def test_shows_when_it_was_last_used(self, make_key, admin, stranger):
        made = make_key()
        assert made["used_at"] is None
        stranger.get("/api/me", headers=bearer(made["key"]))
        assert admin.get("/api/keys").json()["items"][0]["used_at"]

    def test_cannot_be_made_stronger_than_its_maker(self, hire, tree):
        manager = hire("dev", ("developer", tree["east"]))
        body = {"name": "x", "permissions": ["messaging.send"], "node_id": tree["east"]}
        assert manager.post("/api/keys", json=body).json()["code"] == "cannot_grant"
        body = {"name": "x", "permissions": ["organization.read"], "node_id": None}
        assert manager.post("/api/keys", json=body).json()["code"] == "outside_scope"
        body["node_id"] = tree["jingan"]
        assert manager.post("/api/keys", json=body).status_code == 201

    def test_is_not_a_person(self, make_key, stranger):
        key = make_key()["key"]
        for call in (
            stranger.get("/api/sessions", headers=bearer(key)),
            stranger.patch("/api/me", json={"name": "x"}, headers=bearer(key)),
        ):
            assert (call.status_code, call.json()["code"]) == (403, "staff_only")

    @pytest.mark.parametrize(
        "header", ["Bearer sk_wrong", "Basic YTpi", "Bearer", "sk_x", "Bearer " + "x" * 5000]
    )
    def test_anything_else_in_the_header_is_a_401(self, stranger, header):
        assert stranger.get("/api/me", headers={"Authorization": header}).status_code == 401

    def test_one_idempotency_key_makes_one_api_key_and_keeps_its_secret_sealed(
        self, admin, context
    ):
        body = {"name": "ERP", "permissions": ["organization.read"]}
        replies = [
            admin.post("/api/keys", json=body, headers={"Idempotency-Key": "once"})
            for _ in range(2)
        ]
        assert replies[0].json() == replies[1].json()
        key = replies[0].json()["key"]
        with context.session() as session:
            assert len(session.scalars(select(ApiKeyRow)).all()) == 1
            raw = (
                session.connection()
                .exec_driver_sql("select body from http_idempotency")
                .scalar_one()
            )
        assert key.encode() not in bytes(raw)


class TestWriteKeys:
    def test_a_source_has_a_key_that_names_it(self, admin, context, tree):
        body = {"name": "小程序", "kind": "mini_program", "node_id": tree["rose"], "strict": True}
        made = admin.post("/api/sources", json=body).json()
        key = made["write_keys"][0]["key"]
        assert key.startswith("wk_")
        with context.session() as session:
            found = organization.find_write_key(session, key)
            assert (found.source_name, found.kind, found.strict, found.active) == (
                "小程序",
                "mini_program",
                True,
                True,
            )
            assert organization.list_write_keys(session) == [found]
            assert organization.find_write_key(session, "wk_no") is None

    def test_keys_change_without_a_gap(self, admin, context):
        made = admin.post("/api/sources", json={"name": "web", "kind": "browser"}).json()
        both = admin.post(f"/api/sources/{made['id']}/keys").json()["write_keys"]
        admin.delete(f"/api/sources/{made['id']}/keys/{both[0]['id']}")
        with context.session() as session:
            assert organization.find_write_key(session, both[0]["key"]).active is False
            assert organization.find_write_key(session, both[1]["key"]).active is True

    def test_a_stopped_source_stops_all_its_keys_and_says_so(self, admin, context):
        made = admin.post("/api/sources", json={"name": "web", "kind": "browser"}).json()
        out = admin.patch(f"/api/sources/{made['id']}", json={"active": False}).json()
        assert out["active"] is False and out["name"] == "web"
        with context.session() as session:
            assert (
                organization.find_write_key(session, made["write_keys"][0]["key"]).active is False
            )
            from siyu.kernel.events import OutboxRow

            names = session.scalars(select(OutboxRow.name)).all()
        assert "organization.source_changed" in names

    def test_names_are_unique(self, admin):
        for status in (201, 409):
            assert (
                admin.post("/api/sources", json={"name": "web", "kind": "browser"}).status_code
                == status
            )

    def test_a_key_brought_along_is_taken_once(self, session):
        organization.add_source(session, name="demo", kind="server", key="wk_demo")
        with pytest.raises(organization.SourceNameTaken):
            organization.add_source(session, name="demo", kind="server")
        from siyu.organization.errors import WriteKeyTaken

        with pytest.raises(WriteKeyTaken):
            organization.add_source(session, name="other", kind="server", key="wk_demo")
