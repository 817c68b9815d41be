"""What goes wrong on a working day, and what the console makes of it."""

from datetime import datetime, timedelta

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_wrong_file(operator, server, tmp_path):
    from playwright.sync_api import expect

    picture = tmp_path / "会员名单.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40)
    operator.sign_in()
    operator.upload(picture)
    alert = operator.page.get_by_role("alert").filter(has_text="这个文件读不出来")
    expect(alert).to_contain_text("这是图片、视频或程序文件，不是表格")
    expect(operator.page.get_by_text("错误码 file_unreadable")).to_be_visible()
    operator.picture("refused")
    operator.button("换一个文件").click()
    expect(operator.page.get_by_text("把文件拖到这里，或点击选择")).to_be_visible()
    assert server.get("/api/imports").json()["items"] == []


def test_wrong_mapping(operator, tmp_path):
    from playwright.sync_api import expect

    page = operator.page
    file = tmp_path / "orders.csv"
    write_orders(file, 200)
    operator.sign_in()
    operator.upload(file)
    operator.button("下一步：对应列").click()
    operator.choose("“备注”列对应的字段", "下单时间")
    operator.button("检查整份文件").click()
    alert = page.get_by_role("alert").filter(has_text="多半是“备注”列对错了")
    expect(alert).to_contain_text("100%", timeout=60_000)
    expect(page.get_by_text("没有一行可以导入，先改对应列或换文件。")).to_be_visible()
    operator.picture("wrong-column")

    operator.button("回去改对应列", within=alert).click()
    operator.choose("“下单时间”列对应的字段", "下单时间")
    operator.button("检查整份文件").click()
    start = operator.button("开始导入 200 条")
    expect(start).to_be_visible(timeout=60_000)
    expect(page.get_by_text("没有发现问题")).to_be_visible()
    operator.picture("right-column")
    start.click()
    expect(page.get_by_text("新增 200 条")).to_be_visible(timeout=60_000)


def test_without_permission_one_sees_who_can_give_it(operator, server):
    from playwright.sync_api import expect

    page = operator.page
    roles = {role["name"]: role["id"] for role in server.get("/api/roles").json()["items"]}
    invited = server.post(
        "/api/staff",
        {
            "email": "chenchen@example.com",
            "name": "陈晨",
            "memberships": [{"role_id": roles["guide"]}],
        },
    ).json()
    page.goto(f"/invitation#{invited['invitation']['token']}")
    page.get_by_label("密码", exact=True).fill("an-only-test-9")
    page.get_by_label("再输一遍").fill("an-only-test-9")
    operator.button("设置密码并登录").click()
    expect(operator.navigation).to_be_visible()
    expect(operator.navigation.get_by_role("link", name="客户", exact=True)).to_be_visible()
    expect(operator.navigation.get_by_role("link", name="导入", exact=True)).to_be_hidden()

    page.goto("/imports/new")
    told = page.get_by_role("alert").filter(has_text="权限")
    expect(told).to_contain_text("“导入文件”权限")
    for role in ("管理员", "经理", "运营"):
        expect(told).to_contain_text(role)
    expect(told).to_contain_text("给你开通")
    operator.picture("not-permitted")

    given = server.post(
        f"/api/staff/{invited['staff']['id']}/memberships", {"role_id": roles["operator"]}
    )
    assert given.is_success, given.text
    page.reload()
    expect(page.get_by_text("把文件拖到这里，或点击选择")).to_be_visible()
    expect(operator.navigation.get_by_role("link", name="导入", exact=True)).to_be_visible()


def write_orders(file, count: int) -> None:
    first = datetime(2025, 1, 1, 8)
    lines = ["订单号,下单时间,手机号,金额,备注"]
    lines += [
        f"SO{n:07},{first + timedelta(minutes=n)},1380{n % 5_000:07},{n % 300 + 9.9:.2f},尽快发货"
        for n in range(count)
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
