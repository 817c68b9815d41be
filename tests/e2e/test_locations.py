"""A store opens: where it is, when, and what it does; shoppers nearby find it."""

import httpx
import pytest

from .shopkeeping import open_shop

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NAME = "静安寺店"


def test_a_store_opens_and_is_found(operator, server):
    from playwright.sync_api import expect

    open_shop(server)
    operator.sign_in()
    page = operator.page
    operator.go("门店和仓库")
    expect(page.get_by_text("总仓")).to_be_visible()
    operator.button("新建门店或仓库").first.click()
    drawer = operator.dialog("新建门店或仓库")
    drawer.get_by_label("名称").fill(NAME)
    drawer.get_by_label("编码").fill("S-JA")
    drawer.get_by_label("地址").fill("愚园路 68 号")
    drawer.get_by_role("checkbox", name="同城配送").check()
    expect(drawer.get_by_text("同城配送要有坐标，配送范围大于 0")).to_be_visible()
    expect(operator.button("保存", within=drawer)).to_be_disabled()
    drawer.get_by_label("经度").fill("121.446")
    drawer.get_by_label("纬度").fill("31.223")
    drawer.get_by_label("配送范围").fill("3")
    drawer.get_by_role("checkbox", name="周一").check()
    operator.button("周一再加一段", within=drawer).click()
    drawer.get_by_label("周一第 1 段关门").fill("12:00")
    drawer.get_by_label("周一第 2 段开门").fill("11:00")
    drawer.get_by_label("周一第 2 段关门").fill("20:30")
    expect(drawer.get_by_text("周一的时间要从早到晚")).to_be_visible()
    expect(operator.button("保存", within=drawer)).to_be_disabled()
    drawer.get_by_label("周一第 2 段开门").fill("13:30")
    operator.button("每天都和周一一样", within=drawer).click()
    drawer.get_by_role("checkbox", name="周日").uncheck()
    operator.picture("hours")
    operator.button("保存", within=drawer).click()
    expect(page.get_by_text("周一至周六 09:00–12:00、13:30–20:30")).to_be_visible()
    operator.picture("listed")
    (shop,) = near(server, 121.45, 31.22)
    assert (shop["name"], shop["address"], shop["delivers_here"]) == (NAME, "愚园路 68 号", True)
    assert shop["hours"]["sat"] == ["09:00", "12:00", "13:30", "20:30"]
    assert "sun" not in shop["hours"]
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name=NAME).click()
    expect(operator.dialog(NAME).get_by_label("周一第 2 段开门")).to_have_value("13:30")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    operator.dialog(NAME).get_by_label("周一第 1 段开门").scroll_into_view_if_needed()
    operator.picture("narrow")


def near(server, longitude: float, latitude: float) -> list[dict]:
    query = {"longitude": longitude, "latitude": latitude}
    answer = httpx.get(f"{server.url}/m/stores", params=query, timeout=60)
    assert answer.is_success, answer.text
    return answer.json()
