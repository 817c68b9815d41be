"""Membership from nothing: the preset put in force, points given and taken by hand, a tier reached, an offer exchanged."""

import re

import pytest

from .shopkeeping import made

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NAME = "李华"


@pytest.fixture
def person(server) -> str:
    """Somebody known who has earned nothing."""
    body = {
        "identifiers": [{"type": "phone", "value": "13800138000"}],
        "traits": {"name": NAME},
    }
    return made(server, "/api/people", body)["id"]


def test_a_programme_is_begun_and_a_member_gets_and_loses_points(operator, server, person):
    operator.sign_in()
    begin_programme(operator)
    points_by_hand(operator, person)
    card_beside_the_person(operator, person)
    points_taken_back(operator, server, person)
    thresholds_are_tried_before_they_are_saved(operator, server, person)


def test_points_are_exchanged_and_come_back(operator, server, person):
    from playwright.sync_api import expect

    grant = {"points": 300, "cause": "opening", "note": "开业赠送"}
    made(server, f"/api/loyalty/members/{person}/points", grant)
    operator.sign_in()
    page = operator.page
    operator.go("积分商城")
    operator.button("新建兑换商品").first.click()
    drawer = operator.dialog("新建兑换商品")
    drawer.get_by_label("名称", exact=True).fill("成长值加油包")
    drawer.get_by_label("所需积分").fill("100")
    operator.choose("兑换得到", "成长值", within=drawer)
    drawer.get_by_label("成长值", exact=True).fill("500")
    drawer.get_by_label("总数量").fill("2")
    operator.button("保存", within=drawer).click()
    opened = operator.dialog("成长值加油包").last
    operator.choose("选择会员", NAME, within=opened)
    operator.button("用 100 积分兑换", within=opened).click()
    expect(opened.get_by_text("1 / 2", exact=True)).to_be_visible()
    operator.picture("exchanged")
    assert balance(server, person) == 200
    opened.get_by_role("link", name="兑换记录").or_(
        opened.get_by_role("button", name="兑换记录")
    ).click()
    operator.button("撤销").click()
    operator.button("撤销", within=page.locator(".ant-modal-confirm")).click()
    expect(page.locator("tbody").get_by_text("已撤销", exact=True)).to_be_visible()
    assert balance(server, person) == 300


def begin_programme(operator) -> None:
    from playwright.sync_api import expect

    page = operator.page
    operator.go("会员计划")
    expect(operator.heading("会员还没有开始积累")).to_be_visible()
    expect(page.get_by_text("成长值 6,000 起")).to_be_visible()
    operator.picture("first")
    operator.button("启用这套方案").click()
    preview = page.get_by_role("complementary", name="效果预览")
    gold = preview.get_by_role("row", name=re.compile("^金卡"))
    # 100.00 by a gold member: twice the yuan in points, ten times in growth value, worth 2.00.
    expect(gold.first).to_contain_text("200")
    expect(gold.first).to_contain_text("1,000")
    expect(gold.first).to_contain_text("¥2.00")
    preview.get_by_label("当天生日").check()
    expect(gold.first).to_contain_text("平时 200")
    operator.picture("programme")


def points_by_hand(operator, person: str) -> None:
    from playwright.sync_api import expect

    operator.page.goto(f"/members?member={person}")
    drawer = operator.dialog(NAME)
    operator.button("赠送积分", within=drawer).click()
    drawer.get_by_label("积分", exact=True).fill("200")
    drawer.get_by_label("原因").fill("门店活动补发")
    operator.button("赠送 200 积分", within=drawer).click()
    expect(drawer.get_by_text("+200", exact=True)).to_be_visible()
    expect(drawer.get_by_text(re.compile("门店活动补发"))).to_be_visible()
    operator.button("调整成长值", within=drawer).click()
    drawer.get_by_label("成长值", exact=True).fill("3200")
    drawer.get_by_label("原因").fill("老会员迁入")
    operator.button("调整 3,200 成长值", within=drawer).click()
    expect(drawer.get_by_text("银卡", exact=True).first).to_be_visible()
    expect(drawer.get_by_text("还差 2,800 成长值升金卡")).to_be_visible()
    operator.picture("member")


def card_beside_the_person(operator, person: str) -> None:
    from playwright.sync_api import expect

    operator.page.goto(f"/people/{person}")
    card = operator.page.locator(".side-block").filter(has_text="会员卡")
    expect(card).to_contain_text("银卡")
    expect(card).to_contain_text("200")
    expect(card).to_contain_text("3,200")
    operator.picture("card")
    card.get_by_role("link", name="积分与成长值明细").click()


def points_taken_back(operator, server, person: str) -> None:
    from playwright.sync_api import expect

    drawer = operator.dialog(NAME)
    operator.button("扣减积分", within=drawer).click()
    drawer.get_by_label("扣减积分", exact=True).fill("200")
    drawer.get_by_label("原因").fill("发错人了")
    operator.button("扣减 200 积分", within=drawer).click()
    expect(drawer.get_by_text("-200", exact=True)).to_be_visible()
    drawer.get_by_role("tab", name="积分批次").click()
    expect(drawer.get_by_text("已用完", exact=True)).to_be_visible()
    operator.picture("taken")
    assert balance(server, person) == 0


def thresholds_are_tried_before_they_are_saved(operator, server, person: str) -> None:
    from playwright.sync_api import expect

    page = operator.page
    page.goto("/members/programme")
    field = page.get_by_label("第 3 级成长值门槛")
    field.fill("2000")
    field.blur()
    expect(page.get_by_text("第 3 级的门槛要高于上一级")).to_be_visible()
    expect(operator.button("保存并生效")).to_be_disabled()
    field.fill("3100")
    field.blur()
    expect(page.get_by_text("1 位马上升级，0 位到下次评定时降级。")).to_be_visible()
    operator.button("保存并生效").click()
    operator.button("保存并生效", within=page.locator(".ant-modal-confirm")).click()
    expect(page.get_by_text("和现行规则一致")).to_be_visible()
    operator.picture("saved")
    card = f"/api/loyalty/members/{person}"
    server.wait_for(lambda: server.get(card).json()["member"]["tier"] == "gold")


def balance(server, person: str) -> int:
    return server.get(f"/api/loyalty/members/{person}").json()["member"]["points"]["available"]
