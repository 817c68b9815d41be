"""The demo brand through the doors of a running server: a shop that sells, and books that agree."""

import subprocess
import sys
from random import Random

import httpx
import pytest

from siyu.app.demo.api import Brand
from siyu.app.demo.lives import draw_customers
from siyu.app.demo.shop import read_shop
from siyu.app.demo.trickle import buy

from .running import ROOT, RunningServer

pytestmark = pytest.mark.slow

PEOPLE = 150


@pytest.fixture(scope="module")
def brand(tmp_path_factory):
    server = RunningServer(tmp_path_factory.mktemp("demo") / "home")
    try:
        server.start(300)
        build = [sys.executable, "-m", "siyu.app.demo.build", "--no-trickle"]
        size = ["--home", str(server.home), "--people", str(PEOPLE)]
        subprocess.run([*build, *size], cwd=ROOT, check=True, timeout=600)
        yield server
    finally:
        server.close()


def items(brand, path, **asked):
    return brand.get(f"/api{path}", limit=200, **asked).json()["items"]


def test_the_order_desk_shows_orders_in_many_states(brand):
    orders = items(brand, "/commerce/orders")
    assert len(orders) >= 20
    assert {order["pay_state"] for order in orders} >= {"paid", "unpaid"}
    assert {order["fulfilment"] for order in orders} == {"ship", "pickup"}
    assert any(order["discount_minor"] for order in orders)
    assert len({order["state"] for order in orders}) >= 4


def test_promotions_and_coupons_run_and_are_used(brand):
    promotions = items(brand, "/promotions")
    assert len(promotions) >= 15
    assert {one["state"] for one in promotions} == {"running", "draft"}
    held = items(brand, "/promotions/coupons")
    assert {coupon["state"] for coupon in held} >= {"held", "used"}
    assert brand.get("/api/loyalty/offers").json()["items"]


def test_a_year_of_orders_has_made_members_of_every_tier(brand):
    def tiers():
        found = {one["tier"] for one in items(brand, "/loyalty/members")}
        return found >= {"regular", "silver", "gold"}

    brand.wait_for(tiers, 120)
    programme = brand.get("/api/loyalty/programme").json()["programme"]
    assert programme["earns_since"] is not None


def test_a_guest_of_the_trickle_can_buy(brand):
    def count():
        return len(items(brand, "/commerce/orders"))

    before = count()
    with Brand(brand.url, brand.token) as office:
        shop = read_shop(office)
        guests = draw_customers(PEOPLE)
        for guest in guests[-3:]:
            buy(office, shop, guest, Random(5))
    assert count() == before + 3


def test_the_doctor_finds_nothing(brand):
    def clean():
        answer = httpx.get(
            f"{brand.url}/api/system/doctor",
            headers={"Authorization": f"Bearer {brand.token}"},
            timeout=120,
        )
        wrong = [line for line in answer.json() if line["problem"]]
        assert not wrong, wrong
        return True

    brand.wait_for(lambda: brand.get("/api/tracking/lag").json()["batches"] == 0, 120)
    assert clean()
