"""An operator orders for a customer: found by phone, priced live with a coupon, placed once, seen where it belongs."""

import re

import pytest

from .shopkeeping import PHONE, made, stock_one

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CREAM = "舒缓面霜"
OFF = {"kind": "spend_off", "tiers": [{"at_least_minor": 20_000, "off_minor": 2_500}]}
KIND = {"name": "满 200 减 25", "effect": OFF, "validity": {"days": 7}}


@pytest.fixture
def customer(server) -> str:
    """Somebody known by phone, who holds a coupon; a shop of one product, of which there are ten."""
    stock_one(server, CREAM)
    made(server, "/m/sign-in-codes", {"phone": PHONE})
    code = server.get("/api/commerce/sandbox/codes").json()[0]["code"]
    opened = made(server, "/m/sessions", {"phone": PHONE, "code": code, "sales_channel": "mall"})
    person = opened["person_id"]
    kind = made(server, "/api/promotions/coupon-kinds", KIND)["id"]
    made(server, f"/api/promotions/coupon-kinds/{kind}/activate", {})
    hand_out = {"person_ids": [person]}
    made(server, f"/api/promotions/coupon-kinds/{kind}/hand-outs", hand_out)
    return person


def test_an_order_is_placed_for_a_customer(operator, server, customer):
    operator.sign_in()
    write_order(operator)
    see_what_is_wrong(operator)
    order = place(operator)
    see_it_beside_the_person(operator, customer)
    see_that_nobody_is_meant(operator)
    (kept,) = server.get("/api/commerce/orders").json()["items"]
    assert (kept["id"], kept["person_id"], kept["total_minor"]) == (order, customer, 33_500)
    assert kept["placed_by"].startswith("staff:")
    assert len(kept["coupon_ids"]) == 1


def write_order(operator) -> None:
    from playwright.sync_api import expect

    page = operator.page
    operator.go("订单")
    operator.link("代客下单").click()
    expect(page.get_by_role("heading", level=1, name="代客下单")).to_be_visible()
    who = page.get_by_role("combobox", name="按姓名、手机号或任意标识查找")
    who.fill(PHONE)
    page.locator(".ant-select-item-option").filter(has_text="138****8000").click()
    operator.choose("添加商品", CREAM)
    expect(total(page)).to_have_text("¥120.00")
    quantity = page.get_by_label(f"{CREAM} 的数量")
    quantity.fill("3")
    expect(total(page)).to_have_text("¥360.00")
    operator.choose("优惠券", "满 200 减 25")
    page.keyboard.press("Escape")
    expect(total(page)).to_have_text("¥335.00")
    expect(page.locator(".mall-why")).to_contain_text("满 200 减 25")
    operator.picture("priced")


def see_what_is_wrong(operator) -> None:
    """What lacks is named, what is short stands beside its line, and nothing is lost."""
    from playwright.sync_api import expect

    page = operator.page
    page.get_by_label("收货人").fill("李华")
    page.get_by_label("手机号", exact=True).fill("不知道")
    page.get_by_label("详细地址").fill("人民路 1 号")
    operator.button("提交订单").click()
    expect(page.get_by_text("请填写正确的手机号")).to_be_visible()
    page.get_by_label("手机号", exact=True).fill(PHONE)
    page.get_by_label(f"{CREAM} 的数量").fill("11")
    expect(page.get_by_text("只剩 10 件")).to_be_visible()
    expect(total(page)).to_have_text("¥1,295.00")
    operator.button("提交订单").click()
    expect(page.get_by_text("库存不够")).to_be_visible()
    operator.picture("short")
    expect(page.get_by_label("收货人")).to_have_value("李华")
    page.get_by_label(f"{CREAM} 的数量").fill("3")
    expect(page.get_by_text("库存不够")).to_be_hidden()
    expect(total(page)).to_have_text("¥335.00")


def place(operator) -> str:
    """A hasty double click makes one order, which opens."""
    from playwright.sync_api import expect

    page = operator.page
    operator.button("提交订单").dblclick()
    expect(page).to_have_url(re.compile(r"/orders\?order=ord_"))
    order = page.url.rpartition("=")[2]
    drawer = operator.dialog(order)
    expect(drawer.get_by_text("待支付", exact=True)).to_be_visible()
    expect(drawer.get_by_text("¥335.00").first).to_be_visible()
    operator.picture("placed")
    return order


def see_it_beside_the_person(operator, person: str) -> None:
    from playwright.sync_api import expect

    page = operator.page
    page.goto(f"/people/{person}")
    block = page.locator(".side-block").filter(has=page.get_by_role("heading", name="订单"))
    expect(block.get_by_text("¥335.00")).to_be_visible()
    expect(block.get_by_text("待支付")).to_be_visible()
    operator.picture("person")
    block.get_by_role("link", name=re.compile("代客下单$")).click()
    expect(page.get_by_role("heading", level=1, name="代客下单")).to_be_visible()
    expect(page.get_by_role("link", name="打开顾客档案")).to_be_visible()


def see_that_nobody_is_meant(operator) -> None:
    """An address that names nobody says so, before anything is written."""
    from playwright.sync_api import expect

    page = operator.page
    page.goto("/orders/new?person=per_nobody")
    expect(page.get_by_text("没有这位客户，或不在你负责的范围内")).to_be_visible()
    expect(page.get_by_role("link", name="打开顾客档案")).to_be_hidden()


def total(page):
    return page.locator(".desk-total strong")
