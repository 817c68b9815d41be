"""The console in real Chromium with an empty cache; yardstick: an empty page of the same server.

Besides, the count that the segment builder shows after every pause, asked as the browser asks it,
for every template that is whole; yardstick: the request that costs least, in turns with it.

A page is interactive once its heading is drawn, nothing says that it waits, and the main thread
answers. Server and browser share the machine's cores.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from console.scripts.looking import CHROMIUM, FLAGS

from .figures import Figure
from .serving import served

EMAIL, PASSWORD = "admin@siyu.local", "benchmark-only-1"
PAGES = {
    "sign-in": "/sign-in",
    "overview": "/overview",
    "people": "/people",
    "segments": "/segments",
}
LOADS = 7
_CONSOLE = {"X-Siyu-Console": "1"}
_WATCH = """
const look = () => document.querySelector('h1') && !document.querySelector('.ant-skeleton')
  ? setTimeout(() => { window.interactiveMs = performance.now(); })
  : requestAnimationFrame(look);
requestAnimationFrame(look);
"""
_SCRIPT_BYTES = """() => performance.getEntriesByType('resource')
  .filter(({name}) => name.endsWith('.js')).reduce((sum, {encodedBodySize}) => sum + encodedBodySize, 0)"""


def run(scale: str) -> list[Figure]:
    """Load every page anew, as somebody does who has never been here."""
    people = 1_000 if scale == "small" else 20_000
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = {
            "SIYU_HOME": folder,
            "SIYU_LOG_LEVEL": "error",
            "SIYU_ADMIN_PASSWORD": PASSWORD,
            "SIYU_API_REQUESTS_PER_MINUTE": "1000000",
        }
        command = [sys.executable, "-m", "siyu.app.cli", "serve", "--port"]
        with served(command, environment) as port:
            _make_brand(Path(folder), people)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            base = f"http://127.0.0.1:{port}"
            empty = median(_load(browser, base, "/healthz")[0] for _ in range(LOADS))
            figures = []
            for name, path in PAGES.items():
                loads = [_load(browser, base, path) for _ in range(LOADS)]
                figures.append(
                    Figure(
                        name=f"{name} page interactive, {people:,} people",
                        value=median(seconds for seconds, _ in loads),
                        unit="s",
                        yardstick=empty,
                        yardstick_name="empty page",
                        goal="< 1.5 s",
                    )
                )
                if path == "/sign-in":
                    script_bytes = loads[0][1]
            figures.append(_builder_count(browser, base, people))
            browser.close()
    return [
        *figures,
        Figure(
            name="script of the sign-in page, as sent",
            value=script_bytes / 1000,
            unit="kB",
            goal="< 300 kB",
        ),
    ]


def _builder_count(browser: Browser, base: str, people: int) -> Figure:
    """From asking to the number, over all templates, each as often as a page is loaded."""
    context = _signed_in(browser, base)
    offered = context.request.get("/api/segments/templates").json()["items"]
    templates = [template for template in offered if not template["blank"]]
    ours, theirs = [], []
    for template in templates:
        ask = {"definition": template["definition"], "sample": 5}
        for _ in range(LOADS):
            began = time.perf_counter()
            answer = context.request.post("/api/segments/preview", data=ask, headers=_CONSOLE)
            took = time.perf_counter() - began
            assert answer.ok, answer.text()
            assert 0 <= answer.json()["count"] <= people * 2, answer.text()
            ours.append(took)
            began = time.perf_counter()
            assert context.request.get("/api/me").ok
            theirs.append(time.perf_counter() - began)
    context.close()
    return Figure(
        name=f"builder count, {people:,} people",
        value=median(ours),
        tail=sorted(ours)[round(0.95 * (len(ours) - 1))],
        unit="s",
        yardstick=median(theirs),
        yardstick_name="who am I",
        goal="< 1 s",
    )


def _signed_in(browser: Browser, base: str) -> BrowserContext:
    context = browser.new_context(
        base_url=base, locale="zh-CN", viewport={"width": 1440, "height": 900}
    )
    signed_in = context.request.post(
        "/api/sessions", data={"email": EMAIL, "password": PASSWORD}, headers={"origin": base}
    )
    assert signed_in.ok, signed_in.text()
    return context


def _load(browser: Browser, base: str, path: str) -> tuple[float, int]:
    """Seconds until one load of a page is interactive, and bytes of script that it brought."""
    context = (
        browser.new_context(base_url=base, locale="zh-CN", viewport={"width": 1440, "height": 900})
        if path in ("/healthz", "/sign-in")
        else _signed_in(browser, base)
    )
    page = context.new_page()
    if path == "/healthz":
        page.goto(path)
        milliseconds = page.evaluate(
            "performance.timing.loadEventEnd - performance.timing.navigationStart"
        )
    else:
        page.add_init_script(_WATCH)
        page.goto(path)
        milliseconds = page.wait_for_function("window.interactiveMs").json_value()
    script_bytes = page.evaluate(_SCRIPT_BYTES)
    context.close()
    return milliseconds / 1000, script_bytes


def _make_brand(home: Path, people: int) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "siyu.app.demo.build",
            "--no-trickle",
            "--home",
            str(home),
            "--people",
            str(people),
        ],
        check=True,
        capture_output=True,
    )
