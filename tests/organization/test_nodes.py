import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from siyu import organization
from siyu.kernel.blocks import Blocks
from siyu.kernel.ids import code
from siyu.organization.errors import NodeCycle, NodeInUse, NodeTooDeep
from siyu.organization.invariants import broken_paths
from siyu.organization.models import NodeRow
from siyu.organization.tree import DEPTH_MAX, remove_node


def add(session, kind, parent_id=None, **given):
    return organization.add_node(
        session, kind=kind, name=given.pop("name", kind), parent_id=parent_id, **given
    )


class TestTree:
    def test_subtree_and_ancestors_follow_the_path(self, session):
        group = add(session, "group")
        brand = add(session, "brand", group.id)
        store = add(session, "store", brand.id)
        other = add(session, "store", group.id)
        assert organization.subtree_ids(session, brand.id) == {brand.id, store.id}
        assert organization.subtree_ids(session, group.id) == {
            group.id,
            brand.id,
            store.id,
            other.id,
        }
        assert organization.ancestor_ids(session, store.id) == [group.id, brand.id]
        assert organization.ancestor_ids(session, group.id) == []

    def test_a_subtree_is_not_confused_by_ids_that_begin_alike(self, session):
        nodes = [add(session, "group") for _ in range(12)]
        assert nodes[0].path == "/1/"
        assert nodes[9].path == "/10/"
        assert organization.subtree_ids(session, nodes[0].id) == {nodes[0].id}

    def test_moving_takes_everything_below_along(self, session):
        group = add(session, "group")
        east, west = add(session, "subsidiary", group.id), add(session, "subsidiary", group.id)
        region = add(session, "region", east.id)
        store = add(session, "store", region.id)
        organization.move_node(session, region.id, parent_id=west.id)
        assert organization.ancestor_ids(session, store.id) == [group.id, west.id, region.id]
        assert organization.subtree_ids(session, east.id) == {east.id}

    def test_refuses_to_move_below_itself(self, session):
        outer = add(session, "region")
        inner = add(session, "region", outer.id)
        for target in (inner.id, outer.id):
            with pytest.raises(NodeCycle):
                organization.move_node(session, outer.id, parent_id=target)

    def test_refuses_a_parent_of_a_lower_level(self, session):
        store = add(session, "store")
        with pytest.raises(organization.NodeOutOfOrder):
            add(session, "brand", store.id)
        with pytest.raises(organization.NodeOutOfOrder):
            add(session, "store", store.id)

    def test_refuses_a_second_node_with_the_same_code(self, session):
        first = add(session, "store", external_code="SH-1")
        with pytest.raises(organization.NodeCodeTaken):
            add(session, "store", external_code="SH-1")
        assert organization.find_node(session, external_code="SH-1") == first
        assert organization.find_node(session, external_code="SH-2") is None

    def test_refuses_a_tree_that_is_too_deep(self, session):
        parent = add(session, "region")
        for _ in range(DEPTH_MAX - 1):
            parent = add(session, "region", parent.id)
        with pytest.raises(NodeTooDeep):
            add(session, "region", parent.id)

    def test_refuses_to_remove_what_something_hangs_on(self, session):
        brand = add(session, "brand")
        store = add(session, "store", brand.id)
        with pytest.raises(NodeInUse) as refusal:
            remove_node(session, None, brand.id)
        assert refusal.value.uses == {"nodes": 1}
        remove_node(session, None, store.id)
        remove_node(session, None, brand.id)
        assert organization.list_nodes(session) == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=st.lists(st.tuples(st.integers(0, 11), st.integers(-1, 11)), max_size=25))
def test_whatever_is_moved_every_path_leads_to_its_root(context, moves):
    with context.session() as session:
        nodes = [add(session, "region").id for _ in range(12)]
    for child, parent in moves:
        with context.session() as session:
            try:
                organization.move_node(
                    session, nodes[child], parent_id=None if parent < 0 else nodes[parent]
                )
            except (NodeCycle, NodeTooDeep):
                continue
    assert broken_paths(context) == []
    with context.session() as session:
        by_id = {node.id: node for node in organization.list_nodes(session)}
        for node in by_id.values():
            above, at = [], node
            while at.parent_id:
                at = by_id[at.parent_id]
                above.insert(0, at.id)
            assert organization.ancestor_ids(session, node.id) == above


def test_the_invariant_sees_a_broken_path(context):
    with context.session() as session:
        node = add(session, "group")
    assert broken_paths(context) == []
    with context.session() as session:
        session.execute(update(NodeRow).values(path="/7/"))
    assert len(broken_paths(context)) == 1
    assert node.id


class TestNodesApi:
    def test_a_store_has_its_place_and_comes_after_its_parents(self, admin, tree):
        body = {
            "name": "徐汇店",
            "kind": "store",
            "parent_id": tree["shanghai"],
            "longitude": 121.44,
            "latitude": 31.19,
            "external_code": "SH-9",
        }
        made = admin.post("/api/nodes", json=body).json()
        assert (made["longitude"], made["latitude"], made["external_code"]) == (
            121.44,
            31.19,
            "SH-9",
        )
        assert made["ancestor_ids"] == [tree[n] for n in ("group", "east", "rose", "shanghai")]
        listed = admin.get("/api/nodes").json()["items"]
        seen = set()
        for node in listed:
            assert node["parent_id"] is None or node["parent_id"] in seen
            seen.add(node["id"])

    def test_pages_do_not_overlap_and_leave_nothing_out(self, admin, tree):
        got, cursor = [], None
        while True:
            page = admin.get(
                "/api/nodes", params={"limit": 3, **({"cursor": cursor} if cursor else {})}
            ).json()
            got += [node["name"] for node in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
        assert sorted(got) == sorted(tree)

    def test_filters_by_kind_subtree_and_text(self, admin, tree):
        def names(**params):
            return {n["name"] for n in admin.get("/api/nodes", params=params).json()["items"]}

        assert names(kind="store") == {"jingan", "pudong", "chengdu"}
        assert names(kind="store", below_id=tree["east"]) == {"jingan", "pudong"}
        assert names(query="SHANG") == {"shanghai"}
        assert names(query="%") == set()

    def test_half_a_place_is_refused(self, admin):
        reply = admin.post("/api/nodes", json={"name": "x", "kind": "group", "longitude": 1})
        assert reply.status_code == 422

    @pytest.mark.parametrize(
        "change",
        [
            {"name": "a\x00b"},
            {"name": ""},
            {"name": "a" * 201},
            {"kind": "shop"},
            {"parent_id": 1 << 70},
        ],
    )
    def test_what_no_store_can_keep_is_a_422(self, admin, change):
        body = {"name": "x", "kind": "group", **change}
        assert admin.post("/api/nodes", json=body).status_code == 422

    def test_an_unknown_parent_is_a_404(self, admin):
        reply = admin.post("/api/nodes", json={"name": "x", "kind": "store", "parent_id": "node_0"})
        assert reply.status_code == 404
        assert reply.json()["code"] == "node_not_found"

    def test_a_cycle_is_a_typed_409(self, admin, tree):
        nested = admin.post(
            "/api/nodes", json={"name": "r2", "kind": "region", "parent_id": tree["shanghai"]}
        ).json()
        reply = admin.patch(f"/api/nodes/{tree['shanghai']}", json={"parent_id": nested["id"]})
        assert (reply.status_code, reply.json()["code"]) == (409, "node_cycle")

    def test_moving_is_audited_with_before_and_after(self, admin, tree):
        reply = admin.patch(f"/api/nodes/{tree['jingan']}", json={"parent_id": tree["west"]})
        assert reply.json()["ancestor_ids"] == [tree["group"], tree["west"]]
        line = admin.get("/api/audit", params={"target": tree["jingan"]}).json()["items"][0]
        assert line["action"] == "nodes.update"
        assert line["before"]["parent_id"] == tree["shanghai"]
        assert line["after"]["parent_id"] == tree["west"]
        assert line["address"] == "198.51.100.1"
        assert line["actor_name"] == "Administrator"

    def test_what_hangs_there_is_named_and_handed_over_where_that_needs_no_decision(
        self, app, admin, tree
    ):
        """Two higher modules stand for all: one whose things can be handed over, one whose cannot."""
        held = {"people": {tree["jingan"]: 3}, "goals": {tree["jingan"]: 1}}

        def use(name, *, gives):
            def give(session, node_id, to_id):
                held[name][code("node", to_id)] = held[name].pop(code("node", node_id))

            return organization.node_use_block(
                name,
                {"zh": name, "en": name},
                organization.NodeUse(
                    lambda session, node_id: held[name].get(code("node", node_id), 0),
                    give if gives else None,
                ),
            )

        app.state.context.put(Blocks([use("people", gives=True), use("goals", gives=False)]))
        path = f"/api/nodes/{tree['jingan']}"
        uses = admin.get(f"{path}/uses").json()
        assert [(u["name"], u["count"], u["may_hand_over"]) for u in uses] == [
            ("goals", 1, False),
            ("people", 3, True),
        ]
        refused = admin.delete(path)
        assert (refused.status_code, refused.json()["code"]) == (409, "node_in_use")
        assert refused.json()["facts"]["uses"] == {"goals": 1, "people": 3}

        to = {"hand_over_to": tree["shanghai"]}
        still = admin.delete(path, params=to)
        assert still.json()["facts"]["uses"] == {"goals": 1}

        held["goals"].clear()
        held["people"] = {tree["jingan"]: 3}
        assert admin.delete(path, params=to).status_code == 204
        assert held["people"] == {tree["shanghai"]: 3}
        assert admin.get(path).status_code == 404
        lines = admin.get("/api/audit", params={"target": tree["jingan"]}).json()["items"]
        assert [line["action"] for line in lines] == [
            "nodes.delete",
            "nodes.hand_over",
            "nodes.create",
        ]
        assert lines[1]["after"] == {"held_by": tree["shanghai"], "people": 3}

    def test_nothing_is_handed_to_a_node_that_is_not_there(self, admin, tree):
        path = f"/api/nodes/{tree['jingan']}"
        assert admin.delete(path, params={"hand_over_to": "node_zzz"}).status_code == 404
        itself = admin.delete(path, params={"hand_over_to": tree["jingan"]})
        assert itself.status_code == 422
        assert admin.get(path).status_code == 200


class TestScope:
    def test_a_manager_sees_and_changes_only_what_is_below(self, hire, tree):
        manager = hire("wang", ("manager", tree["east"]))
        seen = {node["name"] for node in manager.get("/api/nodes").json()["items"]}
        assert seen == {"east", "rose", "shanghai", "jingan", "pudong"}
        assert manager.get(f"/api/nodes/{tree['chengdu']}").status_code == 404
        outside = manager.patch(f"/api/nodes/{tree['chengdu']}", json={"name": "mine"})
        assert (outside.status_code, outside.json()["code"]) == (403, "outside_scope")
        assert (
            manager.patch(f"/api/nodes/{tree['jingan']}", json={"name": "静安"}).status_code == 200
        )
        away = manager.patch(f"/api/nodes/{tree['jingan']}", json={"parent_id": tree["west"]})
        assert away.status_code == 403
        root = manager.post("/api/nodes", json={"name": "x", "kind": "group"})
        assert root.status_code == 403
        given = manager.delete(
            f"/api/nodes/{tree['jingan']}", params={"hand_over_to": tree["chengdu"]}
        )
        assert (given.status_code, given.json()["code"]) == (403, "outside_scope")
        assert manager.get(f"/api/nodes/{tree['chengdu']}/uses").status_code == 404

    def test_a_role_without_the_permission_is_a_403_that_names_it(self, hire, tree):
        guide = hire("chen", ("guide", tree["jingan"]))
        reply = guide.post(
            "/api/nodes", json={"name": "x", "kind": "store", "parent_id": tree["jingan"]}
        )
        assert reply.status_code == 403
        assert reply.json()["facts"] == {"permission": "organization.manage_nodes"}
