"""Today, the wheel, channels, and the people behind a figure, over HTTP on real stores."""

import pytest

from siyu.kernel.events import EventTypes
from siyu.kernel.ids import code

from .world import at


def figures(api, **query):
    reply = api.get("/api/insights/today", params=query)
    assert reply.status_code == 200, reply.text
    return {one["metric"]: one for one in reply.json()["figures"]}


class TestToday:
    def test_an_empty_installation_says_so(self, api):
        reply = api.get("/api/insights/today").json()
        assert reply["any_event"] is False
        assert reply["day"] == "2026-11-18"
        assert reply["compared_with"] == "2026-11-11"
        assert [one["today"] for one in reply["figures"]] == [0, 0, 0, 0]

    def test_compares_with_last_week_up_to_the_same_time_of_day(self, api, world):
        world.person(1, 2, seen=at(0, "10:00"))
        world.person(3, seen=at(7, "11:20"))
        world.person(4, seen=at(7, "11:40"))  # ten minutes later than it is now
        for person, when in ((1, at(0)), (2, at(0, "11:00")), (3, at(7)), (4, at(7, "20:00"))):
            world.order(person, when, "12.50")
        world.write()
        found = figures(api)
        assert api.get("/api/insights/today").json()["any_event"] is True
        assert (found["new_people"]["today"], found["new_people"]["before"]) == (2, 1)
        assert (found["orders"]["today"], found["orders"]["before"]) == (2, 1)
        assert (found["revenue"]["today"], found["revenue"]["before"]) == (2500, 1250)
        assert found["orders"]["before_hours"][20] == 1
        assert sum(found["orders"]["before_hours"]) == 2
        assert found["revenue"]["today_hours"][11] == 1250

    def test_days_are_the_businesss(self, api, world):
        """00:30 in Shanghai is still yesterday in UTC."""
        world.person(1, seen=at(0, "00:30"))
        world.order(1, at(0, "00:30"))
        world.order(1, at(1, "23:59"))
        world.write()
        found = figures(api)
        assert found["orders"]["today"] == 1
        assert found["orders"]["today_hours"][0] == 1
        assert found["new_people"]["today"] == 1

    def test_a_merged_person_is_active_once(self, api, world):
        world.did(5, "Product Viewed", at(0))
        world.did(6, "Product Viewed", at(0, "10:00"))
        world.write()
        assert figures(api)["active_people"]["today"] == 2
        world.merge(6, 5)
        assert figures(api)["active_people"]["today"] == 1

    def test_what_is_done_to_people_makes_nobody_active(self, api, world, house):
        titles = [house.context.get(EventTypes).find(n).title for n in house.types.names()]
        for title in filter(None, titles):
            world.did(7, title, at(0))
        world.did(7, "Identify", at(0))
        world.did(8, "Message Clicked", at(0))
        world.did(0, "Ad Spend Reported", at(0), value="100")
        world.write()
        # 7 opened and clicked too: those are acts.
        assert figures(api)["active_people"]["today"] == 2
        assert "Message Sent" in titles

    def test_other_currencies_are_not_added(self, api, world):
        world.order(1, at(0), "10")
        world.did(1, "Order Completed", at(0), revenue="99", currency="USD")
        world.write()
        found = figures(api)
        assert (found["orders"]["today"], found["revenue"]["today"]) == (2, 1000)

    def test_households_are_no_people(self, api, world):
        world.person(1, seen=at(0))
        world.person(2, seen=at(0))
        world.value("kind", 2, "household")
        world.write()
        assert figures(api)["new_people"]["today"] == 1

    def test_a_node_has_its_own_people_and_orders(self, api, world, node):
        store_code, store = node("静安店")
        world.person(1, seen=at(0), node=store)
        world.person(2, seen=at(0))
        world.order(1, at(0), org=store)
        world.order(2, at(0))
        world.write()
        here, all_over = figures(api, node_id=store_code), figures(api)
        for metric in ("new_people", "active_people", "orders"):
            assert (here[metric]["today"], all_over[metric]["today"]) == (1, 2)

    def test_a_caller_sees_no_further_than_their_nodes(self, api, world, node, desk):
        _, store = node("静安店")
        elsewhere, _ = node("徐汇店")
        world.order(1, at(0), org=store)
        world.order(2, at(0))
        world.write()
        desk.only_at(store)
        assert figures(api)["orders"]["today"] == 1
        assert figures(api, node_id=elsewhere)["orders"]["today"] == 0


def wheel(api, **query):
    reply = api.get("/api/insights/wheel", params=query)
    assert reply.status_code == 200, reply.text
    return {one["stage"]: one for one in reply.json()["stages"]}


def a_turn(world):
    """1 came, returned, shared and bought twice; 2 came and returned; 3 came; 4 is an old customer."""
    world.person(1, 2, 3, seen=at(5))
    world.person(4, seen=at(400))
    for person in (1, 2):
        world.did(person, "Product Viewed", at(5))
        world.did(person, "Product Viewed", at(3))
    world.did(3, "Product Viewed", at(5))
    world.did(3, "Product Viewed", at(5, "20:00"))  # twice on one day is no return
    world.did(1, "Product Shared", at(3))
    world.order(1, at(3))
    world.order(1, at(2))
    world.order(4, at(300))
    world.order(4, at(2))
    world.did(1, "Invite Accepted", at(1))
    world.write()


class TestWheel:
    def test_counts_people_in_each_stage(self, api, world):
        a_turn(world)
        found = wheel(api)
        assert list(found) == ["acquire", "nurture", "spread", "convert", "keep"]
        assert {stage: one["people"] for stage, one in found.items()} == {
            "acquire": 3,
            "nurture": 2,
            "spread": 1,
            "convert": 1,
            "keep": 2,
        }

    def test_counts_who_goes_on(self, api, world):
        a_turn(world)
        found = wheel(api)
        assert (found["nurture"]["source"], found["nurture"]["both"]) == ("acquire", 2)
        assert found["nurture"]["rate"] == 2 / 3
        assert (found["convert"]["source"], found["convert"]["rate"]) == ("nurture", 0.5)
        assert (found["keep"]["source"], found["keep"]["both"]) == ("convert", 1)
        assert (found["acquire"]["source"], found["acquire"]["both"]) == ("spread", 1)

    def test_a_longer_window_sees_more(self, api, world):
        world.person(1, seen=at(60))
        world.order(1, at(60))
        world.order(1, at(40))
        world.write()
        assert wheel(api, days=30)["convert"]["people"] == 0
        longer = wheel(api, days=90)
        assert (longer["convert"]["people"], longer["keep"]["people"]) == (1, 1)

    def test_the_first_order_of_a_merged_person_is_the_earlier_one(self, api, world):
        world.order(10, at(200))
        world.order(11, at(2))
        world.write()
        assert wheel(api)["convert"]["people"] == 1
        world.merge(11, 10)
        found = wheel(api, days=31)  # another question than before, which is kept for a minute
        assert (found["convert"]["people"], found["keep"]["people"]) == (0, 1)

    def test_nothing_is_no_division_by_zero(self, api):
        assert [one["rate"] for one in wheel(api).values()] == [None] * 5

    def test_refuses_windows_without_end(self, api):
        assert api.get("/api/insights/wheel", params={"days": 9000}).status_code == 422


class TestPeopleBehind:
    def test_every_figure_opens_as_a_list(self, api, world):
        a_turn(world)
        for stage, figure in wheel(api).items():
            page = api.get("/api/insights/people", params={"group": stage}).json()
            assert (page["total"], len(page["items"])) == (figure["people"], figure["people"])
        active = api.get("/api/insights/people", params={"group": "active", "days": 3}).json()
        assert [one["person_id"] for one in active["items"]] == [code("per", 1), code("per", 4)]

    @pytest.mark.parametrize("stage", ["acquire", "spread", "convert", "keep"])
    def test_a_figure_becomes_the_segment_of_the_same_people(self, api, world, stage):
        a_turn(world)
        page = api.get("/api/insights/people", params={"group": stage}).json()
        body = {"definition": page["definition"]}
        preview = api.post("/api/segments/preview", json=body)
        assert preview.status_code == 200, preview.text
        assert preview.json()["count"] == page["total"] > 0

    @pytest.mark.parametrize("group", ["nurture", "active"])
    def test_what_the_language_cannot_say_is_no_segment(self, api, group):
        page = api.get("/api/insights/people", params={"group": group}).json()
        assert page["definition"] is None

    def test_pages_meet_without_gap(self, api, world):
        world.person(*range(1, 8), seen=at(0))
        world.write()
        seen, cursor = [], None
        while True:
            query = {"group": "acquire", "limit": 3} | ({"cursor": cursor} if cursor else {})
            page = api.get("/api/insights/people", params=query).json()
            seen += [one["person_id"] for one in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
        assert seen == [code("per", number) for number in range(1, 8)]


def channels(api, **query):
    reply = api.get("/api/insights/channels", params=query)
    assert reply.status_code == 200, reply.text
    return {one["name"]: one for one in reply.json()["channels"]}


class TestChannels:
    def test_counts_people_orders_and_cost_by_channel(self, api, world):
        world.person(1, 2, seen=at(5))
        world.person(3, seen=at(100))
        world.did(1, "Code Scanned", at(5), channel="wecom")
        world.did(1, "Visit Started", at(4), channel="web")
        world.did(2, "Code Scanned", at(5), channel="WeCom")
        world.did(3, "Visit Started", at(4), channel="wecom")
        world.order(1, at(4), "30", channel="web")
        world.order(3, at(4), "5")
        world.did(0, "Ad Spend Reported", at(3), value="9", currency="CNY", channel="Wecom")
        world.write()
        found = channels(api)
        assert found["wecom"] == {
            "name": "wecom",
            "people": 3,
            "new_people": 2,
            "orders": 0,
            "revenue_minor": 0,
            "cost_minor": 900,
            "cac_minor": 450,
        }
        assert (found["web"]["people"], found["web"]["orders"]) == (1, 1)
        assert (found["web"]["revenue_minor"], found["web"]["cac_minor"]) == (3000, None)
        assert (found[""]["orders"], found[""]["revenue_minor"]) == (1, 500)

    def test_counts_by_source_too(self, api, world):
        world.person(1, seen=at(5))
        world.order(1, at(5), source="src_2")
        world.write()
        found = channels(api, by="source")
        assert found["src_2"]["new_people"] == found["src_2"]["orders"] == 1

    @pytest.mark.parametrize("by", ["channel", "source"])
    def test_every_count_of_people_opens_as_a_list(self, api, world, by):
        world.person(1, 2, 5, seen=at(5))
        world.person(3, 4, seen=at(100))
        world.did(1, "Visit Started", at(6), source="src_2")
        world.did(1, "Code Scanned", at(5), channel="wecom")
        world.did(1, "Visit Started", at(4), channel="web", source="src_2")
        world.did(2, "Code Scanned", at(5), channel="WeCom")
        world.did(3, "Visit Started", at(4), channel="wecom", source="src_2")
        world.did(4, "Visit Started", at(4))
        world.did(5, "Visit Started", at(4), channel="wecom")
        world.write()
        world.merge(5, 2)
        for name, figure in channels(api, by=by).items():
            for group in ("people", "new_people"):
                query = {"by": by, "name": name, "group": group}
                page = api.get("/api/insights/channels/people", params=query).json()
                assert page["total"] == len(page["items"]) == figure[group]
                assert page["definition"] is None
        query = {"by": by, "name": "src_2" if by == "source" else "wecom"}
        page = api.get("/api/insights/channels/people", params=query).json()
        people = (
            [code("per", 1), code("per", 3)]
            if by == "source"
            else [code("per", n) for n in (1, 2, 3)]
        )
        assert [one["person_id"] for one in page["items"]] == people


def test_needs_its_permission(api, desk):
    desk.permissions = frozenset({"people.read"})
    desk.everywhere()
    for path in ("today", "wheel", "channels", "channels/people?name=web", "attention", "goals"):
        assert api.get(f"/api/insights/{path}").json()["code"] == "permission_missing"


def test_answers_are_kept_for_a_minute(api, world, clock):
    from datetime import timedelta

    from .world import NOW

    assert wheel(api)["acquire"]["people"] == 0
    world.person(1, seen=at(0))
    world.write()
    clock(NOW + timedelta(seconds=59))
    assert wheel(api)["acquire"]["people"] == 0
    clock(NOW + timedelta(seconds=60))
    assert wheel(api)["acquire"]["people"] == 1
