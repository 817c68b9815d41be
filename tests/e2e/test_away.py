"""The way to the server is shut for a while: what was typed stays, and the work goes on where it was."""

import pytest

from tests.app.running import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_session_ends_in_the_middle_of_a_form(operator, server):
    from playwright.sync_api import expect

    page = operator.page
    operator.sign_in()
    page.goto("/segments/new")
    page.get_by_label("名称", exact=True).fill("沉睡的老客")
    page.get_by_label("说明", exact=True).fill("给导购小陈")
    operator.button("添加条件").click()
    page.get_by_role("menuitem", name="做过 下过单、看过商品").click()
    operator.choose("选择行为", "Order Completed")
    times = page.get_by_label("数值").last
    operator.end_session_elsewhere()
    times.fill("4")

    again = operator.dialog("登录已过期")
    expect(again).to_be_visible()
    expect(again).to_contain_text("页面和填写的内容都还在")
    expect(again.get_by_label("邮箱")).not_to_be_editable()
    operator.picture("session-ended")
    again.get_by_label("密码", exact=True).fill("not-the-password-1")
    operator.button("登录", within=again).click()
    expect(again.get_by_role("alert")).to_be_visible()
    again.get_by_label("密码", exact=True).fill(PASSWORD)
    operator.button("登录", within=again).click()
    expect(again).to_be_hidden()

    expect(page.get_by_label("名称", exact=True)).to_have_value("沉睡的老客")
    expect(page.get_by_label("说明", exact=True)).to_have_value("给导购小陈")
    expect(times).to_have_value("4")
    operator.picture("all-there")
    operator.button("创建人群").click()
    expect(operator.heading("沉睡的老客")).to_be_visible()
    [segment] = server.get("/api/segments").json()["items"]
    assert segment["definition"]["where"]["compare"] == {"op": "at_least", "value": 4}


def test_server_is_gone_for_a_while(operator, server):
    from playwright.sync_api import expect

    page = operator.page
    segment = server.post(
        "/api/segments",
        {"name": "所有客户", "definition": {"version": 1, "where": {"kind": "everyone"}}},
    ).json()
    server.post("/api/channel-accounts", {"kind": "sandbox", "name": "演示手机"})
    server.post(
        "/api/templates",
        {"name": "问候", "kind": "sandbox", "language": "zh-CN", "text": "好久不见"},
    )
    operator.sign_in()
    page.goto(f"/campaigns/new?segment={segment['id']}")
    page.get_by_label("活动名称").fill("周末问候")
    expect(page.get_by_text("演示手机")).to_be_visible()
    operator.button("下一步：发什么").click()
    operator.choose("模板", "问候")
    operator.button("下一步：什么时候").click()
    saved = page.get_by_role("status").filter(has_text="草稿已保存")
    expect(saved).to_be_visible()

    server.kill()
    page.get_by_label("发送速度").fill("120")
    gone = page.get_by_role("status").filter(has_text="暂时连不上服务，正在自动重试")
    expect(gone).to_contain_text("页面上的内容都还在")
    expect(page.get_by_role("status").filter(has_text="没有保存")).to_be_visible()
    expect(page.get_by_label("发送速度")).to_have_value("120")
    operator.picture("gone")
    operator.button("现在重试", within=gone).click()
    expect(gone).to_be_visible()

    server.start(300)
    expect(gone).to_be_hidden()
    expect(saved).to_be_visible()
    expect(page.get_by_label("发送速度")).to_have_value("120")
    operator.picture("back")
    [campaign] = server.get("/api/campaigns").json()["items"]
    assert campaign["per_minute"] == 120


def test_page_asked_for_while_the_server_is_gone_comes_when_it_is_back(operator, server):
    from playwright.sync_api import expect

    page = operator.page
    operator.sign_in()
    operator.go("客户")
    server.kill()
    operator.navigation.get_by_role("link", name="人群", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="暂时连不上服务")).to_be_visible()
    operator.picture("gone")
    server.start(300)
    expect(page.get_by_role("heading", level=1, name="人群")).to_be_visible()
    expect(page.get_by_text("还没有人群")).to_be_visible()
    operator.picture("back")
