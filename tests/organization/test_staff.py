from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from siyu.kernel import clock
from siyu.organization.errors import LastAdministrator
from siyu.organization.invariants import missing_administrator
from siyu.organization.models import MembershipRow, StaffRow
from siyu.organization.staff import set_active

from .conftest import EMAIL


class TestInvitation:
    def test_a_link_sets_the_password_once(self, admin, new_client, roles, tree):
        body = {
            "email": "chen@example.com",
            "name": "陈晨",
            "memberships": [{"role_id": roles["guide"], "node_id": tree["jingan"]}],
        }
        made = admin.post("/api/staff", json=body).json()
        assert made["staff"]["invited"] is True
        assert made["invitation"]["link"].endswith(f"/invitation#{made['invitation']['token']}")
        accept = {"token": made["invitation"]["token"], "password": "bamboo-forest-7"}
        guide = new_client()
        me = guide.post("/api/invitations/acceptance", json=accept)
        assert me.status_code == 201
        assert me.json()["name"] == "陈晨"
        assert [node["name"] for node in me.json()["nodes"]] == ["jingan"]
        assert me.json()["everywhere"] is False
        again = new_client().post("/api/invitations/acceptance", json=accept)
        assert (again.status_code, again.json()["code"]) == (404, "invitation_invalid")

    def test_expires_and_is_replaced_by_a_newer_one(self, admin, new_client, roles):
        body = {
            "email": "a@example.com",
            "name": "a",
            "memberships": [{"role_id": roles["operator"]}],
        }
        made = admin.post("/api/staff", json=body).json()
        newer = admin.post(f"/api/staff/{made['staff']['id']}/invitations").json()

        def accept(token):
            body = {"token": token, "password": "bamboo-forest-7"}
            return new_client().post("/api/invitations/acceptance", json=body).status_code

        assert accept(made["invitation"]["token"]) == 404
        with clock.frozen(clock.now() + timedelta(days=8)):
            assert accept(newer["token"]) == 404
        assert accept(newer["token"]) == 201

    def test_an_address_works_here_once(self, admin, roles):
        body = {"email": EMAIL.upper(), "name": "x", "memberships": [{"role_id": roles["guide"]}]}
        reply = admin.post("/api/staff", json=body)
        assert (reply.status_code, reply.json()["code"]) == (409, "email_taken")


class TestGrants:
    def test_nobody_gives_what_they_do_not_hold(self, hire, tree, roles):
        manager = hire("wang", ("manager", tree["east"]))
        body = {"role_id": roles["administrator"], "node_id": tree["jingan"]}
        reply = manager.post(f"/api/staff/{manager.staff_id}/memberships", json=body)
        assert (reply.status_code, reply.json()["code"]) == (403, "cannot_grant")
        assert "messaging.send" in reply.json()["facts"]["permissions"]

    def test_nobody_gives_outside_their_nodes(self, hire, tree, roles):
        manager = hire("wang", ("manager", tree["east"]))
        guide = hire("chen", ("guide", tree["chengdu"]))
        for node in (tree["chengdu"], None):
            body = {"role_id": roles["guide"], "node_id": node}
            reply = manager.post(f"/api/staff/{guide.staff_id}/memberships", json=body)
            assert (reply.status_code, reply.json()["code"]) == (403, "outside_scope")

    def test_nobody_gives_to_someone_they_do_not_see(self, hire, tree, roles):
        """The answer shows who it is: codes could be tried one by one."""
        manager = hire("manager", ("manager", tree["shanghai"]))
        other = hire("other", ("guide", tree["chengdu"]))
        body = {"role_id": roles["guide"], "node_id": tree["jingan"]}
        reply = manager.post(f"/api/staff/{other.staff_id}/memberships", json=body)
        assert reply.json()["code"] == "staff_not_found"

    def test_a_manager_staffs_their_own_stores(self, hire, tree, roles):
        manager = hire("wang", ("manager", tree["east"]))
        body = {
            "email": "new@example.com",
            "name": "new",
            "memberships": [{"role_id": roles["guide"], "node_id": tree["pudong"]}],
        }
        assert manager.post("/api/staff", json=body).status_code == 201
        seen = {s["name"] for s in manager.get("/api/staff").json()["items"]}
        assert seen == {"wang", "new"}

    def test_nobody_takes_over_someone_who_holds_more(self, admin, hire, tree):
        manager = hire("wang", ("manager", tree["east"]))
        boss = hire("zhao", ("manager", tree["east"]), ("administrator", tree["east"]))
        for call in (
            lambda: manager.post(f"/api/staff/{boss.staff_id}/invitations"),
            lambda: manager.delete(f"/api/staff/{boss.staff_id}/totp"),
            lambda: manager.patch(f"/api/staff/{boss.staff_id}", json={"active": False}),
        ):
            assert call().json()["code"] == "cannot_grant"
        assert admin.post(f"/api/staff/{boss.staff_id}/invitations").status_code == 201

    def test_roles_in_many_nodes_add_up_each_where_it_is_held(self, hire, tree):
        client = hire("li", ("guide", tree["chengdu"]), ("manager", tree["rose"]))
        assert {n["name"] for n in client.get("/api/nodes").json()["items"]} == {
            "chengdu",
            "rose",
            "shanghai",
            "jingan",
            "pudong",
        }
        assert client.patch(f"/api/nodes/{tree['pudong']}", json={"name": "p"}).status_code == 200
        assert client.patch(f"/api/nodes/{tree['chengdu']}", json={"name": "p"}).status_code == 403

    def test_giving_twice_changes_nothing_and_taking_away_works_at_once(
        self, admin, hire, tree, roles
    ):
        guide = hire("chen", ("guide", tree["jingan"]))
        body = {"role_id": roles["guide"], "node_id": tree["jingan"]}
        out = admin.post(f"/api/staff/{guide.staff_id}/memberships", json=body).json()
        assert len(out["memberships"]) == 1
        path = f"/api/staff/{guide.staff_id}/memberships/{out['memberships'][0]['id']}"
        assert admin.delete(path).json()["memberships"] == []
        assert guide.get("/api/nodes").status_code == 403
        assert admin.delete(path).status_code == 404


class TestLastAdministrator:
    def test_cannot_be_removed_nor_shut_out(self, admin):
        me = admin.get("/api/staff").json()["items"][0]
        shut = admin.patch(f"/api/staff/{me['id']}", json={"active": False})
        assert (shut.status_code, shut.json()["code"]) == (409, "last_administrator")
        removed = admin.delete(f"/api/staff/{me['id']}/memberships/{me['memberships'][0]['id']}")
        assert removed.json()["code"] == "last_administrator"
        assert admin.get("/api/me").status_code == 200

    def test_can_go_once_there_is_another(self, admin, hire):
        second = hire("zhao", ("administrator", None))
        me = admin.get("/api/staff", params={"email": EMAIL}).json()["items"][0]
        assert second.patch(f"/api/staff/{me['id']}", json={"active": False}).status_code == 200
        assert admin.get("/api/me").status_code == 401

    def test_one_of_a_store_is_not_one_of_the_house(self, admin, hire, tree):
        hire("zhao", ("administrator", tree["jingan"]))
        me = admin.get("/api/staff", params={"email": EMAIL}).json()["items"][0]
        assert admin.patch(f"/api/staff/{me['id']}", json={"active": False}).status_code == 409

    def test_two_who_shut_each_other_out_at_once_leave_one(self, context, hire):
        hire("zhao", ("administrator", None))
        with context.session() as session:
            ids = list(session.scalars(select(StaffRow.id)))

        def shut_out(staff_id):
            try:
                with context.session() as session:
                    set_active(session, staff_id, active=False)
            except LastAdministrator:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(shut_out, ids)) == [False, True]

    def test_the_invariant_sees_a_house_without_one(self, app, context):
        assert missing_administrator(context) == []
        with context.session() as session:
            session.execute(delete(MembershipRow))
        assert missing_administrator(context) == ["no administrator"]


class TestRoles:
    def test_built_in_roles_follow_the_modules(self, admin):
        held = {r["name"]: set(r["permissions"]) for r in admin.get("/api/roles").json()["items"]}
        everything = {p["name"] for p in admin.get("/api/permissions").json()}
        assert held["administrator"] == everything
        assert "people.read" in held["guide"] and "people.reveal" not in held["guide"]
        assert "people.reveal" in held["service_agent"]
        assert "messaging.send" in held["operator"] and "messaging.send" not in held["manager"]
        assert "organization.manage_roles" not in held["operator"] | held["manager"]

    def test_a_role_of_ones_own_can_be_made_given_changed_and_dropped(
        self, admin, hire, roles, tree
    ):
        made = admin.post(
            "/api/roles", json={"name": "督导", "permissions": ["people.read"]}
        ).json()
        roles["督导"] = made["id"]
        client = hire("sun", ("督导", tree["east"]))
        assert client.get("/api/me").json()["permissions"] == ["people.read"]
        admin.patch(f"/api/roles/{made['id']}", json={"permissions": ["people.reveal"]})
        assert client.get("/api/me").json()["permissions"] == ["people.reveal"]
        assert admin.delete(f"/api/roles/{made['id']}").json()["code"] == "role_in_use"
        assert admin.get(f"/api/roles/{made['id']}").json()["staff_count"] == 1
        spare = admin.post("/api/roles", json={"name": "spare", "permissions": []}).json()
        assert admin.delete(f"/api/roles/{spare['id']}").status_code == 204

    def test_built_in_roles_stay(self, admin, roles):
        assert (
            admin.patch(f"/api/roles/{roles['guide']}", json={"permissions": []}).status_code == 409
        )
        assert admin.delete(f"/api/roles/{roles['guide']}").status_code == 409

    def test_unknown_permissions_and_names_in_use_are_refused(self, admin):
        unknown = admin.post("/api/roles", json={"name": "x", "permissions": ["no.such"]})
        assert unknown.json()["facts"] == {"permissions": ["no.such"]}
        taken = admin.post("/api/roles", json={"name": "guide", "permissions": []})
        assert (taken.status_code, taken.json()["code"]) == (409, "role_name_taken")

    def test_a_role_cannot_grow_beyond_its_maker(self, admin, hire, roles):
        admin_role = admin.post(
            "/api/roles",
            json={"name": "hr", "permissions": ["organization.manage_roles", "people.read"]},
        ).json()
        roles["hr"] = admin_role["id"]
        client = hire("hr", ("hr", None))
        body = {"permissions": ["people.read", "organization.manage_roles", "people.reveal"]}
        reply = client.patch(f"/api/roles/{admin_role['id']}", json=body)
        assert reply.json()["facts"] == {"permissions": ["people.reveal"]}
        assert (
            client.post(
                "/api/roles", json={"name": "y", "permissions": ["messaging.send"]}
            ).status_code
            == 403
        )


@pytest.mark.parametrize(
    "path", ["/api/staff/stf_zzzzzzzzzzzzz", "/api/staff/stf_0", "/api/roles/rol_0"]
)
def test_what_is_not_there_is_a_404_or_422(admin, path):
    assert admin.get(path).status_code in (404, 422)
