"""A shop's real orders, from the file to what a campaign made of them, as the tutorial tells it."""

import re

import pandas as pd
import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

UNTIL = "2011-04-01"
"""Four months of the file: enough regulars, and a minute's work."""

REGULAR_ORDERS = 4
BUY_AGAIN = 40


@pytest.fixture
def orders(online_retail, tmp_path):
    """The first part of the file, and who ordered often in it, counted without siyu."""
    lines = pd.read_csv(online_retail, dtype=str)
    part = lines[lines.InvoiceDate < UNTIL]
    file = tmp_path / "online_retail.csv.gz"
    part.to_csv(file, index=False)
    bought = part[part.CustomerID.notna() & ~part.InvoiceNo.str.startswith(("C", "A"))]
    counts = bought.groupby("CustomerID").InvoiceNo.nunique()
    return file, sorted(who.removesuffix(".0") for who in counts.index[counts >= REGULAR_ORDERS])


def test_from_a_file_of_orders_to_the_result_of_a_campaign(operator, server, orders):
    from playwright.sync_api import expect

    page = operator.page
    file, regulars = orders
    operator.sign_in()
    import_orders(operator, file)
    add_sandbox(operator)
    make_segment(operator, len(regulars))
    operator.link("给他们发消息").click()
    send_campaign(operator, len(regulars))
    operator.picture("sent")
    buy_again(server, regulars[:BUY_AGAIN])

    page.reload()
    versions = rows_of(page, "各版本表现")
    assert versions["A"][0] + versions["对照组"][0] == len(regulars)
    people, waiting, sent, _delivered, opened, clicked = versions["A"][:6]
    assert (sent, waiting) == (people, 0)
    assert 0 < clicked < opened < sent
    effect = rows_of(page, "活动有没有用")
    assert effect["A"][0] == people
    assert effect["A"][1] + effect["对照组"][1] == BUY_AGAIN
    expect(page.locator(".campaign-verdict")).to_contain_text("有 95% 的把握")
    operator.picture("result")


def import_orders(operator, file) -> None:
    from playwright.sync_api import expect

    page = operator.page
    operator.upload(file)
    operator.button("下一步：对应列").click()
    expect(operator.heading("每一列是什么")).to_be_visible()
    operator.picture("columns")
    operator.button("检查整份文件").click()
    start = operator.button("开始导入 [0-9,]+ 条")
    expect(start).to_be_visible(timeout=120_000)
    operator.picture("findings")
    start.click()
    expect(page.get_by_text(re.compile("新增 [0-9,]+ 条"))).to_be_visible(timeout=180_000)
    operator.picture("imported")


def add_sandbox(operator) -> None:
    from playwright.sync_api import expect

    operator.go("渠道账号")
    operator.button("添加账号").first.click()
    drawer = operator.dialog("添加账号")
    drawer.get_by_label("账号名称").fill("演示手机")
    drawer.get_by_label("打开的比例").fill("60")
    drawer.get_by_label("打开后点击的比例").fill("50")
    operator.button("添加账号", within=drawer).click()
    expect(operator.page.get_by_text("已添加“演示手机”")).to_be_visible()
    # What was added opens; nothing is to be changed there.
    opened = operator.dialog("演示手机")
    expect(opened).to_be_visible()
    operator.page.keyboard.press("Escape")
    expect(opened).to_be_hidden()


def make_segment(operator, count: int) -> None:
    """Bought at least four times, quiet for 60 days."""
    from playwright.sync_api import expect

    page = operator.page
    operator.go("人群")
    operator.link("新建人群").first.click()
    page.get_by_label("名称", exact=True).fill("安静下来的老客")
    conditions = page.locator(".builder-question")

    operator.button("添加条件").click()
    page.get_by_role("menuitem", name="做过 下过单、看过商品").click()
    bought = conditions.nth(0)
    operator.choose("选择行为", "Order Completed", within=bought)
    operator.choose("时间范围", "任何时候", within=bought)
    bought.get_by_label("数值").fill(str(REGULAR_ORDERS))

    operator.button("添加条件").click()
    page.get_by_role("menuitem", name="没做过").click()
    quiet = conditions.nth(1)
    operator.choose("选择行为", "Order Completed", within=quiet)
    quiet.get_by_label("数值").fill("60")

    preview = page.get_by_role("complementary", name="符合条件")
    expect(operator.button(str(count), within=preview)).to_be_visible()
    operator.picture("sentence")
    operator.button("创建人群").click()
    expect(operator.heading("安静下来的老客")).to_be_visible()
    expect(page.get_by_text("已就绪")).to_be_visible(timeout=60_000)
    operator.picture("segment")


def send_campaign(operator, count: int) -> None:
    from playwright.sync_api import expect

    page = operator.page
    page.get_by_label("活动名称").fill("老客召回")
    expect(page.get_by_text("演示手机")).to_be_visible()
    page.get_by_text("没表过态的人也发").click()
    operator.picture("who")
    operator.button("下一步：发什么").click()
    operator.button("写新内容").click()
    page.get_by_label("模板名称").fill("好久不见")
    page.get_by_label("正文").fill("好久不见，来看看新品：{{ link }}")
    page.get_by_label("主链接").fill("https://shop.example.com/new")
    operator.button("保存为模板").click()
    expect(operator.button("写新内容")).to_be_visible()
    operator.picture("what")
    operator.button("下一步：什么时候").click()
    # The story is told at any hour, the night too.
    page.get_by_role("switch", name="免打扰时段").click()
    operator.button("下一步：检查").click()
    start = operator.button("发给 [0-9,]+ 人")
    expect(start).to_be_enabled()
    operator.picture("check")
    start.click()
    operator.button("开始发送").click()
    expect(page.get_by_role("heading", level=1, name="老客召回")).to_contain_text(
        "已完成", timeout=120_000
    )


def buy_again(server, customers: list[str]) -> None:
    """Some order again, reached and held out alike."""
    body = {"name": "商城", "kind": "server", "strict": False}
    write_key = server.post("/api/sources", body).json()["write_keys"][0]["key"]
    orders = [
        {
            "type": "track",
            "event": "Order Completed",
            "userId": who,
            "properties": {"order_id": f"again-{who}", "total": 20 + at, "currency": "CNY"},
        }
        for at, who in enumerate(customers)
    ]
    assert server.track(write_key, orders).is_success
    [campaign] = server.get("/api/campaigns").json()["items"]

    def converted() -> bool:
        arms = server.get(f"/api/campaigns/{campaign['id']}/result").json()["conversion"]["arms"]
        return arms["all"]["converted"] + arms["holdout"]["converted"] == len(customers)

    server.wait_for(converted, 60)


def rows_of(page, title: str) -> dict[str, list[int]]:
    """Figures of a table by the words that its rows begin with; what is no figure is left out."""
    from playwright.sync_api import expect

    section = page.locator("section").filter(has=page.get_by_role("heading", name=title))
    rows = section.locator("tbody tr[data-row-key]")
    expect(rows.first).to_be_visible()
    found = {}
    for row in rows.all():
        name, *cells = row.get_by_role("cell").all_inner_texts()
        figures = (re.match(r"[0-9,]+", cell.strip()) for cell in cells)
        found[name.strip()] = [int(each[0].replace(",", "")) for each in figures if each]
    return found
