"""Looks for barriers with axe on pages of a running console: npm run barriers -- [--base URL] [/path …]

Without paths it walks the navigation. Looks at each page wide and light, narrow and dark, and
exits with 1 where axe calls something serious or critical.
"""

import argparse
import os
import sys

from playwright.sync_api import sync_playwright

from .looking import CHROMIUM, FLAGS, Visitor, navigation

LOOKS = (("light", 1440), ("dark", 390))


def main() -> int:
    """Look, print, and say by the exit code whether anything grave was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="*")
    options.add_argument("--base", default="http://127.0.0.1:8000")
    options.add_argument("--email", default=os.environ.get("SIYU_ADMIN_EMAIL", "admin@siyu.local"))
    options.add_argument(
        "--password", default=os.environ.get("SIYU_ADMIN_PASSWORD", "siyu-demo-2026")
    )
    options.add_argument("--browser", default=os.environ.get("CHROMIUM", CHROMIUM))
    options.add_argument("--all", action="store_true", help="also what axe calls minor or moderate")
    chosen = options.parse_args()
    grave = 0
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chosen.browser, args=FLAGS)
        for theme, width in LOOKS:
            with Visitor(browser, chosen.base, theme=theme, width=width) as visitor:
                visitor.sign_in(chosen.email, chosen.password)
                for path in chosen.paths or navigation(visitor):
                    visitor.load(path)
                    for barrier in visitor.barriers():
                        grave += barrier.grave
                        if barrier.grave or chosen.all:
                            print(f"{path} ({theme} {width}): {barrier}")
        browser.close()
    print(f"{grave} grave barriers")
    return 1 if grave else 0


if __name__ == "__main__":
    sys.exit(main())
