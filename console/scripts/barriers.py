"""Looks for barriers with axe on pages of a running console: python scripts/barriers.py [--base URL] [/path …]

Without paths it walks the navigation. Looks at each page wide and light, narrow and dark, and
exits with 1 where axe calls something serious or critical.
"""

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = (("light", 1440, 900), ("dark", 390, 844))
GRAVE = ("serious", "critical")
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
  ({id, impact, help, nodes}) => ({id, impact, help, at: nodes.map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '').slice(0, 160))}))"""


def main() -> int:
    """Look, print, and say by the exit code whether anything grave was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="*")
    options.add_argument("--base", default="http://127.0.0.1:8000")
    options.add_argument("--email", default=os.environ.get("SIYU_ADMIN_EMAIL", "admin@siyu.local"))
    options.add_argument(
        "--password", default=os.environ.get("SIYU_ADMIN_PASSWORD", "siyu-demo-2026")
    )
    options.add_argument("--browser", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    options.add_argument("--all", action="store_true", help="also what axe calls minor or moderate")
    chosen = options.parse_args()
    grave = 0
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chosen.browser, args=["--no-sandbox"])
        for theme, width, height in LOOKS:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme, locale="zh-CN"
            )
            context.add_init_script(f"localStorage.setItem('siyu.theme', '{theme}')")
            signed_in = context.request.post(
                f"{chosen.base}/api/sessions",
                data={"email": chosen.email, "password": chosen.password},
                headers={"origin": chosen.base},
            )
            if not signed_in.ok:
                print("cannot sign in:", signed_in.status)
                return 2
            page = context.new_page()
            for path in chosen.paths or navigation(page, chosen.base):
                grave += look(page, chosen.base, path, f"{theme} {width}", every=chosen.all)
            context.close()
        browser.close()
    print(f"{grave} grave barriers")
    return 1 if grave else 0


def navigation(page: Page, base: str) -> list[str]:
    """Every page the navigation leads to."""
    visit(page, f"{base}/help")
    links = page.locator("#content a.help-card").evaluate_all(
        "all => all.map((a) => a.getAttribute('href'))"
    )
    return [*dict.fromkeys(links), "/help", "/start", "/account"]


def look(page: Page, base: str, path: str, how: str, *, every: bool) -> int:
    """Print what axe finds on one page; answers how much of it is grave."""
    visit(page, base + path)
    page.evaluate(AXE.read_text())
    found = 0
    for barrier in page.evaluate(RUN):
        if barrier["impact"] in GRAVE:
            found += 1
        elif not every:
            continue
        print(f"{path} ({how}): {barrier['impact']} {barrier['id']}: {barrier['help']}")
        for at in barrier["at"][:4]:
            print("    ", at)
    return found


def visit(page: Page, address: str) -> None:
    page.goto(address)
    # Live streams never come to rest.
    page.wait_for_timeout(1800)


if __name__ == "__main__":
    sys.exit(main())
