"""Makes the pictures of the documentation from the demo brand: make pictures

The people and what they do are the same on every machine; the days are today's. The brand is made
in ``var/pictures`` once; ``--base URL`` takes pictures of a demo that runs already.
"""

import argparse
import base64
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from siyu.app.demo.show import EMAIL, PASSWORD

from .looking import CHROMIUM, FLAGS, Visitor

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
HOME = ROOT / "var" / "pictures"
PORT = 8017
BRAND_SECONDS_MAX = 1200
WIDTH = 1280
QUALITY = 82
KILOBYTES_MIN, KILOBYTES_MAX = 15, 150


def main() -> None:
    """Take every picture in both languages."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", help="A demo that runs; default: make one and stop it again.")
    chosen = options.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo(chosen.base) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for language in ("zh-CN", "en"):
            with Visitor(browser, base, language=language, width=WIDTH) as visitor:
                visitor.sign_in(EMAIL, PASSWORD)
                for name, path in pages(visitor).items():
                    visitor.load(path)
                    keep(visitor, PICTURES / f"{name}.{language}.webp")
        browser.close()


def pages(visitor: Visitor) -> dict[str, str]:
    """What is worth a picture, by its name."""
    campaign = visitor.first("/api/campaigns?state=done")["id"]
    # Somebody whom the campaign has reached and who has answered.
    person = visitor.first(f"/api/campaigns/{campaign}/deliveries?learnt=clicked")["person_id"]
    return {
        "overview": "/overview",
        "person": f"/people/{person}",
        "segment": "/segments/new?template=regulars_quiet",
        "campaign": f"/campaigns/{campaign}",
    }


def keep(visitor: Visitor, file: Path) -> None:
    """Keep what is seen as WebP, which Playwright's own pictures cannot be."""
    devtools = visitor.context.new_cdp_session(visitor.page)
    taken = devtools.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    picture = base64.b64decode(taken["data"])
    if not KILOBYTES_MIN * 1000 < len(picture) < KILOBYTES_MAX * 1000:
        raise RuntimeError(f"{file.name} is {len(picture) // 1000} kB")
    file.write_bytes(picture)
    print(f"{file.relative_to(ROOT)} {len(picture) / 1000:.0f} kB")


@contextmanager
def demo(base: str | None) -> Iterator[str]:
    """The address of a demo brand that is whole."""
    if base:
        yield base
        return
    # Left by an earlier run, it would be taken for this one's.
    (HOME / "serve.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "siyu.app.cli", "demo", "--no-trickle"]
    server = subprocess.Popen([*command, "--home", str(HOME), "--port", str(PORT)])  # noqa: S603
    try:
        end = time.monotonic() + BRAND_SECONDS_MAX
        while not ((HOME / "demo.json").exists() and (HOME / "serve.json").exists()):
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the demo brand was not made")
            time.sleep(1)
        yield f"http://127.0.0.1:{PORT}"
    finally:
        server.terminate()
        server.wait(60)


if __name__ == "__main__":
    main()
