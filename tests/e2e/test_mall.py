"""An operator's day in the mall: a coupon made and tried, an order opened and shipped."""

import re

import pytest

from .shopkeeping import bought, stock_one

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CREAM = "舒缓面霜"


@pytest.fixture
def paid_order(server) -> str:
    """A shop of one product, and an order of two of it that a member paid in the sandbox."""
    sku = stock_one(server, CREAM)
    (order,) = bought(server, {"sales_channel": "mall", "lines": [{"sku_id": sku, "quantity": 2}]})
    return order


def test_a_coupon_is_made_and_tried_and_an_order_is_shipped(operator, server, paid_order):
    operator.sign_in()
    make_coupon(operator)
    try_coupon(operator)
    ship_order(operator, paid_order)
    order = server.get(f"/api/commerce/orders/{paid_order}").json()
    assert (order["state"], order["lines"][0]["shipped"]) == ("awaiting_receipt", 2)


def make_coupon(operator) -> None:
    from playwright.sync_api import expect

    page = operator.page
    operator.go("优惠券")
    operator.button("新建优惠券").first.click()
    drawer = operator.dialog("新建优惠券")
    drawer.get_by_label("券名").fill("满 200 减 25")
    drawer.get_by_label("第 1 档门槛金额").fill("200")
    drawer.get_by_label("第 1 档减多少").fill("25")
    operator.button("保存草稿", within=drawer).click()
    opened = operator.dialog("优惠券").last
    operator.button("开始发放", within=opened).click()
    operator.button("开始发放", within=page.locator(".ant-modal-confirm")).click()
    expect(opened.get_by_text("发放中", exact=True)).to_be_visible()
    operator.picture("coupon")
    opened.get_by_role("link", name="试算").or_(opened.get_by_role("button", name="试算")).click()


def try_coupon(operator) -> None:
    from playwright.sync_api import expect

    page = operator.page
    expect(page.get_by_role("heading", level=1, name="试算台")).to_be_visible()
    operator.choose("第 1 件商品", CREAM)
    expect(page.get_by_label("第 1 件单价")).to_have_value(re.compile("120"))
    operator.button("试算").last.click()
    why = page.locator(".mall-why")
    expect(why).to_contain_text("满 200 减 25")
    expect(why).to_contain_text("-¥25.00")
    expect(page.get_by_text("¥215.00", exact=True).first).to_be_visible()
    operator.picture("tried")


def ship_order(operator, order: str) -> None:
    from playwright.sync_api import expect

    page = operator.page
    operator.go("订单")
    page.get_by_role("button", name=re.compile(order)).click()
    drawer = operator.dialog(order)
    operator.button("发货", within=drawer).click()
    operator.choose("快递公司", "顺丰", within=drawer)
    drawer.get_by_label("运单号").fill("SF123456789012")
    operator.button("发出 2 件", within=drawer).click()
    expect(drawer.get_by_text("待收货", exact=True)).to_be_visible()
    expect(drawer.get_by_role("link", name="SF123456789012")).to_be_visible()
    operator.picture("shipped")
