"""Makes the demo brand on a running server and keeps it alive; a process of its own.

python -m siyu.app.demo.build --home var/demo --people 20000
"""

import argparse
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from .api import Brand
from .furnish import furnish_organization, furnish_sources
from .goals import set_goals
from .lives import YEAR_DAYS, Call, draw_customers, live
from .mall import live_in_mall
from .members import import_members
from .offers import (
    furnish_coupons,
    furnish_membership,
    furnish_occasions,
    furnish_points_mall,
    furnish_promotions,
)
from .outreach import hand_out_coupons, make_outreach
from .shop import furnish_shop, read_shop
from .trickle import trickle

CALLS_IN_HAND = 6_000
LOAD_SECONDS_MAX = 600
SERVER_TRIES = 3_000
"""Ten a second: a cold and busy machine takes its time."""

console = Console(stderr=True)


def main() -> None:
    """Wait for the server, make the brand unless it is there, then let it live."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--home", type=Path, required=True)
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--no-trickle", action="store_true")
    chosen = options.parse_args()
    server = _wait_for_server(chosen.home)
    note = chosen.home / "demo.json"
    with Brand(server["url"], server["token"]) as brand:
        furnish_sources(brand)
        if not note.exists():
            started = time.monotonic()
            facts = make_brand(brand, chosen.people)
            facts["seconds"] = round(time.monotonic() - started, 1)
            note.write_text(json.dumps(facts))
            console.print(
                f"[green]✓[/] {facts['people']:,} people, {facts['calls']:,} events,"
                f" {facts['orders']:,} orders of the mall in {facts['seconds']} s"
            )
        if not chosen.no_trickle:
            trickle(brand, json.loads(note.read_text())["people"])


def make_brand(brand: Brand, people: int) -> dict[str, Any]:
    """A year of the brand's life; returns what was made."""
    until = datetime.now(UTC)
    first_day = (until - timedelta(days=YEAR_DAYS)).date()
    furnish_shop(brand, furnish_organization(brand))
    shop = read_shop(brand)
    kinds = furnish_coupons(brand, shop)
    furnish_promotions(brand, shop, kinds)
    furnish_occasions(brand, kinds)
    furnish_points_mall(brand, kinds)
    furnish_membership(brand, datetime.combine(first_day, datetime.min.time(), UTC))
    customers = draw_customers(people)
    calls, in_hand = 0, list[Call]()
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("a year of the brand's life", total=people)
        for customer in customers:
            inviter = None if customer.invited_by is None else customers[customer.invited_by]
            in_hand.extend(live(customer, first_day, until, inviter))
            if len(in_hand) >= CALLS_IN_HAND:
                calls += _send(brand, in_hand)
                progress.update(bar, completed=customer.number)
        calls += _send(brand, in_hand)
        progress.update(bar, completed=people, description="loading")
        _wait_until_loaded(brand)
    # The mall is open while the office works on its lists.
    with ThreadPoolExecutor(1) as aside:
        mall = aside.submit(live_in_mall, brand, shop, customers)
        import_members(brand, customers)
        hand_out_coupons(brand, make_outreach(brand, customers), kinds)
        orders = mall.result()
    _wait_until_loaded(brand)
    brand.post("/commerce/recommendations/learning")
    set_goals(brand)
    return {
        "people": people,
        "calls": calls,
        "orders": orders,
        "made_at": until.isoformat(),
    }


def _send(brand: Brand, in_hand: list[Call]) -> int:
    # As they would have come in: by time, not person after person.
    in_hand.sort(key=lambda call: call.at)
    brand.send(in_hand)
    count = len(in_hand)
    in_hand.clear()
    return count


def _wait_for_server(home: Path) -> dict[str, Any]:
    for _ in range(SERVER_TRIES):
        try:
            server: dict[str, Any] = json.loads((home / "serve.json").read_text())
            if server["url"] and _answers(server["url"]):
                return server
        except (OSError, ValueError, KeyError):
            pass
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def _answers(url: str) -> bool:
    import httpx

    try:
        return httpx.get(f"{url}/healthz", timeout=2).is_success
    except httpx.HTTPError:
        return False


def _wait_until_loaded(brand: Brand) -> None:
    end = time.monotonic() + LOAD_SECONDS_MAX
    while time.monotonic() < end:
        if brand.get("/tracking/lag")["batches"] == 0:
            return
        time.sleep(0.3)
    console.print("[yellow]events are still being loaded; going on[/]")


if __name__ == "__main__":
    main()
