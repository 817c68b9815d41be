"""Review of 1 M members' tiers, and points spent at checkout, on both databases.

The yardstick of the review, in the same call and on the same database, does what a program with an
object mapper does: load a member, decide, write line, change of tier and member, one by one (of a part
of the members; its figure is per member). The yardstick of spending is the naive read, check and
write of a balance without ledger, lots or lock. PostgreSQL is measured where
``SIYU_TEST_DATABASE_URL`` names a server.
"""

import os
import tempfile
import time
import uuid
from datetime import timedelta
from pathlib import Path

from sqlalchemy import column, create_engine, func, insert, make_url, select, table, text, update

import siyu.app.house  # noqa: F401  (imports every module, hence every table)
from siyu import loyalty
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Table, open_engine
from siyu.kernel.settings import Settings
from siyu.loyalty.models import GrowthLineRow, MemberRow, TierChangeRow
from siyu.loyalty.reviewing import review_tiers
from siyu.loyalty.rules import Programme
from siyu.people.models import PersonRow

from .figures import Figure

GOAL_SECONDS_PER_MILLION = 60
ONE_BY_ONE = 5_000
_NAIVE = table("naive", column("id"), column("points"))
PURCHASES = 1_000


def run(scale: str) -> list[Figure]:
    """Review 1 M members (50 000 where ``scale`` is small) on each database at hand."""
    count = 1_000_000 if scale == "large" else 50_000
    with tempfile.TemporaryDirectory() as home:
        figures = measure("SQLite", f"sqlite:///{home}/siyu.db", Path(home), count)
        server = os.environ.get("SIYU_TEST_DATABASE_URL")
        if server:
            figures += on_postgresql(server, Path(home), count)
    return figures


def measure(title: str, url: str, home: Path, count: int) -> list[Figure]:
    settings = Settings(_env_file=None, home=home, database_url=url)
    context = Context(settings=settings, engine=open_engine(url))
    Table.metadata.create_all(context.engine)
    fill(context, count)
    at = now()
    started = time.perf_counter()
    review_tiers(context, at)
    review = time.perf_counter() - started
    with context.session() as session:
        reviewed = session.scalar(select(func.count()).where(GrowthLineRow.kind == "decay"))
        assert reviewed == count, f"{reviewed} of {count} reviewed"
    naive = one_by_one(context, min(ONE_BY_ONE, count))
    spent, plain = purchases(context)
    context.engine.dispose()
    return [
        Figure(
            name=f"{title}: {count:,} tiers reviewed, for a million",
            value=review / count * 1e6,
            unit="s",
            yardstick=naive * 1e6,
            yardstick_name="one by one with the object mapper",
            goal=f"< {GOAL_SECONDS_PER_MILLION} s",
        ),
        Figure(
            name=f"{title}: points spent at checkout",
            value=spent,
            unit="purchases/s",
            yardstick=plain,
            yardstick_name="read, check, write a number",
        ),
    ]


def fill(context: Context, count: int) -> None:
    """Members whose tier was kept until yesterday, with the line that says where growth came from."""
    at = now() - timedelta(days=366)
    due = now() - timedelta(days=1)
    people, members, lines = [], [], []
    for person in range(1, count + 1):
        growth = 3_000 + person % 9_000
        tier = "gold" if growth >= 6_000 else "silver"
        people.append(
            {"id": person, "kind": "person", "state": "known", "created_at": at,
             "first_seen_at": at, "last_seen_at": at}
        )  # fmt: skip
        members.append(
            {"person_id": person, "growth": growth, "tier": tier, "tier_since": at,
             "tier_until": due, "available": 0, "pending": 0, "locked": 0, "debt": 0,
             "joined_at": at, "to_mirror": False}
        )  # fmt: skip
        lines.append(
            {"person_id": person, "home_id": person, "kind": "earn", "growth": growth,
             "cause": f"fill:{person}", "reason": "order", "note": "", "by": "system", "at": at}
        )  # fmt: skip
    for start in range(0, count, 50_000):
        with context.session() as session:
            for target, rows in ((PersonRow, people), (MemberRow, members), (GrowthLineRow, lines)):
                session.connection().execute(
                    target.__table__.insert(), rows[start : start + 50_000]
                )


def one_by_one(context: Context, count: int) -> float:
    """Seconds a member, the way a loop over objects does it."""
    rules = Programme()
    at = now() + timedelta(days=800)
    started = time.perf_counter()
    with context.session() as session:
        for person in range(1, count + 1):
            member = session.get(MemberRow, person)
            lost = member.growth // 2
            before, member.growth = member.tier, member.growth - lost
            member.tier = rules.tier_for(member.growth).key
            member.tier_until = at
            if lost:
                session.add(
                    GrowthLineRow(
                        person_id=person, home_id=person, kind="decay", growth=-lost,
                        cause=f"naive:{person}", reason="review", note="", by="system", at=at,
                    )
                )  # fmt: skip
            if member.tier != before:
                session.add(
                    TierChangeRow(
                        person_id=person, before=before, after=member.tier, growth=member.growth,
                        reason="review", note="", by="system", at=at, review="naive",
                    )
                )  # fmt: skip
            session.flush()
        session.rollback()
    return (time.perf_counter() - started) / count


def purchases(context: Context) -> tuple[float, float]:
    """Purchases a second of the ledger, each a transaction of its own, and of the naive way."""
    persons = range(1, PURCHASES + 1)
    for person in persons:
        with context.session() as session:
            loyalty.earn_points(session, person, points=500, cause=f"fill:{person}")
    started = time.perf_counter()
    for person in persons:
        with context.session() as session:
            loyalty.spend_points(session, person, points=100, cause=f"order:{person}")
    spent = PURCHASES / (time.perf_counter() - started)
    with context.session() as session:
        left = session.scalar(select(func.sum(MemberRow.available)))
        assert left == PURCHASES * 400, left
    with context.session() as session:
        session.execute(text("create table naive (id bigint primary key, points bigint not null)"))
        session.execute(insert(_NAIVE), [{"id": n, "points": 500} for n in persons])
    started = time.perf_counter()
    for person in persons:
        with context.session() as session:
            points = session.scalar(select(_NAIVE.c.points).where(_NAIVE.c.id == person))
            assert points >= 100
            session.execute(update(_NAIVE).where(_NAIVE.c.id == person).values(points=points - 100))
    return spent, PURCHASES / (time.perf_counter() - started)


def on_postgresql(server: str, home: Path, count: int) -> list[Figure]:
    name = f"siyu_bench_{uuid.uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'create database "{name}"'))
    try:
        url = make_url(server).set(database=name).render_as_string(hide_password=False)
        return measure("PostgreSQL", url, home, count)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'drop database "{name}" with (force)'))
        engine.dispose()
