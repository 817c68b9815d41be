"""A brand of many people straight in the relational store, as its rooms keep it, for ``lists``.

The same numbers give the same brand. Every fifth person has a second node that was merged into the
first, seven of ten are known with name, phone and account, one of a hundred was here last today.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import text

from siyu.audiences.models import SegmentRow, SegmentVersionRow
from siyu.channels.models import AccountRow
from siyu.kernel.cipher import cipher
from siyu.kernel.context import Context
from siyu.kernel.database import Session, Table
from siyu.messaging.models import CampaignRow, DeliveryRow, TemplateRow, VariantRow
from siyu.organization.models import AuditRow, NodeRow
from siyu.people.bulk import insert_many
from siyu.people.lookup import tail_index
from siyu.people.models import (
    BelongingRow,
    IdentifierRow,
    PersonRow,
    PersonTagRow,
    SearchTokenRow,
    SequenceRow,
    TagGroupRow,
    TagRow,
    TraitRow,
)
from siyu.people.name_tokens import token_index, tokens_of

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
REGIONS, STORES = 10, 200
SEGMENTS, CAMPAIGNS, RARE = 500, 300, 50
# Shares of the people who carry each tag; the last two are on ``RARE`` people, the oldest and any.
TAG_SHARES = (0.3, 0.1, 0.03, 0.01)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静丽强磊洋勇艳杰娟涛明超霞平刚桂英华玉萍红文建国志海春梅雪晨宇轩子涵欣怡佳豪"
# The letters of a rare name; nobody else has them.
RARE_NAME = "欧阳锋"
BATCH = 50_000


@dataclass(frozen=True)
class Made:
    """Where to find what the questions ask for."""

    people: int
    tags: tuple[int, ...]
    root: int
    region: int
    store: int


def made(people: int) -> Made:
    """Ids of what ``build`` makes."""
    tags = tuple(range(1, len(TAG_SHARES) + 3))
    return Made(people=people, tags=tags, root=1, region=2, store=2 + REGIONS)


def node_of(person: int) -> int:
    """Id of the n-th person: every sixth node was merged into the one before."""
    return person + (person - 1) // 5


def phone_of(person: int) -> str:
    return f"13{person:09d}"


def build(context: Context, people: int) -> None:
    """Everybody and everything; statistics are gathered where the store gathers them by itself."""
    with context.session() as session:
        if session.scalar(text("select count(*) from people_tag")):
            return
        _tree(session)
        _catalogue(session)
        _outreach(session, people)
    for start in range(1, people + 1, BATCH):
        with context.session() as session:
            _people(session, range(start, min(start + BATCH, people + 1)), people)
    for start in range(0, people // 5, BATCH):
        with context.session() as session:
            _audit(session, range(start, min(start + BATCH, people // 5)))
    for start in range(1, people + 1, BATCH):
        with context.session() as session:
            _deliveries(session, range(start, min(start + BATCH, people + 1)))
    with context.session() as session:
        row = {"name": "person", "next": node_of(people) + 10}
        insert_many(session, SequenceRow, tuple(row), [tuple(row.values())])
    if context.engine.dialect.name == "postgresql":
        # Autovacuum does it within a minute of such a load.
        with context.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as plain:
            plain.execute(text("vacuum analyze"))


def _tree(session: Session) -> None:
    session.add(_place(1, None, "group", "集团", "/1/"))
    for region in range(2, 2 + REGIONS):
        session.add(_place(region, 1, "region", f"大区 {region}", f"/1/{region}/"))
    session.flush()
    for store in range(2 + REGIONS, 2 + REGIONS + STORES):
        region = 2 + store % REGIONS
        session.add(_place(store, region, "store", f"门店 {store}", f"/1/{region}/{store}/"))
    session.flush()


def _place(id_: int, parent: int | None, kind: str, name: str, path: str) -> NodeRow:
    return NodeRow(id=id_, parent_id=parent, kind=kind, name=name, path=path, created_at=NOW)


def _catalogue(session: Session) -> None:
    session.add(TagGroupRow(id=1, name="价值", created_at=NOW))
    session.flush()
    for tag in range(1, len(TAG_SHARES) + 3):
        session.add(TagRow(id=tag, group_id=1, name=f"标签 {tag}", created_at=NOW))
    session.flush()


def _people(session: Session, persons: range, people: int) -> None:
    dice = random.Random(persons.start)
    rows: dict[type[Table], list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
    rare_step = people // RARE
    for person in persons:
        node = node_of(person)
        rare = person % rare_step == 1 and person > people // 2
        known = dice.random() < 0.7 or rare
        first = NOW - timedelta(seconds=dice.randrange(730 * 86_400))
        # One in a hundred is here today.
        last = first + (NOW - first) * (1 if dice.random() < 0.01 else dice.random())
        state = "known" if known else "anonymous"
        rows[PersonRow].append((node, None, "person", state, first, first, last))
        nodes = [node]
        if person % 5 == 0:
            nodes.append(node + 1)
            rows[PersonRow].append((node + 1, node, "person", "anonymous", first, first, first))
        identifiers = [("anonymous_id", f"a-{one}") for one in nodes]
        if known:
            identifiers += [("phone", f"+86{phone_of(person)}"), ("user_id", f"u{person}")]
            name = RARE_NAME if rare else _name(dice)
            about = f"name-{person}"
            rows[TraitRow].append(
                (node, "name", "shop", None, f'"{name}"', first, about),
            )
            rows[TraitRow].append((node, "city", "shop", "上海", None, first, about))
            rows[SearchTokenRow] += [(token, node) for token in _tokens(name)]
            store = 2 + REGIONS + dice.randrange(STORES)
            rows[BelongingRow].append((nodes[-1], store, first, "shop", 1, 12_800, first, first))
        for number, (kind, value) in enumerate(identifiers):
            whose = nodes[number] if kind == "anonymous_id" else None
            rows[IdentifierRow].append(
                (*(node * 4 + number + (8 << 32), kind, cipher().blind_index(kind, value), value),
                 *(tail_index(kind, value), whose, node, first, "shop", "m"), False),
            )  # fmt: skip
        carried = [tag for tag, share in enumerate(TAG_SHARES, 1) if dice.random() < share]
        if person <= RARE:
            carried.append(len(TAG_SHARES) + 1)
        if person % rare_step == 2:
            carried.append(len(TAG_SHARES) + 2)
        rows[PersonTagRow] += [(nodes[-1], tag, "manual", first, "staff:1") for tag in carried]
    for table, columns in _COLUMNS.items():
        insert_many(session, table, columns, rows[table])


_COLUMNS: dict[type[Table], tuple[str, ...]] = {
    PersonRow: (
        *("id", "merged_into", "kind", "state", "created_at", "first_seen_at", "last_seen_at"),
    ),
    IdentifierRow: (
        *("id", "type", "blind", "value", "tail", "node_id", "person_id", "first_seen_at"),
        *("source", "message_id", "contested"),
    ),
    TraitRow: ("node_id", "key", "source", "value", "sealed", "time", "message_id"),
    SearchTokenRow: ("token", "node_id"),
    PersonTagRow: ("node_id", "tag_id", "source", "tagged_at", "tagged_by"),
    BelongingRow: (
        *("node_id", "org_node_id", "since", "source", "orders", "revenue_minor"),
        *("first_order_at", "last_order_at"),
    ),
}


def _name(dice: random.Random) -> str:
    # The first surnames are the common ones: 王 is one person of seven or so, as in life.
    surname = SURNAMES[min(int(dice.expovariate(0.15)), len(SURNAMES) - 1)]
    return surname + "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2, 2))))


def _tokens(name: str) -> list[bytes]:
    return [_token(token) for token in tokens_of(name)]


@cache
def _token(token: str) -> bytes:
    return token_index(token)


def _outreach(session: Session, people: int) -> None:
    account = AccountRow(
        kind="sandbox", name="phones", state="active", options={}, credentials="{}", limits=[],
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    words = dict.fromkeys(("subject", "text", "html", "link"), "")
    template = TemplateRow(
        name="t", kind="sandbox", language="zh-CN", **words, created_at=NOW, updated_at=NOW
    )
    session.add_all([account, template])
    where = {"kind": "did", "event": "Order Completed", "compare": {"op": "at_least", "value": 4}}
    definition = {"version": 1, "where": where}
    for number in range(SEGMENTS):
        segment = SegmentRow(
            name=f"人群 {number}", definition=definition, announce="changes", state="ready",
            size=number, created_by="staff:1", created_at=NOW, updated_at=NOW, computed_at=NOW,
            evaluated_at=NOW, node_id=None,
        )  # fmt: skip
        session.add(segment)
        session.flush()
        session.add(
            SegmentVersionRow(segment_id=segment.id, version=1, definition=definition,
                              written_by="staff:1", written_at=NOW)
        )  # fmt: skip
    for number in range(CAMPAIGNS):
        campaign = CampaignRow(
            name=f"活动 {number}", state="done" if number % 3 else "running", segment_id=1,
            account_id=account.id, channel="sms", salt=number, holdout_percent=10, caps=[],
            quiet=None, goal=None, audience_count=people, prepared_count=people,
            created_at=NOW, updated_at=NOW,
        )  # fmt: skip
        session.add(campaign)
        session.flush()
        session.add_all(
            VariantRow(campaign_id=campaign.id, number=n, name=name, weight=1,
                       template_id=template.id, content=None)
            for n, name in ((1, "A"), (2, "B"))
        )  # fmt: skip


def _deliveries(session: Session, persons: range) -> None:
    """Of the first campaign: one message to everybody; one of a thousand bounced."""
    columns = (
        *("campaign_id", "person_id", "variant", "channel", "state", "reason", "due_at"),
        *("attempts", "sent_at", "delivered_at", "bounced_at"),
    )
    rows: Iterator[tuple[Any, ...]] = (
        (*(1, node_of(person), 1 + person % 2, "sms"),
         *(("bounced" if person % 1000 == 7 else "delivered"), "", NOW, 1, NOW),
         *((None, NOW) if person % 1000 == 7 else (NOW, None)))
        for person in persons
    )  # fmt: skip
    insert_many(session, DeliveryRow, columns, rows)


def _audit(session: Session, lines: range) -> None:
    columns = (
        *("at", "actor", "actor_name", "address", "action", "target", "node_id", "before", "after"),
    )
    dice = random.Random(lines.start)
    verbs = ("people.update", "tags.add", "segments.update", "campaigns.start", "people.reveal")
    rows = [
        (*(NOW - timedelta(minutes=lines.stop - line), f"staff:{dice.randrange(1, 60)}", "李华"),
         *("203.0.113.7", dice.choice(verbs), f"per_{line}"),
         *(2 + REGIONS + dice.randrange(STORES), {"a": 1}, {"a": 2}))
        for line in lines
    ]  # fmt: skip
    insert_many(session, AuditRow, columns, rows)
