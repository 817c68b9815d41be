"""Numbers handed out in ranges, so that rows can be written in bulk with their ids known."""

from collections.abc import Iterator

from sqlalchemy import select, text, update

from siyu.kernel.database import Session, insert_missing

from .models import SequenceRow

PERSON, IDENTIFIER, EVIDENCE, CHANGE, EPOCH, MERGE = (
    *("person", "identifier", "evidence", "change", "epoch", "merge"),
)

# Any number of our own: PostgreSQL's name for "one at a time decides who is who".
_LOCK = 7_160_617_562


def lock_identities(session: Session) -> None:
    """One transaction at a time decides who is who; SQLite has a single writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def take(session: Session, name: str, count: int) -> Iterator[int]:
    """The next ``count`` numbers of a sequence, from 1."""
    step = (
        update(SequenceRow)
        .where(SequenceRow.name == name)
        .values(next=SequenceRow.next + count)
        .returning(SequenceRow.next)
        .execution_options(synchronize_session=False)
    )
    after = session.scalar(step)
    if after is None:
        insert_missing(session, SequenceRow, [{"name": name, "next": 1}], keys=["name"])
        after = session.scalar(step)
        assert after is not None
    return iter(range(after - count, after))


def epoch(session: Session) -> int:
    """Moves whenever something that processes remember about identities no longer holds."""
    return session.scalar(select(SequenceRow.next).where(SequenceRow.name == EPOCH)) or 0


def bump_epoch(session: Session) -> None:
    """Let every process forget what it remembers."""
    next(take(session, EPOCH, 1))
