"""A million coupon codes, made and exported as CSV; coupons handed out, claimed and used, on both databases.

The yardstick of the codes is what other shops do: draw random codes one by one, insert them as rows
under a unique index, read them back and write them with a CSV writer. That of the hand-out is one claim
after another, which is also what a single claim costs.
"""

import csv
import io
import os
import secrets
import signal
import sys
import tempfile
import time
import uuid
from pathlib import Path

from sqlalchemy import (
    Column,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
    make_url,
    select,
    text,
)

import siyu.app.house  # noqa: F401  (imports every module, hence every table)
from siyu import people
from siyu.kernel.blocks import Blocks
from siyu.kernel.cipher import Cipher, install_cipher
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Table as Base
from siyu.kernel.database import open_engine
from siyu.kernel.settings import Settings
from siyu.promotions.batches import make_batch, write_codes
from siyu.promotions.blocks import BLOCKS
from siyu.promotions.claiming import claim_coupon
from siyu.promotions.codes import ALPHABET
from siyu.promotions.contracts import Limits, Source, Validity
from siyu.promotions.handing_out import PEOPLE_AT_ONCE, hand_out
from siyu.promotions.kinds import KindPlan, activate_kind, draft_kind
from siyu.promotions.using import use_coupons

from .figures import Figure

GOAL_SECONDS_PER_MILLION = 10
ROWS_AT_ONCE = 50_000
CLAIMS = 500
TEN_OFF = {"kind": "spend_off", "tiers": [{"at_least_minor": 10_000, "off_minor": 1_000}]}


def run(scale: str) -> list[Figure]:
    """A million codes and 50 000 people (100 000 and 10 000 where ``scale`` is small)."""
    codes, crowd = (1_000_000, 50_000) if scale == "large" else (100_000, 10_000)
    install_cipher(Cipher(b"siyu-bench-siyu-bench-siyu-bench"))
    with tempfile.TemporaryDirectory() as home:
        figures = measure("SQLite", f"sqlite:///{home}/siyu.db", Path(home), codes, crowd)
        server = os.environ.get("SIYU_TEST_DATABASE_URL")
        if server:
            figures += on_postgresql(server, Path(home), codes, crowd)
    return figures


def measure(title: str, url: str, home: Path, codes: int, crowd: int) -> list[Figure]:
    settings = Settings(_env_file=None, home=home, database_url=url)
    context = Context(settings=settings, engine=open_engine(url))
    Base.metadata.create_all(context.engine)
    context.put(Blocks(BLOCKS))
    kind = new_kind(context, Limits(claims=codes + 4 * crowd, claims_per_person=3))

    began = time.perf_counter()
    with context.session() as session:
        batch = make_batch(session, kind, name="b", size=codes, actor="system")
        batch_id = batch.id
    written = write_file(home / "codes.csv", write_codes(batch_id, codes))
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    plain = naive_codes(context, home / "naive.csv", codes)
    naive_seconds = time.perf_counter() - began
    assert written == plain == codes, (written, plain)

    persons = populate(context, crowd)
    began = time.perf_counter()
    for first in range(0, crowd, PEOPLE_AT_ONCE):
        with context.session() as session:
            part = persons[first : first + PEOPLE_AT_ONCE]
            hand_out(session, kind, part, cause="bench", source=Source.segment)
    handed = crowd / (time.perf_counter() - began)
    claimed, used = one_by_one(context, kind, persons[:CLAIMS])
    context.engine.dispose()
    return [
        Figure(
            name=f"{title}: {codes:,} codes made and exported",
            value=seconds,
            unit="s",
            yardstick=naive_seconds,
            yardstick_name="drawn, inserted, read, written",
            goal=f"< {GOAL_SECONDS_PER_MILLION} s a million",
        ),
        Figure(
            name=f"{title}: coupons handed out to {crowd:,}, with two limits",
            value=handed,
            unit="/s",
            yardstick=claimed,
            yardstick_name="one claim a transaction",
        ),
        Figure(name=f"{title}: coupons used, one a transaction", value=used, unit="/s"),
    ]


def one_by_one(context: Context, kind: int, persons: list[int]) -> tuple[float, float]:
    """Claims and uses a second, each in a transaction of its own."""
    began = time.perf_counter()
    coupons = []
    for person in persons:
        with context.session() as session:
            coupons.append(claim_coupon(session, kind, person, cause=f"one:{person}"))
    claimed = len(persons) / (time.perf_counter() - began)
    began = time.perf_counter()
    for coupon in coupons:
        with context.session() as session:
            use_coupons(
                session, [coupon.id], person_id=coupon.person_id, cause=f"order:{coupon.id}"
            )
    return claimed, len(coupons) / (time.perf_counter() - began)


def naive_codes(context: Context, path: Path, count: int) -> int:
    """Random codes as rows, read back into a file."""
    metadata = MetaData()
    table = Table("naive_code", metadata, Column("code", String(14), primary_key=True))
    metadata.create_all(context.engine)
    for _ in range(0, count, ROWS_AT_ONCE):
        rows = [
            {"code": "".join(secrets.choice(ALPHABET) for _ in range(12))}
            for _ in range(ROWS_AT_ONCE)
        ]
        with context.session() as session:
            session.execute(insert(table), rows)
    written = 0
    with path.open("w", newline="") as file, context.session(read_only=True) as session:
        writer = csv.writer(file)
        writer.writerow(["code"])
        for row in session.execute(select(table.c.code).execution_options(yield_per=10_000)):
            writer.writerow(row)
            written += 1
    metadata.drop_all(context.engine)
    return written


def write_file(path: Path, parts) -> int:
    with path.open("wb") as file:
        for part in parts:
            file.write(part)
    return sum(1 for _ in io.BytesIO(path.read_bytes())) - 1


def new_kind(context: Context, limits: Limits) -> int:
    plan = KindPlan(name="bench", effect=TEN_OFF, validity=Validity(days=14), limits=limits)
    with context.session() as session:
        kind_id = draft_kind(session, plan, zone="Asia/Shanghai").id
        activate_kind(session, kind_id)
    return kind_id


def populate(context: Context, count: int) -> list[int]:
    with context.session() as session:
        return people.resolve(
            session,
            [
                people.Evidence((people.Identifier("user_id", f"u{n}"),), now(), f"m{n}", "bench")
                for n in range(count)
            ],
        )


def on_postgresql(server: str, home: Path, codes: int, crowd: int) -> list[Figure]:
    name = f"siyu_bench_{uuid.uuid4().hex[:8]}"
    # Asked to stop, it still drops its database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'create database "{name}"'))
    try:
        url = make_url(server).set(database=name).render_as_string(hide_password=False)
        return measure("PostgreSQL", url, home, codes, crowd)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'drop database "{name}" with (force)'))
        engine.dispose()
