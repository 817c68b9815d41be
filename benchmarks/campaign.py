"""Campaign to 1 M people: from start to all deliveries queued, on both databases.

The yardstick, in the same call and on the same database, is the plain bulk insert of the same rows:
``executemany`` on SQLite, ``COPY`` on PostgreSQL, into the same table with its indexes. PostgreSQL is
measured where ``SIYU_TEST_DATABASE_URL`` names a server.
"""

import os
import signal
import sys
import tempfile
import time
import uuid
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from sqlalchemy import create_engine, func, insert, make_url, select, text

import siyu.app.house  # noqa: F401  (imports every module, hence every table)
from siyu import audiences
from siyu.channels import add_account
from siyu.channels.blocks import BLOCKS
from siyu.channels.sandbox import SandboxAdapter
from siyu.kernel.blocks import Blocks
from siyu.kernel.cipher import Cipher, install_cipher
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Table, open_engine
from siyu.kernel.settings import Settings
from siyu.messaging.campaigns import NewVariant, Plan, draft_campaign, start_campaign
from siyu.messaging.models import DeliveryRow
from siyu.messaging.sending import send_batch
from siyu.messaging.templates import add_template
from siyu.messaging.workers import advance_campaigns
from siyu.people.models import ConsentRow, PersonRow
from siyu.warehouse import Warehouse

from .figures import Figure

GOAL_SECONDS_PER_MILLION = 30
HOLDOUT_PERCENT = 10
BATCHES_SENT = 20


def run(scale: str) -> list[Figure]:
    """Queue 1 M people (100 000 where ``scale`` is small) on each database at hand."""
    count = 1_000_000 if scale == "large" else 100_000
    install_cipher(Cipher(b"siyu-bench-siyu-bench-siyu-bench"))
    stand_in(count)
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
    context.put(Blocks(BLOCKS))
    context.put(object(), kind=Warehouse)
    populate(context, count)
    campaign_id = start(context)

    began, longest = time.perf_counter(), 0.0
    while not queued(context, campaign_id):
        step = time.perf_counter()
        advance_campaigns(context)
        longest = max(longest, time.perf_counter() - step)
    seconds = time.perf_counter() - began

    plain = plain_insert(context, count)
    began = time.perf_counter()
    for _ in range(BATCHES_SENT):
        send_batch(context, campaign_id)
    rate = BATCHES_SENT * SandboxAdapter.batch_max / (time.perf_counter() - began)
    context.engine.dispose()
    return [
        Figure(
            name=f"{title}: campaign to {count:,} people, start to all queued",
            value=seconds,
            unit="s",
            yardstick=plain,
            yardstick_name="plain insert of the same rows",
            goal=f"< {GOAL_SECONDS_PER_MILLION * count / 1_000_000:g} s",
        ),
        Figure(name=f"{title}: longest step", value=longest, unit="s"),
        Figure(name=f"{title}: claimed, handed over, settled", value=rate, unit="messages/s"),
    ]


def start(context: Context) -> int:
    blocks = context.get(Blocks)
    with context.session() as session:
        account = add_account(session, blocks, kind="sandbox", name="phones")
        template = add_template(
            session,
            blocks,
            name="t",
            kind="sandbox",
            language="zh-CN",
            parts={"text": "{{ person.name }} {{ link }}", "link": "https://shop.example.com/"},
        ).id
        plan = Plan(
            name="benchmark",
            segment_id=1,
            account_id=account,
            variants=[
                NewVariant(name="A", template_id=template),
                NewVariant(name="B", template_id=template),
            ],
            holdout_percent=HOLDOUT_PERCENT,
            quiet=None,
        )
        campaign_id = draft_campaign(session, blocks, plan).id
        start_campaign(session, blocks, campaign_id)
    return campaign_id


def queued(context: Context, campaign_id: int) -> bool:
    from siyu.messaging.campaigns import require_campaign

    with context.session(read_only=True) as session:
        return require_campaign(session, campaign_id).state == "running"


def plain_insert(context: Context, count: int) -> float:
    """Seconds to write the same rows into a table like it, with nothing decided on the way."""
    columns = [c.name for c in DeliveryRow.__table__.columns if c.name != "id" and not c.nullable]
    with context.session() as session:
        expected = session.scalar(select(func.count()).select_from(DeliveryRow))
        assert expected == count, f"{expected} deliveries for {count} people"
        rows = [
            tuple(line)
            for line in session.execute(
                text(f"select {', '.join(columns)} from messaging_delivery")
            )
        ]
        session.execute(text("delete from messaging_delivery where campaign_id = -1"))
    place = columns.index("campaign_id")
    rows = [(*row[:place], -1, *row[place + 1 :]) for row in rows]
    engine = context.engine
    began = time.perf_counter()
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        if engine.dialect.name == "postgresql":
            statement = f"copy messaging_delivery ({', '.join(columns)}) from stdin"
            with raw.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
            raw.commit()
        else:
            marks = ", ".join("?" * len(columns))
            raw.execute("begin immediate")
            raw.executemany(
                f"insert into messaging_delivery ({', '.join(columns)}) values ({marks})", rows
            )
            raw.execute("commit")
    return time.perf_counter() - began


def populate(context: Context, count: int) -> None:
    """People who agreed, as their own room keeps them; every tenth refused.

    PostgreSQL's autovacuum gathers statistics within a minute of such a load; here they are gathered
    at once, or the consent look-up would be measured under a plan that no living database keeps.
    """
    at = now()
    for start in range(0, count, 50_000):
        ids = range(start * 3 + 3, min(start + 50_000, count) * 3 + 1, 3)
        person = {"state": "known", "kind": "person", "created_at": at, "first_seen_at": at}
        consent = {"purpose": "marketing", "channel": "sms", "at": at}
        with context.session() as session:
            session.execute(
                insert(PersonRow), [{**person, "id": id_, "last_seen_at": at} for id_ in ids]
            )
            session.execute(
                insert(ConsentRow),
                [{**consent, "node_id": id_, "granted": id_ % 10 != 0} for id_ in ids],
            )
    with context.session() as session:
        session.execute(text("analyze"))


def stand_in(count: int) -> None:
    """A segment that answers at once: its own room has its own benchmark."""
    members = np.arange(1, count + 1, dtype=np.uint32) * 3
    audiences.member_ids = lambda *_: members
    audiences.require_segment = lambda *_: SimpleNamespace(state=audiences.SegmentState.ready)


def on_postgresql(server: str, home: Path, count: int) -> list[Figure]:
    name = f"siyu_bench_{uuid.uuid4().hex[:8]}"
    # Asked to stop, it still drops its database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
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
