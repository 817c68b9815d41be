"""Lists that the console shows, over a brand of 1 M people, through ``siyu serve`` on both databases.

    python -m benchmarks lists --scale large                1 M people; small is 100 000
    python -m benchmarks.lists --people 1000000 --home /data/lists      keeps the data for the next run

The yardstick, in turns with each question, is the page that costs least: by hand, in the driver of
the same database, ``select … from people_person order by id desc limit 50``. PostgreSQL is measured
where ``SIYU_TEST_DATABASE_URL`` names a server.
"""

import argparse
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
from sqlalchemy import create_engine, make_url, text

import siyu.app.house  # noqa: F401  (imports every module, hence every table)
from siyu.app.schema import prepare_schema
from siyu.http import encode_cursor
from siyu.kernel.cipher import install_cipher, load_cipher
from siyu.kernel.context import Context
from siyu.kernel.database import open_engine
from siyu.kernel.ids import code
from siyu.kernel.settings import Settings

from .figures import Figure, show
from .lists_brand import NOW, RARE, RARE_NAME, Made, build, made, node_of, phone_of

GOAL_MS = 300
RUNS = 15
PLAIN = (
    "select id, merged_into, kind, state, created_at, first_seen_at, last_seen_at "
    "from people_person order by id desc limit 50"
)


@dataclass(frozen=True)
class Question:
    """A request and what must be in its answer.

    Args:
        items: how many it brings; None where chance decides.

    """

    name: str
    path: str
    items: int | None = 50
    params: dict[str, Any] = field(default_factory=dict)


def questions(brand: Made) -> list[Question]:
    """What the console asks."""
    person = brand.people // 3 // 5 * 5 + 1
    halfway, then = node_of(brand.people // 2), NOW.replace(year=NOW.year - 1)
    wide, tenth, oldest, any_ = (code("tag", brand.tags[at]) for at in (0, 1, -2, -1))
    root, region, store = (code("node", one) for one in (brand.root, brand.region, brand.store))

    def people(name: str, items: int | None = 50, **params: Any) -> Question:
        return Question(f"people: {name}", "/api/people", items, params)

    return [
        Question("who am I (the price of a request)", "/api/me", None),
        people("first page"),
        people("200 a page", 200, limit=200),
        people("deep down", cursor=encode_cursor(halfway)),
        people("last seen first", order="last_seen"),
        people("last seen last", order="last_seen", ascending=True),
        people("last seen, deep down", order="last_seen", cursor=encode_cursor(then, halfway)),
        people("first seen first", order="first_seen", ascending=True),
        people("first seen last", order="first_seen"),
        people("first seen, deep down", order="first_seen", cursor=encode_cursor(then, halfway)),
        people("known", state="known"),
        people("a kind that nobody is", 0, kind="company"),
        people("a surname of a sixth", query="王"),
        people("a name of hundreds", query="王伟"),
        people("a name of fifty, half of them", RARE // 2, query=RARE_NAME),
        people("a name that nobody has", 0, query="尉迟恭"),
        people("a surname, last seen first", query="王", order="last_seen"),
        people("a name of fifty, last seen first", RARE // 2, query=RARE_NAME, order="last_seen"),
        people("a phone number", None, query=phone_of(person)),
        people("last digits of a phone number", None, query="0007"),
        people("an account id", None, query=f"u{person}"),
        people("an anonymous id", 1, query=f"a-{node_of(person)}"),
        people("the code of a person", 1, query=code("per", node_of(person))),
        people("200 by their codes", 200, limit=200,
               person_id=[code("per", node_of(n)) for n in range(person, person + 200)]),
        people("a tag of three in ten", tag_id=[wide]),
        people("a tag of fifty, the oldest", tag_id=[oldest]),
        people("a tag of fifty, the oldest, last seen first", tag_id=[oldest], order="last_seen"),
        people("a tag of fifty", RARE, tag_id=[any_]),
        people("two tags", tag_id=[wide, tenth]),
        people("two tags of few in common", None, tag_id=[wide, any_]),
        people("a store", node_id=store),
        people("a store, last seen first", node_id=store, order="last_seen"),
        people("a region", node_id=region),
        people("a region, last seen first", node_id=region, order="last_seen"),
        people("the whole tree", node_id=root),
        people("the whole tree, last seen first", node_id=root, order="last_seen"),
        people("the whole tree, deep down", node_id=root, cursor=encode_cursor(halfway)),
        people("a tag in a store", None, tag_id=[wide], node_id=store),
        people("a surname in a store", None, query="王", node_id=store),
        people("a surname in the whole tree", query="王", node_id=root),
        people("known with a tag in a region", state="known", tag_id=[wide], node_id=region),
        Question("tags, with their counts", "/api/tags", len(brand.tags)),
        Question("segments", "/api/segments"),
        Question("segments by name", "/api/segments", 1, {"search": "人群 499"}),
        Question("campaigns", "/api/campaigns"),
        Question("campaigns that run", "/api/campaigns", 50, {"state": "running"}),
        Question("campaigns by name", "/api/campaigns", 1, {"search": "活动 299"}),
        *_of_deliveries(halfway),
        *_of_audit(brand, store),
    ]  # fmt: skip


def _of_deliveries(halfway: int) -> Iterator[Question]:
    path = f"/api/campaigns/{code('cmp', 1)}/deliveries"
    asked: dict[str, dict[str, Any]] = {
        "": {},
        " deep down": {"cursor": encode_cursor(halfway)},
        " of one version": {"variant": "A"},
        " one in a thousand": {"state": "bounced"},
        " bounced, whatever came after": {"learnt": "bounced"},
    }
    for name, params in asked.items():
        yield Question(f"deliveries{name}", path, 50, params)
    for name, params in (("opened", {"learnt": "opened"}), ("held back", {"reason": "capped"})):
        yield Question(f"deliveries {name}: none", path, 0, params)
    yield Question("figures of campaigns", "/api/campaigns/figures", None,
                   {"campaign": [code("cmp", n) for n in range(1, 51)]})  # fmt: skip


def _of_audit(brand: Made, store: str) -> Iterator[Question]:
    asked: dict[str, dict[str, Any]] = {
        "": {},
        ", deep down": {"cursor": encode_cursor(brand.people // 10)},
        " of someone": {"actor": "staff:7"},
        " of a kind": {"action": "people"},
        " of someone, of a kind": {"actor": "staff:7", "action": "people.reveal"},
        " of a store": {"node_id": store},
        " of a day": {"since": "2026-11-18T00:00:00Z", "until": "2026-11-19T00:00:00Z"},
    }
    for name, params in asked.items():
        yield Question(f"audit log{name}", "/api/audit", 50, params)
    yield Question("audit log, of a kind that was never", "/api/audit", 0, {"action": "nothing"})
    yield Question("words of the audit log", "/api/audit/words", None)


def run(scale: str) -> list[Figure]:
    """1 M people (100 000 where ``scale`` is small) on each database at hand."""
    with tempfile.TemporaryDirectory() as home:
        return measure_all(1_000_000 if scale == "large" else 100_000, Path(home))


def measure_all(people: int, home: Path, only: str = "", *, keep: bool = False) -> list[Figure]:
    """SQLite, then PostgreSQL."""
    figures = []
    if only in ("", "sqlite"):
        figures += measure("SQLite", home / "sqlite", "", people)
    server = os.environ.get("SIYU_TEST_DATABASE_URL")
    if server and only in ("", "postgresql"):
        with _database(server, f"siyu_lists_{people}" if keep else "", keep=keep) as url:
            figures += measure("PostgreSQL", home / "postgresql", url, people)
    return figures


def measure(title: str, home: Path, url: str, people: int) -> list[Figure]:
    """Make what is missing, serve it, ask."""
    settings = Settings(_env_file=None, home=home, database_url=url)
    prepare_schema(settings)
    install_cipher(load_cipher(settings))
    context = Context(settings=settings, engine=open_engine(settings.database))
    began = time.perf_counter()
    build(context, people)
    print(f"{title}: {people:,} people made in {time.perf_counter() - began:.0f} s", flush=True)
    context.engine.dispose()
    with _served(home, url) as client, _plain(settings.database) as plain:
        return [_ask(client, question, plain, title) for question in questions(made(people))]


def _ask(client: httpx.Client, question: Question, plain: Callable[[], int], title: str) -> Figure:
    ours, theirs = [], []
    for _ in range(RUNS):
        began = time.perf_counter()
        answer = client.get(question.path, params=question.params)
        ours.append((time.perf_counter() - began) * 1000)
        assert answer.is_success, (question, answer.text)
        found = len(answer.json().get("items", ()))
        assert question.items is None or found == question.items, (question, found)
        began = time.perf_counter()
        assert plain() == 50
        theirs.append((time.perf_counter() - began) * 1000)
        if sum(ours) > 30_000:
            break
    return Figure(
        name=f"{title}: {question.name}",
        value=statistics.median(ours),
        tail=sorted(ours)[round(0.95 * (len(ours) - 1))],
        unit="ms",
        yardstick=statistics.median(theirs),
        yardstick_name="50 rows by hand",
        goal=f"< {GOAL_MS} ms",
    )


@contextmanager
def _served(home: Path, url: str) -> Iterator[httpx.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {
        "SIYU_HOME": str(home),
        "SIYU_DATABASE_URL": url,
        "SIYU_LOG_LEVEL": "error",
        "SIYU_ADMIN_PASSWORD": "benchmark-only-1",
        "SIYU_API_REQUESTS_PER_MINUTE": "1000000",
        "SIYU_WORKER": "false",
    }
    command = [sys.executable, "-m", "siyu.app.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=env)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                if httpx.get(f"{address}/healthz", timeout=1).is_success:
                    break
            except httpx.HTTPError:
                if process.poll() is not None:
                    raise RuntimeError("the server ended") from None
                time.sleep(0.1)
        token = json.loads((home / "serve.json").read_text())["token"]
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=address, headers=headers, timeout=120) as client:
            yield client
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def _plain(url: str) -> Iterator[Callable[[], int]]:
    """The page that costs least, in the driver."""
    if url.startswith("sqlite"):
        store = sqlite3.connect(make_url(url).database or "", isolation_level=None)
        yield lambda: len(store.execute(PLAIN).fetchall())
        store.close()
        return
    bare = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(bare, autocommit=True) as connection:
        yield lambda: len(connection.execute(PLAIN).fetchall())


@contextmanager
def _database(server: str, name: str, *, keep: bool) -> Iterator[str]:
    name = name or f"siyu_bench_{uuid.uuid4().hex[:8]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = connection.execute(
            text("select 1 from pg_database where datname = :name"), {"name": name}
        )
        if not there.first():
            connection.execute(text(f'create database "{name}"'))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        if not keep:
            with engine.connect() as connection:
                connection.execute(text(f'drop database "{name}" with (force)'))
        engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path, required=True, help="folder of the data, kept")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), default="")
    options = parser.parse_args()
    show("lists", measure_all(options.people, options.home, options.only, keep=True))


if __name__ == "__main__":
    main()
