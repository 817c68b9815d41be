"""The real JavaScript SDKs, unmodified: in Node, and in Chromium from a page of another origin.

``make test`` brings them; without them, or without Chromium, these tests are skipped
on a desk and fail in CI.
"""

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from tests.tracking.servers import Server

FOLDER = Path(__file__).parent
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module")
def sent(tmp_path_factory, engine):
    """Rows that all SDKs brought to the warehouse."""
    _want((FOLDER / "node_modules").is_dir(), "npm ci in tests/sdks")
    _want(CHROMIUM is not None, "Chromium")
    server = Server(tmp_path_factory.mktemp("sdks") / "home")
    server.start()
    try:
        subprocess.run(
            ["node", "node.mjs", server.url],
            cwd=FOLDER,
            check=True,
            timeout=120,
            capture_output=True,
        )
        _browse(server.url)
        server.wait_until_loaded()
    finally:
        server.stop()
    with engine.elsewhere(server.home / "warehouse") as warehouse:
        return warehouse.rows("select * from events order by time")


def rows_of(sent, *users: str) -> dict[str, dict]:
    return {row["type"]: row for row in sent if row["user_id"] in users}


class TestNode:
    def test_segment(self, sent):
        rows = rows_of(sent, "segment-node")
        assert set(rows) == {"track", "identify", "page", "screen", "group", "alias"}
        assert str(rows["track"]["revenue"]) == "19.9900"
        assert rows["track"]["message_id"].startswith("node-next-")
        assert rows["track"]["context"]["library"]["name"] == "@segment/analytics-node"

    def test_rudder_packs_json_into_a_form(self, sent):
        rows = rows_of(sent, "rudder-node")
        assert set(rows) == {"track", "identify"}
        assert rows["track"]["event"] == "Signed Up"

    def test_jitsu_has_a_key_of_two_parts(self, sent):
        rows = rows_of(sent, "jitsu-node")
        assert set(rows) == {"track", "identify"}
        assert json.loads(rows["track"]["properties_json"])["plan"] == "silver"


class TestBrowser:
    @pytest.mark.parametrize("user", ["next-single", "next-batching"])
    def test_segment(self, sent, user):
        rows = rows_of(sent, user)
        assert {"track", "identify", "screen", "group"} <= set(rows)
        track = rows["track"]
        assert str(track["revenue"]) == "19.9900"
        assert track["context"]["page"]["title"] == "分析页"
        assert track["context"]["ip"] == "127.0.0.1"
        assert "Chrome" in track["context"]["userAgent"]
        assert track["message_id"].startswith("ajs-next-")
        before = [
            r for r in sent if r["type"] == "page" and r["anonymous_id"] == track["anonymous_id"]
        ]
        assert json.loads(before[0]["properties_json"])["name"] == "Home"
        assert before[0]["user_id"] == ""

    def test_rudder(self, sent):
        rows = rows_of(sent, "rudder-browser")
        assert {"track", "identify", "group"} <= set(rows)
        assert rows["track"]["context"]["ip"] == "127.0.0.1"
        assert "example.cn" not in str(rows)


def _browse(url: str) -> None:
    from playwright.sync_api import sync_playwright

    handler = functools.partial(_Quiet, directory=str(FOLDER))
    pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            origin = f"http://127.0.0.1:{pages.server_port}"
            for address in (
                f"{origin}/next.html?server={url}&user=next-single",
                f"{origin}/next.html?server={url}&user=next-batching&batching",
                f"{origin}/rudder.html?server={url}",
            ):
                page = browser.new_context().new_page()
                said: list[str] = []
                page.on("console", lambda message, said=said: said.append(message.text))
                page.on("pageerror", lambda error, said=said: said.append(str(error)))
                page.goto(address)
                page.wait_for_function("window.done", timeout=60_000)
                assert page.evaluate("window.done") == "sent", said
                page.context.close()
            browser.close()
    finally:
        pages.shutdown()
        pages.server_close()


def _want(there: bool, what: str) -> None:
    if not there:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {what}")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests speak for themselves."""
