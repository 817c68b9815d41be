"""What an operator does on every page: sign in, find the way, choose, look."""

import re
from pathlib import Path

import httpx
import playwright.sync_api
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
        # Landed: where to is decided by what is there already.
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

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

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Open a list by its label and take what is called so."""
        box = (within or self.page).get_by_role("combobox", name=label).first
        opened = self.page.locator(".ant-select-dropdown:visible")
        choice = opened.locator(".ant-select-item-option").filter(has_text=option).first
        # A drawer that has just come takes the focus, which closes the list again: open it once more.
        for patience_ms in (5_000, 5_000, None):
            if opened.count() == 0:
                box.click()
            if box.is_editable():
                box.fill(option)
            try:
                choice.click(timeout=patience_ms)
            except playwright.sync_api.TimeoutError:
                if patience_ms is None:
                    raise
            else:
                return

    def agree(self, title: str, button: str) -> None:
        """Press a button of the dialog that asks, once it has come to rest, and see it close.

        A dialog that still grows takes the button away from under a slow hand.
        """
        asked = self.dialog(title)
        expect(asked).to_be_visible()
        expect(self.page.locator(".ant-zoom-appear, .ant-zoom-enter")).to_have_count(0)
        self.button(button, within=asked).click()
        expect(asked).to_be_hidden()

    def upload(self, file: Path) -> None:
        """Take a file to where files are dropped."""
        self.go("导入")
        self.link("导入文件").click()
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_text("把文件拖到这里，或点击选择").click()
        chooser.value.set_files(file)

    def picture(self, name: str) -> None:
        """Leave a picture for someone to look at."""
        self._pictures += 1
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(
            path=PICTURES / f"{self._story}-{self._pictures:02}-{name}.png", animations="disabled"
        )

    def server_log(self) -> str:
        """What the server has logged so far, warnings and worse."""
        return self._server.log.read_text(encoding="utf-8", errors="replace")

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
