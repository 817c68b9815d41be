"""Parcels leave: a carrier is connected, orders ship by file and by choice, a track is followed to the door."""

import re

import pytest

from .shopkeeping import bought, stock_one

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NARROW = {"width": 390, "height": 844}


@pytest.fixture
def orders(server) -> list[str]:
    """Three paid orders."""
    sku = stock_one(server, "舒缓面霜")
    basket = {"sales_channel": "mall", "lines": [{"sku_id": sku, "quantity": 1}]}
    return bought(server, basket, orders=3)


def test_orders_ship_by_file_and_by_choice_and_a_track_is_followed(
    operator, server, orders, tmp_path
):
    operator.sign_in()
    switch_on_sandbox(operator)
    ship_file(operator, orders[0], tmp_path)
    ship_chosen(operator, orders[1:])
    follow(operator, orders[1])
    (parcel,) = server.get(f"/api/commerce/orders/{orders[1]}/shipments").json()
    assert (parcel["state"], len(parcel["track"])) == ("signed", 5)
    states = {server.get(f"/api/commerce/orders/{code}").json()["state"] for code in orders}
    assert states == {"awaiting_receipt"}


def switch_on_sandbox(operator) -> None:
    from playwright.sync_api import expect

    operator.go("快递公司")
    operator.picture("carriers")
    operator.page.get_by_role("button", name=re.compile("沙盒快递")).click()
    drawer = operator.dialog("沙盒快递")
    drawer.get_by_role("switch", name="可用").click()
    operator.button("保存", within=drawer).click()
    expect(drawer).to_be_hidden()


def ship_file(operator, order: str, folder) -> None:
    from playwright.sync_api import expect

    file = folder / "parcels.csv"
    file.write_text(
        f"订单号,快递公司,运单号\n{order},顺丰速运,SF123456789012\nord_0,圆通,7.5E+12\n",
        encoding="utf-8",
    )
    operator.go("订单")
    operator.button("批量发货").click()
    drawer = operator.dialog("批量发货")
    with operator.page.expect_file_chooser() as chooser:
        operator.button("选择文件", within=drawer).click()
    chooser.value.set_files(file)
    operator.button("先试一遍", within=drawer).click()
    expect(drawer.get_by_text("可以发出 1 单，之前发过 0 单，1 单发不了")).to_be_visible()
    operator.page.set_viewport_size(NARROW)
    operator.picture("tried-narrow")
    operator.page.set_viewport_size({"width": 1440, "height": 900})
    operator.button("发出 1 单", within=drawer).click()
    expect(drawer.get_by_text("已发出 1 单，之前发过 0 单，1 单没有发")).to_be_visible()
    with operator.page.expect_download() as download:
        drawer.get_by_role("link", name=re.compile("下载结果")).click()
    told = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert told[1] == f"{order},SF,SF123456789012,已发货,"
    operator.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def ship_chosen(operator, orders: list[str]) -> None:
    from playwright.sync_api import expect

    for order in orders:
        row = operator.page.get_by_role("row").filter(has_text=order)
        row.get_by_role("checkbox").check()
    operator.button("批量发货（2 单）").click()
    drawer = operator.dialog("批量发货")
    operator.choose("快递公司", "沙盒快递", within=drawer)
    operator.button("先试一遍", within=drawer).click()
    operator.button("发出 2 单", within=drawer).click()
    expect(drawer.get_by_text("已发出 2 单，之前发过 0 单，0 单没有发")).to_be_visible()
    operator.picture("chosen-shipped")
    operator.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def follow(operator, order: str) -> None:
    from playwright.sync_api import expect

    operator.page.get_by_role("button", name=re.compile(order)).click()
    drawer = operator.dialog(order)
    parcels = drawer.get_by_role("region", name="物流")
    next_stop = operator.button("沙盒：到下一站", within=parcels)
    for step in ("已下单", "已揽收", "运输中", "派送中", "已签收"):
        next_stop.click()
        expect(parcels.locator(".mall-track li").first).to_contain_text(step)
    expect(next_stop).to_be_hidden()
    parcels.scroll_into_view_if_needed()
    operator.picture("track")
    operator.page.set_viewport_size(NARROW)
    parcels.scroll_into_view_if_needed()
    operator.picture("track-narrow")
