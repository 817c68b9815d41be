"""What the console shows of a person beside the file."""

from datetime import UTC, date, datetime, timedelta

import pytest

from siyu.kernel.clock import now
from siyu.people.api.insight import _last_months
from siyu.warehouse import Warehouse

from .conftest import code, says


@pytest.fixture
def happened(house):
    """Put events of a node straight into the warehouse."""

    def happened(node, *events):
        rows = [
            (
                event,
                "track",
                time.date(),
                node,
                f"{event}-{node}-{n}",
                time,
                "web",
                f'{{"total": {amount}}}',
                "{}",
            )
            for n, (event, time, amount) in enumerate(events)
        ]
        house.context.get(Warehouse).insert_rows(
            "event_lines",
            [
                "event",
                "type",
                "day",
                "person",
                "message_id",
                "time",
                "source",
                "properties_json",
                "context_json",
            ],
            rows,
        )

    return happened


class TestValue:
    def test_is_orders_less_refunds_over_all_nodes(self, api, resolve, happened):
        a, b = resolve(says(1, user_id="a"), says(2, email="a@x.cn"))
        resolve(says(3, user_id="a", email="a@x.cn"))
        moment = now().replace(microsecond=0)
        happened(a, ("Order Completed", moment, 100.5), ("Order Refunded", moment, 20))
        happened(b, ("Order Completed", moment - timedelta(days=1), 50))
        value = api.get(f"/api/people/{code(a)}/value").json()
        assert (value["orders"], value["refunds"]) == (2, 1)
        assert (value["total_minor"], value["refunded_minor"]) == (13_050, 2_000)
        assert datetime.fromisoformat(value["last_order_at"]) == moment
        assert datetime.fromisoformat(value["first_order_at"]) == moment - timedelta(days=1)
        assert len(value["months"]) == 12
        assert sum(month["total_minor"] for month in value["months"]) == 13_050

    def test_of_somebody_who_never_ordered_is_nothing(self, api, resolve):
        (a,) = resolve(says(1, user_id="a"))
        value = api.get(f"/api/people/{code(a)}/value").json()
        assert (value["orders"], value["total_minor"], value["last_order_at"]) == (0, 0, None)

    def test_of_many_leaves_out_those_who_never_ordered(self, api, resolve, happened):
        a, b = resolve(says(1, user_id="a"), says(2, user_id="b"))
        happened(b, ("Order Completed", now(), 9))
        params = {"person_id": [code(a), code(b)]}
        (value,) = api.get("/api/people/values", params=params).json()["items"]
        assert (value["person_id"], value["total_minor"]) == (code(b), 900)

    def test_months_go_back_over_the_new_year(self):
        assert _last_months(date(2026, 2, 28), 3) == [
            date(2025, 12, 1),
            date(2026, 1, 1),
            date(2026, 2, 1),
        ]


class TestEventNames:
    def test_are_counted_over_all_nodes(self, api, resolve, happened):
        (a,) = resolve(says(1, user_id="a"))
        moment = datetime(2026, 5, 1, tzinfo=UTC)
        happened(a, ("Product Viewed", moment, 1), ("Product Viewed", moment, 1))
        happened(a, ("Signed In", moment, 0))
        names = api.get(f"/api/people/{code(a)}/events").json()["items"]
        assert [(one["event"], one["count"]) for one in names] == [
            ("Product Viewed", 2),
            ("Signed In", 1),
        ]


class TestEvidence:
    def test_ties_name_the_identifiers_and_the_event(self, api, resolve, house):
        (a,) = resolve(says(1, "tie", user_id="a", email="a@x.cn"))
        house.context.get(Warehouse).insert_rows(
            "event_lines",
            [
                "event",
                "type",
                "day",
                "person",
                "message_id",
                "time",
                "properties_json",
                "context_json",
            ],
            [("Signed In", "track", date(2026, 1, 1), a, "tie", now(), "{}", "{}")],
        )
        person = api.get(f"/api/people/{code(a)}").json()
        (tie,) = api.get(f"/api/people/{code(a)}/evidence").json()["items"]
        assert sorted(tie["identifier_ids"]) == sorted(one["id"] for one in person["identifiers"])
        assert (tie["event"], tie["message_id"], tie["by_hand"]) == ("Signed In", "tie", False)

    def test_a_merge_by_hand_is_a_tie(self, api, resolve):
        a, b = resolve(says(1, user_id="a"), says(2, email="a@x.cn"))
        api.post(f"/api/people/{code(a)}/merge", json={"other_id": code(b)})
        (tie,) = api.get(f"/api/people/{code(a)}/evidence").json()["items"]
        assert tie["by_hand"]


class TestAccounts:
    def test_of_a_member(self, api, resolve):
        (a,) = resolve(says(1, user_id="a"))
        body = {"kind": "company", "traits": {"name": "静安幼儿园"}}
        account = api.post("/api/accounts", json=body).json()["id"]
        api.put(f"/api/accounts/{account}/members/{code(a)}", json={"role": "buyer"})
        (found,) = api.get(f"/api/people/{code(a)}/accounts").json()["items"]
        assert (found["account"]["id"], found["role"]) == (account, "buyer")


class TestMergeOutlook:
    def outlook(self, api, one, other):
        params = {"other_id": code(other)}
        return api.get(f"/api/people/{code(one)}/merge-outlook", params=params)

    def test_names_who_stands_and_the_rule_against_it(self, api, resolve):
        a, b, c = resolve(says(1, user_id="a"), says(2, user_id="b"), says(3, email="c@x.cn"))
        told = self.outlook(api, b, a).json()
        assert (told["stands_id"], told["absorbed_id"]) == (code(a), code(b))
        assert (told["rule"], told["identifier_type"]) == ("unique", "user_id")
        assert self.outlook(api, a, c).json()["rule"] is None

    def test_agrees_with_the_merge_and_tells_of_a_split(self, api, resolve):
        a, b = resolve(says(1, user_id="a"), says(2, email="a@x.cn"))
        resolve(says(3, user_id="a", email="a@x.cn"))
        (merge,) = api.get(f"/api/people/{code(a)}/merges").json()["items"]
        api.post(f"/api/people/{code(a)}/unmerge", json={"merge_id": merge["id"]})
        told = self.outlook(api, a, b).json()
        assert (told["rule"], told["parted_by_hand"]) == (None, True)
        reply = api.post(f"/api/people/{code(a)}/merge", json={"other_id": code(b)})
        assert reply.status_code == 200

    def test_of_one_person_with_themselves(self, api, resolve):
        (a,) = resolve(says(1, user_id="a"))
        assert self.outlook(api, a, a).json()["code"] == "same_person"


class TestTagCatalogue:
    def test_tells_what_runs_out(self, api, resolve):
        a, b = resolve(says(1, user_id="a"), says(2, user_id="b"))
        soon = (now() + timedelta(days=3)).isoformat()
        tag = api.post(f"/api/people/{code(a)}/tags", json={"name": "试用", "expires_at": soon})
        api.post(f"/api/people/{code(b)}/tags", json={"name": "试用"})
        (shown,) = api.get("/api/tags").json()["items"]
        assert shown["id"] == tag.json()["id"]
        assert (shown["count"], shown["expiring"]) == (2, 1)
        assert datetime.fromisoformat(shown["next_expiry_at"]) == datetime.fromisoformat(soon)

    def test_a_tag_moves_to_another_group(self, api):
        tag = api.post("/api/tags", json={"name": "甲", "group": "一"}).json()["id"]
        group = api.post("/api/tag-groups", json={"name": "二"}).json()["id"]
        moved = api.patch(f"/api/tags/{tag}", json={"group_id": group}).json()
        assert (moved["group"], moved["name"]) == ("二", "甲")

    def test_only_an_empty_group_goes(self, api):
        group = api.post("/api/tag-groups", json={"name": "空"}).json()["id"]
        api.post("/api/tags", json={"name": "甲", "group": "空"})
        refused = api.delete(f"/api/tag-groups/{group}")
        assert (refused.status_code, refused.json()["code"]) == (409, "tag_group_not_empty")
        (tag,) = api.get("/api/tags").json()["items"]
        api.delete(f"/api/tags/{tag['id']}")
        assert api.delete(f"/api/tag-groups/{group}").status_code == 204
