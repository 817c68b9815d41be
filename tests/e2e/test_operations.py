"""What an operator does besides reaching people: jobs, sign-in in two steps, quarantine, a stopped campaign."""

import re
import time

import pyotp
import pytest

from tests.app.running import PASSWORD, RunningServer

from .operating import ADMIN

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PEOPLE = 300
ROWS = 60_000
"""A file that is not done before a hand can pause it."""


@pytest.fixture(scope="module")
def server(browser, tmp_path_factory):
    """One installation for all of these stories."""
    home = tmp_path_factory.mktemp("operations") / "home"
    server = RunningServer(home)
    try:
        server.start(300)
        yield server
    finally:
        server.close()


def test_job_is_held_goes_on_and_is_cancelled(operator, tmp_path):
    from playwright.sync_api import expect

    page = operator.page
    file = tmp_path / "members.csv"
    write_members(file, ROWS)
    operator.sign_in()
    operator.upload(file)
    operator.button("下一步：对应列").click()
    operator.button("检查整份文件").click()
    start = operator.button("开始导入 [0-9,]+ 条")
    expect(start).to_be_visible(timeout=120_000)
    start.click()
    expect(operator.heading("正在导入")).to_be_visible()
    page_of_import = page.url
    operator.go("后台任务")
    page.get_by_role("table").get_by_role("button", name="导入文件", exact=True).first.click()
    job = operator.dialog("任务详情")
    operator.button("暂停", within=job).click()
    expect(job.get_by_text("已暂停")).to_be_visible()
    operator.picture("held")
    operator.button("继续", within=job).click()
    expect(job.get_by_text(re.compile("排队中|进行中"))).to_be_visible()
    operator.button("暂停", within=job).click()
    expect(job.get_by_text("已暂停")).to_be_visible()
    operator.button("取消任务", within=job).click()
    expect(operator.dialog("取消“导入文件”？")).to_be_visible()
    operator.picture("cancel")
    operator.agree("取消“导入文件”？", "取消任务")
    expect(job.get_by_text("已取消")).to_be_visible()
    operator.picture("cancelled")

    page.goto(page_of_import)
    expect(operator.heading("导入已取消")).to_be_visible()
    operator.picture("import-cancelled")


def test_sign_in_in_two_steps(operator):
    from playwright.sync_api import expect

    page = operator.page
    operator.sign_in()
    page.goto("/account")
    operator.button("开启").click()
    page.get_by_label("当前密码").last.fill(PASSWORD)
    operator.button("下一步").click()
    secret = page.locator(".totp-secret .code").inner_text().strip()
    operator.picture("secret")
    authenticator = pyotp.TOTP(secret)
    page.get_by_label("验证器上的 6 位数字").fill(authenticator.now())
    operator.button("验证并开启").click()
    expect(page.get_by_text("恢复码只显示这一次")).to_be_visible()
    recovery = page.locator(".recovery-codes").inner_text().split()[0]
    operator.picture("recovery-codes")
    operator.button("已保存好").click()
    expect(page.get_by_text("已开启")).to_be_visible()

    # A code works once: the next is half a minute ahead. A lost phone is made up for by a recovery code.
    for code in (authenticator.at(time.time() + 30), recovery):
        sign_out(operator)
        page.get_by_label("邮箱").fill(ADMIN)
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        operator.button("登录").click()
        page.get_by_label("动态验证码").fill(code)
        operator.picture("code")
        operator.button("登录").click()
        expect(operator.navigation).to_be_visible()

    page.goto("/account")
    operator.button("关闭两步验证").click()
    page.get_by_label("当前密码").last.fill(PASSWORD)
    operator.button("关闭两步验证").click()
    expect(page.get_by_text("未开启")).to_be_visible()
    sign_out(operator)
    operator.sign_in()


def test_quarantined_event_is_put_right_and_arrives(operator, server):
    from playwright.sync_api import expect

    page = operator.page
    nobodys = {"type": "track", "event": "Coffee Tasted", "properties": {"beans": "耶加雪菲"}}
    server.track(new_write_key(server, "商城"), [nobodys])
    operator.sign_in()
    operator.go("隔离区")
    row = page.get_by_role("button").filter(has_text="Coffee Tasted").first
    expect(row).to_be_visible()
    operator.picture("waiting")
    row.click()
    drawer = operator.dialog("被隔离的事件")
    expect(drawer.get_by_text("不知道是谁做的", exact=False)).to_be_visible()
    text = drawer.get_by_label("事件内容")
    text.fill(text.input_value().replace("{", '{"userId": "u-coffee",', 1))
    operator.picture("put-right")
    operator.button("改好并加载", within=drawer).click()
    expect(page.get_by_text("已交去加载", exact=False)).to_be_visible()
    expect(drawer).to_be_hidden()
    expect(row).to_be_hidden()

    found = server.wait_for(lambda: server.get("/api/people", query="u-coffee").json()["items"], 60)
    page.goto(f"/people/{found[0]['id']}")
    expect(page.get_by_text("Coffee Tasted").first).to_be_visible()
    operator.picture("arrived")


def test_bad_rows_are_downloaded_and_the_mapping_mended(operator, server, tmp_path):
    from playwright.sync_api import expect

    page = operator.page
    file = tmp_path / "orders.csv"
    lines = ["订单号,下单时间,手机号,金额,发货时间"]
    lines += [
        f"T{n:04},2025-03-{n % 28 + 1:02} 10:00:00,1390000{n:04},{n + 9.9:.2f},{'' if n % 4 == 0 else '2025-04-01 09:00:00'}"
        for n in range(200)
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    operator.sign_in()
    operator.upload(file)
    operator.button("下一步：对应列").click()
    operator.choose("“发货时间”列对应的字段", "下单时间")
    operator.button("检查整份文件").click()
    expect(operator.button("开始导入 150 条")).to_be_visible(timeout=120_000)
    operator.picture("a-quarter-is-bad")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("下载跳过的行")).first.click()
    skipped = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(skipped) == 1 + 50
    assert "T0004" in skipped[2]

    operator.button("回去改对应列").first.click()
    operator.choose("“下单时间”列对应的字段", "下单时间")
    operator.button("检查整份文件").click()
    start = operator.button("开始导入 200 条")
    expect(start).to_be_visible(timeout=120_000)
    start.click()
    expect(page.get_by_text("新增 200 条")).to_be_visible(timeout=120_000)
    operator.picture("all-in")


def test_campaign_is_held_goes_on_and_is_stopped(operator, server):
    from playwright.sync_api import expect

    page = operator.page
    campaign = draft_to_everyone(server)
    operator.sign_in()
    page.goto(f"/campaigns/{campaign}/edit?step=check")
    start = operator.button("发给 [0-9,]+ 人")
    expect(start).to_be_enabled()
    start.click()
    operator.agree("现在把“慢慢发”发给", "开始发送")
    title = page.get_by_role("heading", level=1, name="慢慢发")
    expect(title).to_contain_text("发送中")
    operator.button("暂停").click()
    expect(title).to_contain_text("已暂停")
    operator.picture("held")
    operator.button("继续发送").click()
    expect(title).to_contain_text("发送中")
    page.get_by_role("button", name="更多操作").click()
    page.get_by_role("menuitem", name="终止").click()
    expect(operator.dialog("终止“慢慢发”？")).to_be_visible()
    operator.picture("stop")
    operator.agree("终止“慢慢发”？", "终止")
    expect(title).to_contain_text("已终止")
    operator.picture("stopped")
    assert server.get(f"/api/campaigns/{campaign}").json()["state"] == "cancelled"


def sign_out(operator) -> None:
    operator.page.get_by_role("banner").get_by_role(
        "button", name=re.compile("Administrator")
    ).click()
    operator.page.get_by_role("menuitem", name="退出登录").click()
    operator.heading("登录 siyu").wait_for()


def new_write_key(server, name: str) -> str:
    body = {"name": name, "kind": "server", "strict": False}
    return server.post("/api/sources", body).json()["write_keys"][0]["key"]


def write_members(file, count: int) -> None:
    rows = (f"M{n:06},会员{n},1370{n:07}" for n in range(count))
    file.write_text("\n".join(["会员号,姓名,手机号", *rows]) + "\n", encoding="utf-8")


def draft_to_everyone(server) -> str:
    """A campaign that would take five minutes: a message a second."""
    people = [
        {
            "type": "identify",
            "userId": f"slow-{n}",
            "traits": {"name": f"客{n}", "phone": f"1360000{n:04}"},
        }
        for n in range(PEOPLE)
    ]
    assert server.track(new_write_key(server, "门店"), people).is_success
    everyone = {"version": 1, "where": {"kind": "everyone"}}
    segment = server.post("/api/segments", {"name": "所有人", "definition": everyone}).json()["id"]
    account = server.post("/api/channel-accounts", {"kind": "sandbox", "name": "慢手机"}).json()[
        "id"
    ]
    words = {"name": "慢问候", "kind": "sandbox", "language": "zh-CN", "text": "你好"}
    template = server.post("/api/templates", words).json()["id"]
    server.wait_for(
        lambda: (server.get(f"/api/segments/{segment}").json()["size"] or 0) >= PEOPLE, 120
    )
    draft = {
        "name": "慢慢发",
        "segment_id": segment,
        "account_id": account,
        "variants": [{"name": "A", "template_id": template}],
        "per_minute": 60,
        "quiet": None,
        "consent_default": True,
    }
    answer = server.post("/api/campaigns", draft)
    assert answer.is_success, answer.text
    return answer.json()["id"]
