"""Every page of the console in every look: nothing breaks, sticks out, speaks in keys or keeps anybody out.

The pages are those that the features declare; a new one is walked by itself, and where its address
has a part to fill in, ``ADDRESSES`` must say with what.
"""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from console.scripts.looking import Visitor, routes
from tests.app.running import PASSWORD, ROOT, RunningServer

from .operating import ADMIN, PICTURES
from .shopkeeping import made, put

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PEOPLE = 300
LOOKS = {
    "zh-CN": [("light", 1440), ("dark", 390)],
    "en": [("dark", 1440), ("light", 390)],
}
"""Each language, theme and width with each other; ``SIYU_TEST_LOOKS=all`` takes every picture."""
if os.environ.get("SIYU_TEST_LOOKS") == "all":
    LOOKS = {each: [(t, w) for w in (1440, 390) for t in ("light", "dark")] for each in LOOKS}
BARRIERS_IN = {("zh-CN", "light", 1440), ("zh-CN", "dark", 390)}
"""Looking with axe takes as long as all the rest: once wide and light, once narrow and dark."""


@pytest.fixture(scope="module")
def brand(browser, tmp_path_factory):
    """A small demo brand, and what a demo has not: a draft, a list, a webhook."""
    server = RunningServer(tmp_path_factory.mktemp("brand") / "home")
    try:
        server.start(300)
        build = [sys.executable, "-m", "siyu.app.demo.build", "--no-trickle"]
        size = ["--home", str(server.home), "--people", str(PEOPLE)]
        subprocess.run([*build, *size], cwd=ROOT, check=True, timeout=300)
        for path, body in extras(server):
            answer = server.post(path, body)
            assert answer.is_success, answer.text
        begin_membership(server)
        yield server
    finally:
        server.close()


def extras(brand) -> list[tuple[str, dict]]:
    draft = {
        "name": "周末问候",
        "segment_id": newest(brand, "/api/segments"),
        "account_id": newest(brand, "/api/channel-accounts"),
        "variants": [{"name": "A", "template_id": newest(brand, "/api/templates")}],
    }
    webhook = {"url": "https://example.com/hook", "events": ["people.*"]}
    return [
        ("/api/campaigns", draft),
        ("/api/audience-lists", {"name": "到店礼名单"}),
        ("/api/webhooks", webhook),
    ]


def begin_membership(brand) -> None:
    """Rules in force from the brand's first day, so that its year of orders has earned."""
    found = brand.get("/api/loyalty/programme").json()
    since = (datetime.now(UTC) - timedelta(days=400)).isoformat()
    body = {"version": found["version"], "programme": found["programme"] | {"earns_since": since}}
    put(brand, "/api/loyalty/programme", body)
    members = "/api/loyalty/members"
    brand.wait_for(lambda: brand.get(members, growth_min=1).json()["items"], 120)
    person = brand.get(members, points_min=100).json()["items"][0]["person_id"]
    gift = {"name": "成长值加油包", "points": 100, "stock_max": 50}
    offer = made(
        brand,
        "/api/loyalty/offers",
        gift | {"reward": {"name": "growth", "options": {"growth": 100}}},
    )
    exchange = {"person_id": person, "cause": "every-page"}
    made(brand, f"/api/loyalty/offers/{offer['id']}/exchanges", exchange)
    budget = {"key": "every_page", "name": "会员日多倍积分", "points_max": 100_000}
    made(brand, "/api/loyalty/budgets", budget)


def newest(server, path: str, **asked) -> str:
    return server.get(path, **asked).json()["items"][0]["id"]


ADDRESSES = {
    "/people/:personId": lambda brand: newest(brand, "/api/people", state="known"),
    "/segments/:segmentId": lambda brand: newest(brand, "/api/segments"),
    "/segments/:segmentId/edit": lambda brand: newest(brand, "/api/segments"),
    "/audience-lists/:listId": lambda brand: newest(brand, "/api/audience-lists"),
    "/campaigns/:campaignId": lambda brand: newest(brand, "/api/campaigns", state="done"),
    "/campaigns/:campaignId/edit": lambda brand: newest(brand, "/api/campaigns", state="draft"),
    "/templates/:templateId": lambda brand: newest(brand, "/api/templates"),
    "/imports/:importId": lambda brand: newest(brand, "/api/imports"),
    "/settings/developers/webhooks/:webhookId": lambda brand: newest(brand, "/api/webhooks"),
    "/help/docs/*": lambda brand: "tutorial/first-segment",
}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_page(browser, brand, language):
    signed_in = {path for path, asked in routes().items() if asked}
    # Shown as they are called, to those who write programs.
    codes = {each["name"] for each in brand.get("/api/permissions").json()}
    found = []
    with Visitor(browser, brand.url, language=language) as visitor:
        for path in sorted(set(routes()) - signed_in):
            visitor.load(path)
            found += look_at(visitor, path, path, language, codes)
        visitor.sign_in(ADMIN, PASSWORD)
        visitor.load("/")
        for pattern in sorted(signed_in):
            visitor.go(address_of(pattern, brand))
            found += look_at(visitor, pattern, pattern, language, codes)
        visitor.go("/not/a/page")
        found += look_at(visitor, "not found", "/not-found", language, codes)
    assert found == []


def address_of(pattern: str, brand) -> str:
    if not re.search("[:*]", pattern):
        return pattern
    assert pattern in ADDRESSES, f"say in ADDRESSES what to put into {pattern}"
    return re.sub(r":\w+|\*", lambda _: ADDRESSES[pattern](brand), pattern)


def look_at(visitor: Visitor, page: str, path: str, language: str, codes: set[str]) -> list[str]:
    """See one page in every theme and width, keep a picture of each, and say what is wrong."""
    folder = PICTURES / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", path).strip("-")
    found = []
    for theme, width in LOOKS[language]:
        visitor.look(theme=theme, width=width)
        where = f"{page} ({language}, {theme}, {width})"
        found += [f"{where}: breaks: {fault}" for fault in visitor.faults]
        visitor.faults.clear()
        if sticks_out := visitor.sticking_out():
            found.append(f"{where}: sticks out: {', '.join(sticks_out)}")
        if keys := set(visitor.untranslated()) - codes:
            found.append(f"{where}: not translated: {', '.join(sorted(keys))}")
        if visitor.page.locator(".ant-skeleton").count():
            found.append(f"{where}: still waits")
        if (language, theme, width) in BARRIERS_IN:
            found += [f"{where}: {each}" for each in visitor.barriers() if each.grave]
        visitor.page.screenshot(
            path=folder / f"{name}-{language}-{theme}-{width}.png", animations="disabled"
        )
    return found


def test_lists_open_below_their_field_for_who_wants_no_motion(browser, brand):
    with Visitor(browser, brand.url, language="zh-CN") as visitor:
        visitor.sign_in(ADMIN, PASSWORD)
        visitor.load("/sandbox")
        field = visitor.page.get_by_role("combobox")
        field.click()
        visitor.page.wait_for_timeout(500)
        opened = visitor.page.locator(".ant-select-dropdown").bounding_box()
        assert opened["x"] == pytest.approx(field.bounding_box()["x"], abs=40)
        assert 0 < opened["y"] < 900
