"""Forecast and result of a promotion, over orders planted in a real warehouse."""

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from siyu.kernel import ids
from siyu.kernel.clock import frozen
from siyu.kernel.jobs import requested_jobs, run_job
from siyu.kernel.statistics import Sample, mean_difference_interval
from siyu.promotions.holdouts import is_held_out
from siyu.promotions.limits import take_limits
from siyu.warehouse import Warehouse
from siyu.warehouse.redirects import reload_redirects

from .conftest import TEN_OFF

pytestmark = pytest.mark.database

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with frozen(NOON) as set_to:
        yield set_to


def plant(house, orders, *, event="Order Completed", tag="o"):
    """Orders of (person, time, lines of (sku, yuan, pieces), properties)."""
    rows = []
    for number, (person, at, lines, properties) in enumerate(orders):
        products = [
            {"product_id": sku, "sku": sku, "price": price, "quantity": pieces}
            for sku, price, pieces in lines
        ]
        revenue = sum(price * pieces for _, price, pieces in lines)
        said = {"order_id": f"{tag}{number}", "revenue": revenue, "products": products}
        rows.append(
            (
                event,
                "track",
                str((at + timedelta(hours=8)).date()),
                person,
                f"{tag}{number}",
                at.isoformat(),
                json.dumps(said | properties),
            )
        )
    names = ["event", "type", "day", "person", "message_id", "time", "properties_json"]
    house.context.get(Warehouse).insert_rows("event_lines", names, rows)


def promotion(api, rule=TEN_OFF, *, start=False, **body):
    made = api.post("/api/promotions", json={"name": "满100减10", "rule": rule, **body})
    assert made.status_code == 201, made.text
    code = made.json()["id"]
    if start:
        assert api.post(f"/api/promotions/{code}/start").status_code == 200
    return code


def run_jobs(house):
    with house.context.session(read_only=True) as session:
        waiting = [row.id for row in requested_jobs(session)]
    for job in waiting:
        run_job(house.context, house.jobs, job)


def foretold(api, house, path, *, days=30):
    body = {"since": (NOON - timedelta(days=days)).isoformat(), "until": NOON.isoformat()}
    asked = api.post(f"/api/promotions/{path}/forecasts", json=body)
    assert asked.status_code == 201, asked.text
    run_jobs(house)
    found = api.get(f"/api/promotions/forecasts/{asked.json()['id']}").json()
    assert found["finished_at"], found
    assert api.get(f"/api/promotions/{path}/forecasts").json() == [found]
    return found["figures"]


DAY = timedelta(days=1)


class TestForecast:
    def test_prices_past_orders_with_and_without_the_rule(self, api, house):
        plant(
            house,
            [
                (7, NOON - 2 * DAY, [("A", 60, 2)], {}),
                (7, NOON - DAY, [("A", 60, 1)], {}),
                (8, NOON - DAY, [("A", 60, 1), ("B", 40, 1)], {"shipping": "8.00"}),
                (9, NOON - DAY, [], {}),
                (9, NOON - 40 * DAY, [("A", 60, 9)], {}),
            ],
        )
        figures = foretold(api, house, promotion(api))
        assert (figures["orders"], figures["skipped"]) == (4, 1)
        assert (figures["touched"], figures["people"], figures["discount_minor"]) == (2, 2, 2_000)
        assert (figures["before_minor"], figures["after_minor"]) == (28_800, 26_800)
        assert (figures["average_before_minor"], figures["average_after_minor"]) == (9_600, 8_933)
        touched = {day["day"]: day["touched"] for day in figures["days"] if day["touched"]}
        assert touched == {"2026-11-20": 1, "2026-11-21": 1}

    def test_what_runs_already_is_not_counted_as_its_cost(self, api, house):
        plant(house, [(7, NOON - DAY, [("A", 100, 1)], {})])
        always = {"kind": "line_discount", "cut": {"by": "rate", "pay_bp": 5_000}}
        with frozen(NOON - 10 * DAY):
            promotion(api, always, start=True)
        figures = foretold(api, house, promotion(api))
        # At half its price the order does not reach 100 yuan.
        assert (figures["before_minor"], figures["touched"]) == (5_000, 0)

    def test_limits_and_hold_out_keep_people_out(self, api, house):
        orders = [(person, NOON - DAY, [("A", 100, 1)], {}) for person in range(1, 101)]
        plant(house, orders + orders[:1], tag="many")
        limited = promotion(
            api, limits={"uses_per_person": 1, "budget_minor": 20_000}, holdout_percent=50
        )
        figures = foretold(api, house, limited)
        number = ids.number("prm", limited)
        held = sum(is_held_out(number, person, 50) for person in range(1, 101))
        assert 30 < held < 70
        assert figures["touched"] == 20  # the budget, of 1 000 fen each
        assert figures["discount_minor"] == 20_000
        unlimited = foretold(api, house, promotion(api, holdout_percent=0))
        assert unlimited["touched"] == 101

    def test_a_coupon_goes_with_every_order_that_it_fits(self, api, house):
        plant(
            house,
            [
                (7, NOON - DAY, [("A", 100, 1)], {}),
                (7, NOON - DAY, [("A", 200, 1)], {}),
                (8, NOON - DAY, [("A", 20, 1)], {}),
            ],
        )
        kind = {"name": "券", "effect": TEN_OFF, "validity": {"days": 14}}
        code = api.post("/api/promotions/coupon-kinds", json=kind).json()["id"]
        figures = foretold(api, house, f"coupon-kinds/{code}")
        assert (figures["touched"], figures["people"], figures["discount_minor"]) == (2, 1, 2_000)

    def test_the_catalogue_knows_goods_by_their_article_numbers(self, api, house):
        snacks = api.post("/api/commerce/categories", json={"name": "零食"}).json()["id"]
        product = {"code": "P", "title": "饼干", "category_id": snacks, "skus": [{"code": "A"}]}
        assert api.post("/api/commerce/products", json=product).status_code == 201
        plant(
            house,
            [(7, NOON - DAY, [("A", 100, 1)], {}), (7, NOON - DAY, [("X", 100, 1)], {})],
        )
        scope = {"include": [{"categories": [snacks]}]}
        figures = foretold(api, house, promotion(api, TEN_OFF | {"scope": scope}))
        assert figures["touched"] == 1

    def test_the_first_order_is_the_first_of_all(self, api, house):
        plant(
            house,
            [
                (7, NOON - 50 * DAY, [("A", 100, 1)], {}),
                (7, NOON - 2 * DAY, [("A", 100, 1)], {}),
                (8, NOON - 2 * DAY, [("A", 100, 1)], {}),
                (8, NOON - DAY, [("A", 100, 1)], {}),
            ],
        )
        rule = TEN_OFF | {"when": {"order_numbers": [1]}}
        assert foretold(api, house, promotion(api, rule))["touched"] == 1

    def test_refuses_a_window_of_nothing(self, api, house):
        code = promotion(api)
        for since, until in ((NOON, NOON - DAY), (NOON + DAY, NOON + 2 * DAY)):
            body = {"since": since.isoformat(), "until": until.isoformat()}
            refused = api.post(f"/api/promotions/{code}/forecasts", json=body)
            assert (refused.status_code, refused.json()["code"]) == (422, "forecast_window_unfit")
        assert api.get("/api/promotions/forecasts/fcs_1").status_code in (404, 422)


class TestReport:
    def test_finds_the_effect_that_was_planted(self, api, house, clock):
        code = promotion(api, start=True, holdout_percent=20)
        number = ids.number("prm", code)
        random = np.random.default_rng(7)
        everybody = range(1, 2_001)
        bought = []
        for person in everybody:
            held = is_held_out(number, person, 20)
            if random.random() < (0.2 if held else 0.3):
                bought.append((person, NOON + timedelta(hours=1), [("A", 100, 1)], {}))
        visits = [(person, NOON - DAY, [], {}) for person in everybody]
        plant(house, visits, event="Visit Started", tag="v")
        plant(house, bought)
        # Before it started, and of another currency: neither counts.
        plant(house, [(1, NOON - DAY, [("A", 900, 1)], {})], tag="early")
        plant(
            house,
            [(1, NOON + timedelta(hours=1), [("A", 9, 1)], {"currency": "USD"})],
            tag="foreign",
        )
        clock(NOON + DAY)
        report = api.get(f"/api/promotions/{code}/report").json()

        treated, held = report["treated"], report["held"]
        assert treated["people"] + held["people"] == 2_000
        assert held["people"] == sum(is_held_out(number, person, 20) for person in everybody)
        assert treated["buyers"] + held["buyers"] == len(bought)
        assert held["buyers"] == sum(is_held_out(number, one[0], 20) for one in bought)
        wanted = mean_difference_interval(
            *(
                Sample(side["people"], side["buyers"] * 10_000.0, side["buyers"] * 1e8)
                for side in (treated, held)
            )
        )
        found = report["incremental"]["revenue_per_head_minor"]
        assert found == pytest.approx(
            {"value": wanted.value, "low": wanted.low, "high": wanted.high}
        )
        assert found["low"] < 1_000 < found["high"]
        total = report["incremental"]["revenue_minor"]["value"]
        assert total == pytest.approx(found["value"] * treated["people"])
        assert report["incremental"]["return_on_cost"] is None
        [day] = report["days"]
        assert day["day"] == "2026-11-22"
        assert day["held_minor"] == pytest.approx(held["revenue_minor"] / held["people"])

    def test_a_merged_person_is_on_the_side_of_their_lowest_node(self, api, house, clock):
        code = promotion(api, start=True, holdout_percent=50)
        number = ids.number("prm", code)
        low = next(n for n in range(1, 100) if is_held_out(number, n, 50))
        high = next(n for n in range(100, 200) if not is_held_out(number, n, 50))
        warehouse = house.context.get(Warehouse)
        warehouse.insert_rows("redirects", ["node", "person", "version"], [(low, high, 1)])
        reload_redirects(warehouse)
        plant(house, [(high, NOON + timedelta(hours=1), [("A", 100, 1)], {})])
        clock(NOON + DAY)
        report = api.get(f"/api/promotions/{code}/report").json()
        assert (report["held"]["buyers"], report["treated"]) == (1, None)

    def test_cost_is_what_orders_took_and_return_is_by_it(self, api, house, clock):
        code = promotion(api, start=True, holdout_percent=50)
        number = ids.number("prm", code)
        sides = {is_held_out(number, n, 50): n for n in range(1, 50)}
        people = list(range(1, 50))
        plant(house, [(n, NOON - DAY, [], {}) for n in people], event="Visit Started", tag="v")
        plant(house, [(sides[False], NOON + timedelta(hours=1), [("A", 100, 1)], {})])
        with house.context.session() as session:
            take_limits(session, _Priced(code), person_id=None, cause="order:1")
        clock(NOON + DAY)
        report = api.get(f"/api/promotions/{code}/report").json()
        assert report["cost_minor"] == 1_000
        gained = report["incremental"]["revenue_minor"]["value"]
        assert gained == pytest.approx(10_000)
        assert report["incremental"]["return_on_cost"]["value"] == pytest.approx(10)

    def test_a_draft_has_no_result(self, api, house):
        report = api.get(f"/api/promotions/{promotion(api)}/report").json()
        assert (report["since"], report["treated"], report["incremental"]) == (None, None, None)


class _Priced:
    """A cart from which a promotion took 1 000 fen."""

    def __init__(self, code):
        from siyu.promotions.pricing import Explanation

        self.applied = [
            Explanation(
                source=code, rule_id=code, applied=True, code="applied", discount_minor=1_000
            )
        ]


def test_held_out_people_are_a_share_and_others_for_another_promotion():
    held = [person for person in range(50_000) if is_held_out(7, person, 10)]
    assert 4_800 < len(held) < 5_200
    assert set(held) <= {person for person in range(50_000) if is_held_out(7, person, 20)}
    both = [person for person in held if is_held_out(8, person, 10)]
    assert 400 < len(both) < 600
    assert not any(is_held_out(7, person, 0) for person in range(1_000))
