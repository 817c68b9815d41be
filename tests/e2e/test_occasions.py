"""A birthday gift: begun without a coupon, made wrongly, made, switched on and off."""

import pytest

from .shopkeeping import made

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TEN_OFF = {"kind": "spend_off", "tiers": [{"at_least_minor": 10_000, "off_minor": 1_000}]}


def test_a_birthday_gift_is_made_and_switched_on_and_off(operator, server):
    from playwright.sync_api import expect

    page = operator.page
    operator.sign_in()
    operator.go("生日与会员日")
    expect(page.get_by_text("还没有自动送券的日子")).to_be_visible()
    operator.picture("none")
    operator.button("新建").first.click()
    drawer = operator.dialog("新建")
    # Nothing to give yet: the way to make something is shown, and nothing can be saved.
    expect(drawer.get_by_role("link", name="还没有启用的优惠券", exact=False)).to_be_visible()
    expect(operator.button("保存", within=drawer)).to_be_disabled()
    operator.picture("nothing-to-give")

    kind = {"name": "生日券", "effect": TEN_OFF, "validity": {"days": 30}}
    code = made(server, "/api/promotions/coupon-kinds", kind)["id"]
    made(server, f"/api/promotions/coupon-kinds/{code}/activate", {})
    page.reload()
    drawer = operator.dialog("新建")
    operator.choose("什么日子", "每周会员日", within=drawer)
    expect(drawer.get_by_text("每周三", exact=False)).to_be_visible()
    operator.choose("什么日子", "入会纪念日", within=drawer)
    operator.choose("送的券", "生日券", within=drawer)
    drawer.get_by_label("提前几天送").fill("3")
    expect(drawer.get_by_text("提前 3 天", exact=False)).to_be_visible()
    operator.picture("filled-in")
    operator.button("保存", within=drawer).click()
    row = page.get_by_role("row").filter(has_text="入会周年礼")
    expect(row).to_contain_text("未开启")
    (kept,) = server.get("/api/promotions/occasions").json()
    assert (kept["kind"], kept["kind_id"], kept["days_before"], kept["on"]) == (
        "joining_day",
        code,
        3,
        False,
    )

    row.get_by_role("button").first.click()
    drawer = operator.dialog("入会周年礼")
    expect(drawer.get_by_text("还没有到过日子")).to_be_visible()
    operator.button("开启", within=drawer).click()
    operator.agree("开启“入会周年礼”？", "开启")
    expect(row).to_contain_text("进行中")
    operator.picture("on")
    assert server.get("/api/promotions/occasions").json()[0]["on"] is True
    operator.button("停用", within=drawer).click()
    operator.agree("停用“入会周年礼”？", "停用")
    expect(row).to_contain_text("未开启")
    actions = [each["action"] for each in server.get("/api/audit").json()["items"]]
    assert [each for each in actions if each.startswith("occasions.")] == [
        "occasions.stop",
        "occasions.start",
        "occasions.create",
    ]
