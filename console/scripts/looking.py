"""Goes from page to page of a running console and says what is wrong with each.

What ``barriers.py``, ``pictures.py`` and ``tests/e2e`` share: how to sign in, when a page has come
to rest, what axe says of it, what sticks out, and which texts nobody has translated.
"""

import json
import re
import shutil
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Browser, Request

CONSOLE = Path(__file__).parents[1]
SOURCE = CONSOLE / "src"
AXE = CONSOLE / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHTS = {1440: 900, 1280: 800, 390: 844}
REST_SECONDS_MAX = 30
PATIENCE_MS = 120_000
GRAVE = ("serious", "critical")
_WAITING = ".ant-skeleton, .ant-spin-spinning, .frame-arriving, [aria-busy=true]"
_AXE = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
  ({id, impact, help, nodes}) => ({rule: id, impact, help, at: nodes.map(
    (node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '').slice(0, 160))}))"""
_STICKING_OUT = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const scrolls = (node) => node && node !== document.documentElement
    && (/auto|scroll|hidden|clip/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  return [...document.body.querySelectorAll('*')]
    .filter((node) => node.getBoundingClientRect().right > edge + 1 && !scrolls(node.parentElement))
    .slice(0, 3).map((node) => `<${node.tagName.toLowerCase()} class="${node.className}">`)
    .concat(`${document.documentElement.scrollWidth} px wide`);
}"""
_WORDS = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest('pre, code, .code, .json, textarea, script, style'))
      found.push(walker.currentNode.textContent);
  for (const node of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name) ?? '');
  return found.join('\\n');
}"""


@dataclass(frozen=True)
class Barrier:
    """Something that axe found to keep people out."""

    rule: str
    impact: str
    help: str
    at: list[str]

    @property
    def grave(self) -> bool:
        return self.impact in GRAVE

    def __str__(self) -> str:
        return f"{self.impact} {self.rule}: {self.help}: {'; '.join(self.at[:3])}"


class Visitor:
    """Someone signed in who walks through the console without loading it anew for every page."""

    def __init__(
        self,
        browser: Browser,
        base: str,
        *,
        language: str = "zh-CN",
        theme: str = "light",
        width: int = 1440,
    ) -> None:
        self._base = base
        self.context = browser.new_context(
            base_url=base,
            locale=language,
            timezone_id="Asia/Shanghai",
            color_scheme=theme,
            viewport={"width": width, "height": HEIGHTS[width]},
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self._under_way: set[Request] = set()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._begin)
        self.page.on("requestfinished", self._end)
        self.page.on("requestfailed", self._end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def sign_in(self, email: str, password: str) -> None:
        answer = self.context.request.post(
            f"{self._base}/api/sessions",
            data={"email": email, "password": password},
            headers={"origin": self._base},
            timeout=PATIENCE_MS,
        )
        if not answer.ok:
            raise RuntimeError(f"cannot sign in: {answer.status}")

    def first(self, path: str) -> dict[str, Any]:
        """The first that a list of the API holds."""
        found: dict[str, Any] = self.context.request.get(path, timeout=PATIENCE_MS).json()["items"][
            0
        ]
        return found

    def load(self, path: str) -> None:
        self.page.goto(path)
        self.rest()

    def go(self, path: str) -> None:
        """To an address as a link within the console leads there."""
        self.page.evaluate(
            "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')) }",
            path,
        )
        self.rest()

    def look(self, *, theme: str, width: int) -> None:
        """See the same page in another light or on another screen; the theme follows the system."""
        self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        self.page.evaluate("scrollTo(0, 0)")
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is being fetched and nothing says that it waits; live streams do not count."""
        self.page.locator("#content > *, h1, [role=alert]").first.wait_for(state="attached")
        end = time.monotonic() + REST_SECONDS_MAX
        calm = 0
        while calm < 3 and time.monotonic() < end:
            self.page.wait_for_timeout(50)
            waits = bool(self._under_way) or self.page.locator(_WAITING).count() > 0
            calm = 0 if waits else calm + 1

    def barriers(self) -> list[Barrier]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        return [Barrier(**found) for found in self.page.evaluate(_AXE)]

    def sticking_out(self) -> list[str]:
        """What makes the page wider than the screen."""
        found: list[str] = self.page.evaluate(_STICKING_OUT)
        return found

    def untranslated(self) -> list[str]:
        """Words on the page that are keys of translations rather than translations."""
        words = self.page.evaluate(_WORDS)
        return [
            word
            for word in re.findall(r"[A-Za-z][\w:]*(?:\.[\w-]+)+|{{\w+}}", words)
            if is_key(word)
        ]

    def _begin(self, request: Request) -> None:
        if request.resource_type != "eventsource":
            self._under_way.add(request)

    def _end(self, request: Request) -> None:
        self._under_way.discard(request)


def navigation(visitor: Visitor) -> list[str]:
    """Every page that the navigation leads to, as the help page lists them."""
    visitor.load("/help")
    links: list[str] = visitor.page.locator("#content a.help-card").evaluate_all(
        "all => all.map((a) => a.getAttribute('href'))"
    )
    return [*dict.fromkeys(links), "/help", "/start", "/account"]


@cache
def routes() -> dict[str, bool]:
    """Every address that a feature of the console answers to, and whether one must be signed in."""
    named = {
        name: path
        for file in (SOURCE / "app").rglob("*.ts*")
        for name, path in re.findall(r"export const (\w+Path) = '(/[^']*)'", file.read_text())
    }
    found: dict[str, bool] = {}
    for file in sorted((SOURCE / "features").glob("*/index.tsx")):
        for line in file.read_text().splitlines():
            for path, name in re.findall(r"\bpage\((?:'([^']+)'|(\w+)),", line):
                address = path or named[name]
                found[f"/{address.lstrip('/')}"] = "openRoutes" not in line
    return found


def is_key(word: str) -> bool:
    """Whether a word looks like a key that has no translation: it stands where other keys have one."""
    if word.startswith("{{"):
        return True
    namespace, colon, path = word.rpartition(":")
    if colon:
        return namespace in _folders()
    return path.rpartition(".")[0] in {place for places in _folders().values() for place in places}


@cache
def _folders() -> dict[str, set[str]]:
    """By namespace, the keys under which further keys stand."""
    found = {"app": _keys_above(json.loads((SOURCE / "app/locales/en.json").read_text()))}
    for file in (SOURCE / "features").glob("*/locales/en*.json"):
        found.setdefault(file.parents[1].name, set()).update(_keys_above(json.loads(file.read_text())))
    return found


def _keys_above(texts: dict[str, Any], prefix: str = "") -> set[str]:
    folders = set()
    for key, value in texts.items():
        if isinstance(value, dict):
            folders |= {prefix + key} | _keys_above(value, f"{prefix}{key}.")
    return folders
