"""Stories of the console, walked in real Chromium on a real server; pictures stay in ``test-results/``.

Without Chromium or the built console these tests are skipped on a desk and fail in CI.
"""

import os
from contextlib import suppress

import pytest

from console.scripts.looking import CHROMIUM, FLAGS
from tests.app.running import ROOT, RunningServer

from .operating import Operator

CONSOLE = ROOT / "siyu" / "app" / "web" / "index.html"
PATIENCE_MS = 30_000


# Of a module: Playwright's event loop may not stay in the way of other tests.
@pytest.fixture(scope="module")
def browser():
    _want(CHROMIUM is not None, "Chromium")
    _want(CONSOLE.is_file(), "the built console: make setup")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path, browser):
    """An empty installation."""
    server = RunningServer(tmp_path / "home")
    try:
        server.start(300)
        yield server
    finally:
        server.close()


@pytest.fixture
def operator(browser, server, request):
    """Someone at a desk before the sign-in page; no page may break under their hands."""
    context = browser.new_context(
        base_url=server.url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1440, "height": 900},
    )
    context.set_default_timeout(PATIENCE_MS)
    operator = Operator(context.new_page(), server, story=request.node.name)
    yield operator
    context.close()
    assert operator.faults == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    operator = item.funcargs.get("operator") if hasattr(item, "funcargs") else None
    if call.when == "call" and report.failed and isinstance(operator, Operator):
        with suppress(Exception):
            operator.picture("failed")
            report.sections.append(("what the page said", operator.page.inner_text("body")))
            report.sections.append(("what the server logged", operator.server_log()[-5000:]))
    return report


def _want(there: bool, what: str) -> None:
    if not there:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {what}")
