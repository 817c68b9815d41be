"""The console without a mouse: everything is reached by keys, and left again to where one was."""

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

KEYS_MAX = 60


@pytest.fixture
def desk(operator, server):
    """Signed in before a segment and an account."""
    everyone = {"version": 1, "where": {"kind": "everyone"}}
    server.post("/api/segments", {"name": "所有客户", "definition": everyone})
    server.post("/api/channel-accounts", {"kind": "sandbox", "name": "演示手机"})
    operator.sign_in()
    return operator


def press_until(operator, keys: str, wanted) -> None:
    """Press keys until what is wanted has the focus."""
    for _ in range(KEYS_MAX):
        if wanted.count() and wanted.evaluate("node => node === document.activeElement"):
            return
        operator.page.keyboard.press(keys)
    raise AssertionError(f"{wanted} is not reached by {keys}")


def test_navigation(desk):
    from playwright.sync_api import expect

    page = desk.page
    skip = page.get_by_role("link", name="跳到正文")
    press_until(desk, "Tab", skip)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()

    people = desk.navigation.get_by_role("link", name="客户", exact=True)
    press_until(desk, "Shift+Tab", people)
    desk.picture("focus")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="客户")).to_be_visible()
    press_until(desk, "Tab", desk.navigation.get_by_role("link", name="人群", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="人群")).to_be_visible()


def test_palette(desk):
    from playwright.sync_api import expect

    page = desk.page
    desk.go("客户")
    field = page.get_by_label("姓名、手机号、邮箱或任意 ID")
    field.focus()
    page.keyboard.press("Control+k")
    asked = page.get_by_role("combobox", name="搜索页面、客户、人群、活动、模板、导入")
    expect(asked).to_be_focused()
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(field).to_be_focused()

    page.keyboard.press("Control+k")
    page.keyboard.type("所有客户")
    expect(page.get_by_role("option", name="所有客户")).to_be_visible()
    desk.picture("found")
    page.keyboard.press("Enter")
    expect(desk.heading("所有客户")).to_be_visible()


def test_drawer(desk):
    from playwright.sync_api import expect

    page = desk.page
    desk.go("渠道账号")
    card = page.get_by_role("button", name="演示手机")
    press_until(desk, "Tab", card)
    page.keyboard.press("Enter")
    drawer = desk.dialog("演示手机")
    expect(drawer).to_be_visible()
    for _ in range(KEYS_MAX):
        page.keyboard.press("Tab")
        # Past the end lies the browser's own bar, as with any page; never what the drawer covers.
        covered = "node => document.activeElement !== document.body && !node.contains(document.activeElement)"
        assert not drawer.evaluate(covered), "Tab reaches what is behind it"
    desk.picture("inside")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(card).to_be_focused()


def test_campaign_form(desk):
    from playwright.sync_api import expect

    page = desk.page
    desk.go("活动")
    new = page.get_by_role("link", name="新建活动").or_(page.get_by_role("button", name="新建活动"))
    press_until(desk, "Tab", new.first)
    page.keyboard.press("Enter")
    expect(desk.heading("新建活动")).to_be_visible()
    name = page.get_by_label("活动名称")
    press_until(desk, "Tab", name)
    page.keyboard.type("周末问候")
    page.keyboard.press("Tab")
    segment = page.get_by_role("combobox", name="人群")
    expect(segment).to_be_focused()
    page.keyboard.press("ArrowDown")
    choice = page.locator(".ant-select-dropdown:visible .ant-select-item-option-active")
    expect(choice).to_contain_text("所有客户")
    page.keyboard.press("Enter")
    desk.picture("who")
    press_until(desk, "Tab", desk.button("下一步：发什么"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="模板")).to_be_visible()
    press_until(desk, "Shift+Tab", desk.navigation.get_by_role("link", name="活动", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="周末问候")).to_be_visible()
    desk.picture("left")
