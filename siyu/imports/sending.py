"""Items → tracking and people, batch by batch, each once.

A batch is decided, appended to the inbox, and only then is the cursor moved. A kill in between sends
the same batch again under the same key and the same message ids, which changes nothing.
"""

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import select, update

from siyu import organization, people, tracking
from siyu.imports.contracts import Kind, Mapping
from siyu.imports.corrections import Decision, Verdict, decide, pack
from siyu.imports.errors import ImportNotReady
from siyu.imports.models import ImportRow, SentItemRow
from siyu.imports.spool import Item, Items
from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.database import Session, upsert

BATCH_ITEMS_MAX = 500
BATCH_BYTES_MAX = 1 << 20
FULL_SECONDS_MAX = 120
FULL_PAUSE_SECONDS = 0.2
MONTHS_MAX = 24
"""Of one batch: the warehouse makes a part for each."""


@dataclass(frozen=True, kw_only=True)
class Send:
    """One import, on its way."""

    import_id: int
    kind: Kind
    mapping: Mapping
    source_id: int
    source_name: str
    node_id: int | None
    at: datetime
    stores: dict[str, int | None] = field(default_factory=dict)
    tags: dict[tuple[str, str], int] = field(default_factory=dict)


def send_batch(context: Context, send: Send, items: Sequence[Item], *, done: int) -> None:
    """Send the items that follow the first ``done`` ones, and move the cursor past them.

    Raises:
        ImportNotReady: another process has moved the cursor; it is at it.

    """
    decisions = _decide(context, send, items)
    events = [d.event for d in decisions if d.event]
    position = 0
    if events:
        body = b"[" + b",".join(events) + b"]"
        mark = hashlib.blake2b(body, digest_size=12).hexdigest()
        position = _append(context, send, body, f"import:{send.import_id}:{done}:{mark}")
    with context.session() as session:
        _act_on_people(session, send, items, decisions)
        _remember(session, send, items, decisions)
        _move_cursor(session, send, decisions, done=done, position=position)


def _append(context: Context, send: Send, body: bytes, idempotency: str) -> int:
    """Append to the inbox; while SDKs fill it, an import waits."""
    deadline = time.monotonic() + FULL_SECONDS_MAX
    while True:
        try:
            return tracking.append_batch(
                context,
                body,
                source_id=send.source_id,
                idempotency=idempotency,
                org=send.node_id or 0,
            )
        except tracking.InboxFull:
            if time.monotonic() > deadline:
                raise
            time.sleep(FULL_PAUSE_SECONDS)


def foresee(context: Context, send: Send, items: Items) -> Counter[Verdict]:
    """How all items stand to what was sent before; sends nothing."""
    found: Counter[Verdict] = Counter()
    for batch in batches(items.read()):
        found.update(decision.verdict for decision in _decide(context, send, batch))
    return found


def batches(items: Iterator[tuple[str, Item]]) -> Iterator[list[Item]]:
    """Items in batches of bounded size, that span few months."""
    batch: list[Item] = []
    months: set[str] = set()
    size = 0
    for month, item in items:
        if batch and (
            len(batch) >= BATCH_ITEMS_MAX
            or size + len(item.event) > BATCH_BYTES_MAX
            or len(months | {month}) > MONTHS_MAX
        ):
            yield batch
            batch, months, size = [], set(), 0
        batch.append(item)
        months.add(month)
        size += len(item.event)
    if batch:
        yield batch


def _decide(context: Context, send: Send, items: Sequence[Item]) -> list[Decision]:
    with context.session(read_only=True) as session:
        keys = [bytes.fromhex(item.key) for item in items]
        known = {
            row.key: row
            for row in session.scalars(select(SentItemRow).where(SentItemRow.key.in_(keys)))
        }
    correct = send.mapping.options.changed_orders == "adjust"
    return [
        decide(item, known.get(key), kind=send.kind, correct=correct)
        for item, key in zip(items, keys, strict=True)
    ]


def _remember(
    session: Session, send: Send, items: Sequence[Item], decisions: Sequence[Decision]
) -> None:
    rows = [
        {
            "key": bytes.fromhex(item.key),
            "content": bytes.fromhex(item.content),
            "version": decision.version,
            "memory": pack(item.memory),
            "import_id": send.import_id,
        }
        for item, decision in zip(items, decisions, strict=True)
        if decision.remember
    ]
    upsert(session, SentItemRow, rows, keys=["key"])


def _move_cursor(
    session: Session, send: Send, decisions: Sequence[Decision], *, done: int, position: int
) -> None:
    verdicts = Counter(decision.verdict for decision in decisions)
    corrected = sum(1 for d in decisions if d.verdict is Verdict.changed and d.remember)
    moved: Any = session.execute(
        update(ImportRow)
        .where(ImportRow.id == send.import_id, ImportRow.sent_items == done)
        .values(
            sent_items=done + len(decisions),
            new_items=ImportRow.new_items + verdicts[Verdict.new],
            changed_items=ImportRow.changed_items + verdicts[Verdict.changed],
            corrected_items=ImportRow.corrected_items + corrected,
            conflicting_items=ImportRow.conflicting_items + verdicts[Verdict.conflicting],
            **({"position": position} if position else {}),
        )
    )
    if moved.rowcount != 1:
        raise ImportNotReady("running")


def _act_on_people(
    session: Session, send: Send, items: Sequence[Item], decisions: Sequence[Decision]
) -> None:
    """Tags, consent and the store of those for whom there is something new."""
    wanted = [
        (item, msgspec.json.decode(item.extra))
        for item, decision in zip(items, decisions, strict=True)
        if decision.remember and bytes(item.extra) != b"null"
    ]
    if not any(set(extra) - {"identifiers"} for _, extra in wanted):
        return
    evidences = [
        people.Evidence(
            identifiers=tuple(people.Identifier(t, v) for t, v in extra["identifiers"].items()),
            time=send.at,
            message_id=f"imp-{item.key}{item.content}",
            source=send.source_name,
            node_id=_store(session, send, extra.get("store")),
        )
        for item, extra in wanted
    ]
    persons = people.resolve(session, evidences)
    tagged: dict[tuple[int, str | None], list[int]] = defaultdict(list)
    words: list[people.ConsentWord] = []
    for (_, extra), person in zip(wanted, persons, strict=True):
        if not person:
            continue
        for group, name in extra.get("tags", ()):
            tagged[_tag(session, send, group, name), extra.get("expires_at")].append(person)
        if "consent" in extra:
            words.append(_consent(send, person, granted=extra["consent"]))
    people.set_consents(session, words)
    for (tag_id, expires_at), tagged_persons in tagged.items():
        people.tag_many(
            session,
            tagged_persons,
            tag_id,
            source=people.TagSource.imported,
            expires_at=None if expires_at is None else _instant(expires_at),
        )


def _consent(send: Send, person_id: int, *, granted: bool) -> people.ConsentWord:
    options = send.mapping.options
    return people.ConsentWord(
        person_id=person_id,
        purpose=options.consent_purpose,
        channel=options.consent_channel,
        granted=granted,
        proof={"import": ids.code("imp", send.import_id)},
        at=send.at,
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _store(session: Session, send: Send, code: str | None) -> int | None:
    if not code:
        return None
    if code not in send.stores:
        node = organization.find_node(session, external_code=code)
        send.stores[code] = node.id if node else None
    return send.stores[code]


def _tag(session: Session, send: Send, group: str, name: str) -> int:
    if (group, name) not in send.tags:
        send.tags[group, name] = people.ensure_tag(session, group=group, name=name)
    return send.tags[group, name]
