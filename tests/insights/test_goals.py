"""Goals over HTTP on real stores."""

from datetime import timedelta

import pytest

from .world import NOW, at


def set_goal(api, **body):
    goal = {"metric": "orders", "period": "month", "target": 60, **body}
    return api.post("/api/insights/goals", json=goal)


def goal(api, **body):
    reply = set_goal(api, **body)
    assert reply.status_code == 201, reply.text
    return reply.json()


class TestSetGoal:
    def test_runs_from_the_first_to_the_last_day_of_its_period(self, api):
        found = goal(api, period="quarter")
        assert (found["starts_on"], found["ends_on"]) == ("2026-10-01", "2026-12-31")
        assert (found["actual"], found["forecast"]) == (0, None)

    def test_one_figure_has_one_goal_a_period_and_node(self, api, node):
        goal(api)
        again = set_goal(api, day="2026-11-30", target=1)
        assert (again.status_code, again.json()["code"]) == (409, "goal_taken")
        code, _ = node("静安店")
        goal(api, node_id=code)
        goal(api, day="2026-12-01")
        goal(api, period="year")

    @pytest.mark.parametrize("target", [0, -1, 10**15 + 1])
    def test_refuses_targets_that_are_none(self, api, target):
        assert set_goal(api, target=target).status_code == 422

    def test_is_in_the_audit_log(self, api):
        found = goal(api)
        api.patch(f"/api/insights/goals/{found['id']}", json={"target": 70})
        api.delete(f"/api/insights/goals/{found['id']}")
        log = api.get("/api/audit", params={"target": found["id"]}).json()["items"]
        actions = [one["action"] for one in log if one["target"] == found["id"]]
        assert actions == ["goals.delete", "goals.update", "goals.create"]


class TestProgress:
    def test_adds_up_the_days_of_the_period(self, api, world):
        for days_ago in range(40):
            world.order(1, at(days_ago), "2.50")
        world.write()
        orders, revenue = goal(api), goal(api, metric="revenue", target=100_00)
        assert orders["actual"] == 18
        assert orders["reached"] == list(range(1, 19))
        assert orders["expected_by_now"] == 36
        assert orders["forecast"]["expected"] == pytest.approx(30, abs=1)
        assert revenue["actual"] == 18 * 250
        assert revenue["forecast"]["expected"] == pytest.approx(30 * 250, abs=250)

    def test_members_are_new_people_who_are_known(self, api, world):
        world.person(1, 2, seen=at(2), known=True)
        world.person(3, seen=at(2))
        world.person(4, seen=at(30), known=True)
        world.write()
        assert goal(api, metric="new_people")["actual"] == 3
        assert goal(api, metric="new_members")["actual"] == 2

    def test_active_people_count_once_however_often_they_come(self, api, world):
        for days_ago in range(18):
            world.did(1, "Product Viewed", at(days_ago))
            world.did(100 + days_ago, "Product Viewed", at(days_ago))
        world.did(50, "Product Viewed", at(20))
        world.write()
        found = goal(api, metric="active_people")
        assert found["actual"] == 19
        assert found["reached"][0] == 2
        assert found["forecast"]["expected"] == pytest.approx(31, abs=3)

    def test_of_a_node_is_of_its_people(self, api, world, node):
        code, store = node("静安店")
        world.order(1, at(1), org=store)
        world.order(2, at(1))
        world.write()
        assert goal(api, node_id=code)["actual"] == 1
        assert goal(api)["actual"] == 2

    def test_of_the_past_is_final_and_of_the_future_nothing(self, api, world):
        for days_ago in range(40):
            world.order(1, at(days_ago))
        world.write()
        past, future = goal(api, day="2026-10-05"), goal(api, day="2027-01-01")
        assert (past["actual"], past["forecast"], past["expected_by_now"]) == (22, None, 60)
        assert len(past["reached"]) == 31
        assert (future["actual"], future["reached"], future["expected_by_now"]) == (0, [], 0)


def test_the_outlook_says_what_was_and_what_will_be_without_a_goal(api, world):
    for days_ago in range(60):
        world.order(1, at(days_ago))
    world.write()
    asked = {"metric": "orders", "period": "month"}
    found = api.get("/api/insights/goals/outlook", params=asked).json()
    assert (found["starts_on"], found["previous"], found["actual"]) == ("2026-11-01", 31, 18)
    assert found["forecast"]["expected"] == pytest.approx(30, abs=1)


class TestList:
    def test_shows_the_periods_that_run(self, api, clock):
        running, ended = goal(api), goal(api, day="2026-10-01")
        listed = api.get("/api/insights/goals").json()["items"]
        assert [one["id"] for one in listed] == [running["id"]]
        every = api.get("/api/insights/goals", params={"current": False}).json()["items"]
        assert [one["id"] for one in every] == [running["id"], ended["id"]]
        clock(NOW + timedelta(days=13))
        assert api.get("/api/insights/goals").json()["items"] == []

    def test_pages_meet_without_gap(self, api):
        made = [goal(api, day=f"2026-{month:02}-01")["id"] for month in range(1, 6)]
        seen, cursor = [], None
        for _ in range(5):
            query = {"current": False, "limit": 2} | ({"cursor": cursor} if cursor else {})
            page = api.get("/api/insights/goals", params=query).json()
            seen += [one["id"] for one in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
        assert seen == made[::-1]


class TestScope:
    def test_a_store_sees_and_sets_its_own_goals_only(self, api, node, desk):
        mine, store = node("静安店")
        other, _ = node("徐汇店")
        brand = goal(api)
        theirs = goal(api, node_id=other)
        desk.only_at(store)
        own = goal(api, node_id=mine)
        assert [one["id"] for one in api.get("/api/insights/goals").json()["items"]] == [own["id"]]
        for hidden in (brand, theirs):
            assert api.get(f"/api/insights/goals/{hidden['id']}").status_code == 404
            assert api.delete(f"/api/insights/goals/{hidden['id']}").status_code == 404
        assert set_goal(api, metric="revenue").json()["code"] == "outside_scope"
