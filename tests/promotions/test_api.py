"""The console's way in: kinds, hand-outs, batches, the till, promotions, the simulator."""

from datetime import UTC, datetime, timedelta

import pytest

from siyu import organization, people
from siyu.http import Caller, Guard
from siyu.kernel import ids
from siyu.kernel.clock import frozen, now
from siyu.organization import NodeKind

from .conftest import TEN_OFF, Shop

KIND = {
    "name": "满100减10",
    "effect": TEN_OFF,
    "validity": {"days": 14},
    "limits": {"claims": 100, "claims_per_person": 1},
}
CART = {
    "lines": [{"line_id": "1", "sku": "A", "unit_minor": 6_000, "quantity": 2}],
}


@pytest.fixture
def shop(house) -> Shop:
    return Shop(house.context)


def kind(api, **changes):
    made = api.post("/api/promotions/coupon-kinds", json={**KIND, **changes})
    assert made.status_code == 201, made.text
    code = made.json()["id"]
    active = api.post(f"/api/promotions/coupon-kinds/{code}/activate")
    assert active.json()["state"] == "active"
    return code


def handed(api, shop, code, count=1):
    persons = [ids.code("per", each) for each in shop.people(count)]
    given = api.post(
        f"/api/promotions/coupon-kinds/{code}/hand-outs", json={"person_ids": persons, "cause": "x"}
    )
    assert given.json()["given"] == count, given.text
    return api.get("/api/promotions/coupons", params={"kind_id": code}).json()["items"]


class TestKinds:
    def test_a_kind_lives_from_draft_to_stop(self, api):
        code = kind(api)
        changed = api.put(f"/api/promotions/coupon-kinds/{code}", json={**KIND, "name": "新名"})
        assert changed.json()["name"] == "新名"
        broken = api.put(
            f"/api/promotions/coupon-kinds/{code}", json={**KIND, "validity": {"days": 1}}
        )
        assert (broken.status_code, broken.json()["code"]) == (409, "coupon_kind_in_other_state")
        assert api.delete(f"/api/promotions/coupon-kinds/{code}").status_code == 409
        assert api.post(f"/api/promotions/coupon-kinds/{code}/stop").json()["state"] == "stopped"
        [listed] = api.get("/api/promotions/coupon-kinds", params={"search": "新"}).json()["items"]
        assert listed["limits"]["claims"] == 100

    def test_a_rule_that_is_none_is_refused_by_its_place(self, api):
        answer = api.post(
            "/api/promotions/coupon-kinds", json={**KIND, "effect": {"kind": "spend_off"}}
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "coupon_kind_unfit")
        assert "tiers" in answer.json()["facts"]["about"]

    def test_staff_give_once_by_cause_and_see_figures(self, api, shop):
        code = kind(api)
        [coupon] = handed(api, shop, code)
        again = api.post(
            f"/api/promotions/coupon-kinds/{code}/hand-outs",
            json={"person_ids": [coupon["person_id"]], "cause": "x"},
        ).json()
        assert (again["given"], again["again"]) == (0, 1)
        figures = api.get(f"/api/promotions/coupon-kinds/{code}/figures").json()
        assert figures["states"] == {"held": 1}

    def test_a_held_coupon_can_be_voided_once(self, api, shop):
        [coupon] = handed(api, shop, kind(api))
        url = f"/api/promotions/coupons/{coupon['id']}"
        gone = api.post(f"{url}/void", json={"reason": "twice"}).json()
        assert [line["kind"] for line in gone["lines"]] == ["claimed", "voided"]
        assert api.post(f"{url}/void", json={"reason": "twice"}).status_code == 409
        assert api.get(url).json()["state"] == "voided"


class TestCodes:
    def test_a_batch_is_made_exported_and_entered(self, api, shop):
        code = kind(api)
        batch = api.post(
            "/api/promotions/code-batches", json={"kind_id": code, "name": "海报", "size": 100}
        ).json()
        full = api.post(
            "/api/promotions/code-batches", json={"kind_id": code, "name": "海报", "size": 1}
        )
        assert full.json()["code"] == "limit_reached"
        file = api.post(f"/api/promotions/code-batches/{batch['id']}/export")
        lines = file.text.split("\r\n")
        assert (lines[0], len(set(lines[1:-1]))) == ("code", 100)
        used = api.post("/api/promotions/till/verifications", json={"code": lines[7].lower()})
        assert used.status_code == 201, used.text
        shown = api.get(f"/api/promotions/code-batches/{batch['id']}").json()
        assert shown["entered"] == {"used": 1}
        stopped = api.post(f"/api/promotions/code-batches/{batch['id']}/stop").json()
        assert stopped["stopped_at"]
        gone = api.post("/api/promotions/till/verifications", json={"code": lines[8]})
        assert gone.status_code == 404


class TestTill:
    def test_a_code_is_looked_up_used_once_and_undone(self, api, shop):
        [coupon] = handed(api, shop, kind(api))
        body = {"code": coupon["code"]}
        assert api.post("/api/promotions/till/look-ups", json=body).json()["reason"] is None
        sale = {**body, "receipt": "R-1"}
        first = api.post("/api/promotions/till/verifications", json=sale)
        assert (first.status_code, first.json()["again"]) == (201, False)
        assert api.post("/api/promotions/till/verifications", json=sale).json()["again"]
        other = api.post("/api/promotions/till/verifications", json={**body, "receipt": "R-2"})
        assert (other.status_code, other.json()["facts"]["reason"]) == (409, "used")
        assert api.post("/api/promotions/till/look-ups", json=body).json()["reason"] == "used"
        [listed] = api.get("/api/promotions/till/verifications").json()["items"]
        assert listed["coupon"]["id"] == coupon["id"]
        undo = f"/api/promotions/till/verifications/{coupon['id']}/undo"
        assert api.post(undo).json()["state"] == "held"
        assert api.post(undo).status_code == 409
        third = api.post("/api/promotions/till/verifications", json={**body, "receipt": "R-3"})
        assert third.status_code == 201
        with frozen(now() + timedelta(minutes=31)):
            assert api.post(undo).json()["code"] == "undo_too_late"

    def test_guessing_codes_is_slowed_down(self, api):
        for _ in range(20):
            assert (
                api.post("/api/promotions/till/look-ups", json={"code": "3333-3333-3333"}).json()[
                    "code"
                ]
                == "code_mistyped"
            )
        answer = api.post("/api/promotions/till/look-ups", json={"code": "3333-3333-3333"})
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many_codes")
        with frozen(now() + timedelta(hours=2)):
            answer = api.post("/api/promotions/till/look-ups", json={"code": "3333-3333-3333"})
            assert answer.status_code == 422

    def test_it_holds_only_where_the_kind_says(self, api, shop):
        with shop.context.session() as session:
            group = organization.add_node(session, kind=NodeKind.group, name="G", parent_id=None)
            east, west = (
                organization.add_node(session, kind=NodeKind.store, name=n, parent_id=group.id)
                for n in "EW"
            )
        effect = {**TEN_OFF, "when": {"stores": [ids.code("node", east.id)]}}
        [coupon] = handed(api, shop, kind(api, effect=effect))
        body = {"code": coupon["code"], "store_id": ids.code("node", west.id)}
        shown = api.post("/api/promotions/till/look-ups", json=body).json()
        assert shown["reason"] == "other_store"
        assert api.post("/api/promotions/till/verifications", json=body).status_code == 409
        body["store_id"] = ids.code("node", east.id)
        assert api.post("/api/promotions/till/verifications", json=body).status_code == 201


class TestPromotions:
    def make(self, api, **changes):
        made = api.post("/api/promotions", json={"name": "满减", "rule": TEN_OFF, **changes})
        assert made.status_code == 201, made.text
        return made.json()["id"]

    def simulate(self, api, **changes):
        answer = api.post("/api/promotions/simulations", json={**CART, **changes})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def test_it_lives_from_draft_to_stop(self, api):
        code = self.make(api, limits={"uses": 5})
        assert self.simulate(api)["total_minor"] == 12_000
        assert self.simulate(api, promotion_ids=[code])["total_minor"] == 11_000
        assert api.post(f"/api/promotions/{code}/start").json()["state"] == "running"
        assert api.post(f"/api/promotions/{code}/start").status_code == 409
        priced = self.simulate(api)
        assert priced["total_minor"] == 11_000
        assert priced["names"] == {code: "满减"}
        more = {**TEN_OFF, "tiers": [{"at_least_minor": 10_000, "off_minor": 3_000}]}
        changed = api.put(f"/api/promotions/{code}", json={"name": "满减", "rule": more}).json()
        assert (changed["version"], self.simulate(api)["total_minor"]) == (2, 9_000)
        assert len(api.get(f"/api/promotions/{code}/versions").json()) == 2
        assert api.get(f"/api/promotions/{code}").json()["usage"]["orders"] == 0
        api.post(f"/api/promotions/{code}/stop")
        assert self.simulate(api)["total_minor"] == 12_000
        [listed] = api.get("/api/promotions", params={"state": "stopped"}).json()["items"]
        assert listed["id"] == code

    def test_the_simulator_explains_what_is_missing(self, api):
        code = self.make(api)
        cart = {"lines": [{"line_id": "1", "sku": "A", "unit_minor": 9_200, "quantity": 1}]}
        priced = self.simulate(api, **cart, promotion_ids=[code])
        [why] = [each for each in priced["explanations"] if each["rule_id"] == code]
        assert not why["applied"]
        assert 800 in why["facts"].values()

    def test_the_simulator_tries_coupons_and_a_person(self, api, shop):
        code = kind(api)
        [person] = shop.people(1)
        priced = self.simulate(api, coupon_kind_ids=[code], person_id=ids.code("per", person))
        assert priced["total_minor"] == 11_000

    def test_the_calendar_says_what_runs_when(self, api):
        when = {
            "starts_at": (now() + timedelta(days=3)).isoformat(),
            "ends_at": (now() + timedelta(days=5)).isoformat(),
        }
        code = self.make(api, rule={**TEN_OFF, "when": when})

        def seen(since, until):
            stretch = {
                "since": (now() + timedelta(days=since)).isoformat(),
                "until": (now() + timedelta(days=until)).isoformat(),
            }
            found = api.get("/api/promotions/calendar", params=stretch).json()
            return [each["id"] for each in found if each["kind"] == "promotion"]

        assert seen(0, 2) == []
        assert seen(2, 4) == [code]
        assert seen(6, 9) == []

    def test_the_calendar_shows_member_days_in_the_brand_s_days(self, api):
        api.patch("/api/brand", json={"timezone": "Asia/Shanghai"})
        stretch = {"since": "2026-11-02T00:00:00+08:00", "until": "2026-11-16T00:00:00+08:00"}
        found = api.get("/api/promotions/calendar", params=stretch).json()
        days = [each for each in found if each["kind"] == "member_day"]
        # The house's own membership celebrates on Wednesdays.
        assert [each["id"] for each in days] == ["2026-11-04", "2026-11-11"]
        starts, ends = (datetime.fromisoformat(days[0][key]) for key in ("starts_at", "ends_at"))
        assert starts == datetime(2026, 11, 3, 16, tzinfo=UTC)
        assert ends == datetime(2026, 11, 4, 16, tzinfo=UTC)

    def test_every_change_is_in_the_audit_log(self, api, house):
        code = self.make(api)
        api.post(f"/api/promotions/{code}/start")
        log = api.get("/api/audit", params={"action": "promotions"}).json()["items"]
        assert [line["action"] for line in log] == ["promotions.start", "promotions.create"]


class _Door:
    """A guard that lets in whom the test chooses."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller

    def identify(self, request: object, session: object) -> Caller:
        return self.caller


class TestAccess:
    @pytest.fixture
    def stores(self, shop):
        with shop.context.session() as session:
            group = organization.add_node(session, kind=NodeKind.group, name="G", parent_id=None)
            return [
                organization.add_node(session, kind=NodeKind.store, name=n, parent_id=group.id).id
                for n in "EW"
            ]

    def as_manager_of(self, shop, node):
        verbs = ("read", "manage", "start", "give", "verify")
        caller = Caller(
            actor="staff:7",
            name="east",
            permissions={f"promotions.{verb}": frozenset({node}) for verb in verbs},
        )
        shop.context.put(_Door(caller), kind=Guard)

    def test_a_store_makes_what_is_cheaper_only_in_itself(self, api, shop, stores):
        east, west = stores
        self.as_manager_of(shop, east)
        for when, status in (
            ({}, 403),
            ({"stores": [ids.code("node", west)]}, 403),
            ({"stores": [ids.code("node", east)]}, 201),
        ):
            body = {
                "name": "n",
                "node_id": ids.code("node", east),
                "rule": {**TEN_OFF, "when": when},
            }
            assert api.post("/api/promotions", json=body).status_code == status
            one = {**KIND, "node_id": ids.code("node", east), "effect": {**TEN_OFF, "when": when}}
            assert api.post("/api/promotions/coupon-kinds", json=one).status_code == status
        body["node_id"] = ids.code("node", west)
        assert api.post("/api/promotions", json=body).json()["code"] == "outside_scope"

    def test_a_store_sees_nothing_of_others(self, api, shop, stores):
        east, west = stores
        theirs = kind(api, node_id=ids.code("node", west))
        promotion = api.post(
            "/api/promotions",
            json={"name": "n", "node_id": ids.code("node", west), "rule": TEN_OFF},
        ).json()["id"]
        [coupon] = handed(api, shop, theirs)
        self.as_manager_of(shop, east)
        for url in (
            f"/api/promotions/{promotion}",
            f"/api/promotions/coupon-kinds/{theirs}",
            f"/api/promotions/coupons/{coupon['id']}",
        ):
            assert api.get(url).status_code == 404
        for url in ("/api/promotions", "/api/promotions/coupon-kinds", "/api/promotions/coupons"):
            assert api.get(url).json()["items"] == []
        refused = api.post(
            "/api/promotions/till/verifications",
            json={"code": coupon["code"], "store_id": ids.code("node", west)},
        )
        assert refused.json()["code"] == "outside_scope"

    def test_a_store_gives_only_to_its_own_people(self, api, shop, stores):
        east, _ = stores
        mine = kind(api, node_id=ids.code("node", east))
        own, other = shop.people(2)
        with shop.context.session() as session:
            people.belong(session, own, org_node_id=east)
        self.as_manager_of(shop, east)
        given = api.post(
            f"/api/promotions/coupon-kinds/{mine}/hand-outs",
            json={"person_ids": [ids.code("per", own), ids.code("per", other)]},
        ).json()
        assert (given["people"], given["given"]) == (1, 1)
