"""Over HTTP, as the console calls it."""

import pytest
from fastapi.testclient import TestClient

from siyu.http import Caller, Guard
from siyu.kernel import ids
from siyu.kernel.jobs import requested_jobs, run_job
from siyu.loyalty.models import PointsLineRow

from .conftest import make_people

pytestmark = pytest.mark.database


@pytest.fixture
def ming(house):
    return ids.code("per", make_people(house.context, 1)[0])


def test_a_member_gets_points_by_hand_once_and_the_card_shows_it(api: TestClient, ming):
    body = {"points": 200, "cause": "ticket-1", "note": "门店补发"}
    for _ in range(2):
        made = api.post(f"/api/loyalty/members/{ming}/points", json=body)
        assert made.status_code == 201, made.text
        assert made.json()["available"] == 200
    grown = api.post(
        f"/api/loyalty/members/{ming}/growth", json={"growth": 3200, "cause": "t", "note": "n"}
    )
    assert grown.json()["tier"] == "silver"
    card = api.get(f"/api/loyalty/members/{ming}").json()
    assert card["member"]["points"] == {"available": 200, "pending": 0, "locked": 0, "debt": 0}
    assert card["tier"]["title"]["zh"] == "银卡"
    assert card["next_tier"] == {
        "key": "gold",
        "title": {"zh": "金卡", "en": "Gold"},
        "growth_missing": 2800,
    }
    assert [one["points"] for one in card["expiring"]] == [200]
    (line,) = api.get(f"/api/loyalty/members/{ming}/points").json()["items"]
    assert (line["kind"], line["note"], line["points"]) == ("earn", "门店补发", 200)
    (lot,) = api.get(f"/api/loyalty/members/{ming}/lots").json()["items"]
    assert (lot["state"], lot["remaining"]) == ("active", 200)
    assert len(api.get(f"/api/loyalty/members/{ming}/growth").json()["items"]) == 1
    (change,) = api.get(f"/api/loyalty/members/{ming}/tiers").json()["items"]
    assert (change["before"], change["after"]) == ("regular", "silver")
    logged = api.get("/api/audit", params={"action": "loyalty_members.grant_points"}).json()
    assert len(logged["items"]) == 1
    assert "note" not in logged["items"][0]["after"]


def test_more_than_there_is_cannot_be_taken_away(api, ming):
    taken = api.post(
        f"/api/loyalty/members/{ming}/points", json={"points": -1, "cause": "t", "note": "n"}
    )
    assert (taken.status_code, taken.json()["code"]) == (409, "insufficient_points")
    assert taken.json()["facts"] == {"available": 0, "asked": 1}


@pytest.mark.parametrize(
    "body",
    [
        {"points": 0, "cause": "t", "note": "n"},
        {"points": 10**12, "cause": "t", "note": "n"},
        {"points": 1.5, "cause": "t", "note": "n"},
        {"points": 1, "cause": "", "note": "n"},
        {"points": 1, "cause": "t", "note": ""},
    ],
)
def test_odd_grants_are_refused(api, house, ming, body):
    assert api.post(f"/api/loyalty/members/{ming}/points", json=body).status_code == 422
    with house.context.session() as session:
        assert session.query(PointsLineRow).count() == 0


def test_the_programme_is_previewed_saved_once_and_followed(api, house, ming):
    api.post(
        f"/api/loyalty/members/{ming}/growth", json={"growth": 1500, "cause": "t", "note": "n"}
    )
    found = api.get("/api/loyalty/programme").json()
    assert found["version"] == 0
    rules = found["programme"]
    assert [tier["growth_min"] for tier in rules["tiers"]] == [0, 3000, 6000]
    rules["tiers"][1]["growth_min"] = 1000
    outlook = api.post("/api/loyalty/programme/outlook", json=rules).json()
    assert (outlook["up"], outlook["down"]) == (1, 0)
    change = {"version": 0, "programme": rules}
    saved = api.put("/api/loyalty/programme", json=change)
    assert saved.json()["version"] == 1
    stale = api.put("/api/loyalty/programme", json=change)
    assert (stale.status_code, stale.json()["code"]) == (409, "programme_outdated")
    with house.context.session(read_only=True) as session:
        jobs = [row.id for row in requested_jobs(session)]
    for job in jobs:
        run_job(house.context, house.jobs, job)
    assert api.get(f"/api/loyalty/members/{ming}").json()["member"]["tier"] == "silver"
    assert api.get("/api/loyalty/tiers").json()[1]["growth_min"] == 1000
    assert len(api.get("/api/loyalty/programme/versions").json()["items"]) == 1
    members = api.get("/api/loyalty/members", params={"tier": "silver", "growth_min": 1500})
    assert [one["person_id"] for one in members.json()["items"]] == [ming]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rules: rules["tiers"][0].update(growth_min=1),
        lambda rules: rules["tiers"][2].update(growth_min=3000),
        lambda rules: rules["tiers"][1].update(key="gold"),
        lambda rules: rules["multipliers"][0]["when"].update(tiers=["platinum"]),
        lambda rules: rules.update(unknown=1),
    ],
)
def test_rules_that_do_not_hang_together_are_refused(api, spoil):
    rules = api.get("/api/loyalty/programme").json()["programme"]
    spoil(rules)
    refused = api.put("/api/loyalty/programme", json={"version": 0, "programme": rules})
    assert refused.status_code == 422
    assert api.get("/api/loyalty/programme").json()["version"] == 0


def test_budgets_are_kept_above_what_was_given(api):
    body = {"key": "spring", "name": "春季", "points_max": 100}
    made = api.post("/api/loyalty/budgets", json=body)
    assert made.status_code == 201, made.text
    assert api.post("/api/loyalty/budgets", json=body).json()["code"] == "budget_key_taken"
    changed = api.put(
        f"/api/loyalty/budgets/{made.json()['id']}", json={"name": "春", "points_max": 50}
    )
    assert (changed.json()["points_max"], changed.json()["points_used"]) == (50, 0)
    assert len(api.get("/api/loyalty/budgets").json()["items"]) == 1


def test_the_mall_exchanges_and_undoes(api, ming):
    api.post(f"/api/loyalty/members/{ming}/points", json={"points": 500, "cause": "t", "note": "n"})
    body = {
        "name": "成长值",
        "points": 200,
        "reward": {"name": "growth", "options": {"growth": 10}},
        "stock_max": 3,
    }
    made = api.post("/api/loyalty/offers", json=body)
    assert made.status_code == 201, made.text
    offer = made.json()["id"]
    taken = api.post(
        f"/api/loyalty/offers/{offer}/exchanges", json={"person_id": ming, "cause": "x"}
    )
    assert taken.status_code == 201, taken.text
    assert api.get(f"/api/loyalty/offers/{offer}").json()["taken"] == 1
    undone = api.post(f"/api/loyalty/exchanges/{taken.json()['id']}/undoing")
    assert undone.json()["state"] == "undone"
    assert api.get(f"/api/loyalty/offers/{offer}").json()["taken"] == 0
    found = api.get("/api/loyalty/exchanges", params={"person_id": ming}).json()["items"]
    assert len(found) == 1
    offered = api.post(f"/api/loyalty/members/{ming}/points-offer", json={"total_minor": 10_000})
    assert offered.json()["points_max"] == 500
    for options in ({}, {"growth": 0}, {"growth": "10"}, {"growth": 10, "x": 1}):
        unfit = body | {"reward": {"name": "growth", "options": options}}
        for answer in (
            api.post("/api/loyalty/offers", json=unfit),
            api.put(f"/api/loyalty/offers/{offer}", json=unfit),
        ):
            assert (answer.status_code, answer.json()["code"]) == (422, "reward_options_unfit")
    unknown = body | {"reward": {"name": "castle", "options": {}}}
    assert api.post("/api/loyalty/offers", json=unknown).json()["code"] == "block_not_found"


def test_members_of_other_stores_are_not_seen(api, house, ming):
    class Elsewhere:
        def identify(self, request, session):
            return Caller(
                actor="staff:2",
                name="guide",
                permissions={
                    name: frozenset({987})
                    for name in ("loyalty.read", "loyalty.grant", "loyalty.manage")
                },
            )

    house.context.put(Elsewhere(), kind=Guard)
    assert api.get(f"/api/loyalty/members/{ming}").status_code == 404
    body = {"points": 5, "cause": "t", "note": "n"}
    assert api.post(f"/api/loyalty/members/{ming}/points", json=body).status_code == 404
    assert api.get("/api/loyalty/members").json()["items"] == []
    rules = api.get("/api/loyalty/programme").json()["programme"]
    refused = api.put("/api/loyalty/programme", json={"version": 0, "programme": rules})
    assert (refused.status_code, refused.json()["code"]) == (403, "outside_scope")


def test_rules_are_tried_with_an_order_before_they_are_saved(api):
    rules = api.get("/api/loyalty/programme").json()["programme"]
    rules["multipliers"] = [
        {"key": "b", "title": {"zh": "生日"}, "factor": 2, "when": {"birthday": "day"}},
        {"key": "d", "title": {"zh": "会员日"}, "factor": 3, "when": {"member_day": True}},
        {"key": "t", "title": {"zh": "茶"}, "factor": 5, "when": {"categories": ["茶"]}},
    ]

    def tried(**ask) -> list[tuple]:
        body = {"programme": rules, "amount_minor": 10_000, **ask}
        answer = api.post("/api/loyalty/programme/trial", json=body)
        assert answer.status_code == 200, answer.text
        return [(one["tier"], one["points"], one["growth"]) for one in answer.json()["tiers"]]

    assert tried() == [("regular", 100, 1000), ("silver", 150, 1000), ("gold", 200, 1000)]
    assert tried(birthday=True)[2] == ("gold", 400, 1000)
    assert tried(birthday=True, member_day=True)[2] == ("gold", 600, 1000)
    assert tried(category="茶")[0] == ("regular", 500, 1000)
    body = {"programme": rules, "amount_minor": 10_000, "birthday": True}
    (gold,) = api.post("/api/loyalty/programme/trial", json=body).json()["tiers"][2:]
    assert (gold["points_plain"], gold["worth_minor"]) == (200, 400)
    assert api.get("/api/loyalty/programme").json()["version"] == 0


def test_members_are_counted_by_tier_and_found_by_name(api, house, ming):
    api.post(f"/api/loyalty/members/{ming}/points", json={"points": 70, "cause": "p", "note": "n"})
    api.post(
        f"/api/loyalty/members/{ming}/growth", json={"growth": 3000, "cause": "g", "note": "n"}
    )
    assert api.patch(f"/api/people/{ming}", json={"traits": {"name": "明月"}}).is_success
    found = api.get("/api/loyalty/figures").json()
    assert [(one["tier"], one["members"], one["available"]) for one in found] == [
        ("regular", 0, 0),
        ("silver", 1, 70),
        ("gold", 0, 0),
    ]

    def listed(search: str) -> list[str]:
        items = api.get("/api/loyalty/members", params={"search": search}).json()["items"]
        return [one["person_id"] for one in items]

    assert listed("明月") == [ming]
    assert listed(ming) == [ming]
    assert listed("不是她") == []


def test_offers_may_give_what_modules_offer(api):
    kinds = {one["name"]: one for one in api.get("/api/loyalty/rewards").json()}
    assert "points" in kinds["points"]["options_schema"]["properties"]
