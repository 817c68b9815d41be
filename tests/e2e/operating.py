"""What an operator does on every page: sign in, find the way, choose, look."""

import re

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.app.running import PASSWORD, ROOT, RunningServer

ADMIN = "admin@siyu.local"
PICTURES = ROOT / "test-results" / "e2e"


class Operator:
    """Finds things by what they are called, as a person or a screen reader would."""

    def __init__(self, page: Page, server: RunningServer, *, story: str) -> None:
        self.page = page
        self.faults: list[str] = []
        self._server = server
        self._story = story.removeprefix("test_")
        self._pictures = 0
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def sign_in(self, email: str = ADMIN, password: str = PASSWORD) -> None:
        self.page.goto("/")
        expect(self.heading("登录 siyu")).to_be_visible()
        self.page.get_by_label("邮箱").fill(email)
        self.page.get_by_label("密码", exact=True).fill(password)
        self.button("登录").click()
        expect(self.navigation).to_be_visible()

    @property
    def navigation(self) -> Locator:
        return self.page.get_by_role("navigation", name="导航")

    def go(self, name: str) -> None:
        """To a page by the navigation."""
        self.navigation.get_by_role("link", name=name, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name)

    def button(self, name: str, *, within: Locator | None = None) -> Locator:
        """By its words; an icon before them is named too."""
        return (within or self.page).get_by_role("button", name=re.compile(rf"(^|\s){name}$"))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=re.compile(rf"(^|\s){name}$"))

    def dialog(self, title: str) -> Locator:
        return self.page.get_by_role("dialog").filter(has_text=title)

    def choose(self, label: str, option: str) -> None:
        """Open a list by its label and take what is called so."""
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        if box.is_editable():
            box.fill(option)
        choices = self.page.locator(".ant-select-dropdown:visible .ant-select-item-option")
        choices.filter(has_text=option).first.click()

    def picture(self, name: str) -> None:
        """Leave a picture for someone to look at."""
        self._pictures += 1
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(
            path=PICTURES / f"{self._story}-{self._pictures:02}-{name}.png", animations="disabled"
        )

    def end_session_elsewhere(self) -> None:
        """As if somebody had signed this browser out; it does not know yet."""
        cookies = {each["name"]: each["value"] for each in self.page.context.cookies()}
        ended = httpx.delete(
            f"{self._server.url}/api/sessions/current",
            cookies=cookies,
            headers={"X-Siyu-Console": "1"},
            timeout=30,
        )
        assert ended.status_code == 204, ended.text
