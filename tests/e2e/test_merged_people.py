"""Two who were taken for one: parted, looked at, joined again."""

import re

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

VISITOR, MEMBER = "阿苏", "梅长苏"


@pytest.fixture
def joined(server):
    """A visitor and a member, of whom an event has said that they are the same."""
    body = {"name": "小程序", "kind": "browser", "strict": False}
    write_key = server.post("/api/sources", body).json()["write_keys"][0]["key"]
    for name, identity, at in (
        (VISITOR, {"anonymousId": "web-1"}, "2026-01-01T08:00:00Z"),
        (MEMBER, {"userId": "u-1"}, "2026-01-02T08:00:00Z"),
    ):
        event = {"type": "identify", "traits": {"name": name}, "timestamp": at, **identity}
        assert server.track(write_key, [event]).is_success
    server.wait_for(lambda: len(server.get("/api/people").json()["items"]) == 2, 60)
    both = {
        "type": "track",
        "event": "Order Completed",
        "properties": {"order_id": "O1", "total": 128, "currency": "CNY"},
        "userId": "u-1",
        "anonymousId": "web-1",
    }
    assert server.track(write_key, [both]).is_success
    server.wait_for(lambda: len(server.get("/api/people").json()["items"]) == 1, 60)


def test_part_two_people_and_take_it_back(operator, joined):
    from playwright.sync_api import expect

    page = operator.page
    open_merges(operator)
    merge = page.get_by_role("listitem").filter(has_text="有事件证明是同一个人")
    expect(merge).to_be_visible()
    operator.picture("evidence")
    part(operator, merge)

    done = page.get_by_role("alert").filter(has_text="已拆开")
    operator.button("撤销", within=done).click()
    expect(page.get_by_text("重新合并")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="手工合并")).to_be_visible()
    operator.picture("joined-again")
    operator.go("客户")
    expect(people_in_the_list(page)).to_have_count(1)


def test_part_two_people_and_join_them_by_hand(operator, joined):
    from playwright.sync_api import expect

    page = operator.page
    open_merges(operator)
    merge = page.get_by_role("listitem").filter(has_text="有事件证明是同一个人")
    part(operator, merge)
    expect(merge.get_by_text("已拆开")).to_be_visible()
    merge.get_by_role("link", name="打开它的档案").click()
    expect(
        page.get_by_role("heading", level=1, name=re.compile(f"^({VISITOR}|{MEMBER})$"))
    ).to_be_visible()

    operator.go("客户")
    expect(people_in_the_list(page)).to_have_count(2)
    for name in (VISITOR, MEMBER):
        expect(page.get_by_role("link", name=re.compile(f"{name}$"))).to_be_visible()
    operator.picture("both")

    page.get_by_role("link", name=re.compile(f"{MEMBER}$")).click()
    operator.button("合并").click()
    dialog = operator.dialog(f"把另一位客户并入 {MEMBER}")
    operator.choose("按姓名、手机号或 ID 找另一位客户", VISITOR)
    expect(dialog.get_by_text("这两位曾被手工拆开，合并会取消那次拆分")).to_be_visible()
    operator.picture("side-by-side")
    operator.button("合并", within=dialog).click()
    expect(page.get_by_text(f"已和 {VISITOR} 合并")).to_be_visible()
    operator.go("客户")
    expect(people_in_the_list(page)).to_have_count(1)


def open_merges(operator) -> None:
    """Find the person by name, and what they were joined from."""
    from playwright.sync_api import expect

    operator.sign_in()
    operator.go("客户")
    operator.page.get_by_label("姓名、手机号、邮箱或任意 ID").fill(MEMBER)
    expect(operator.page).to_have_url(re.compile("query="))
    operator.page.get_by_role("link", name=re.compile(f"{MEMBER}$")).click()
    operator.page.get_by_role("tab", name="合并记录").click()


def part(operator, merge) -> None:
    operator.button("拆开", within=merge).click()
    operator.button("拆开", within=operator.dialog("拆成单独的客户？")).click()


def people_in_the_list(page):
    return page.locator("#content").get_by_role("table").get_by_role("link")
