import pytest

from siyu.kernel.clock import now
from siyu.kernel.database import insert_once
from siyu.kernel.events import Event, EventTypes, OutboxRow, publish_many
from siyu.kernel.jobs import JobRow

pytestmark = pytest.mark.database


class TestInsertOnce:
    def test_says_whether_it_was_the_first(self, session):
        row = {
            "name": "a",
            "key": "one",
            "arguments": {},
            "state": "requested",
            "done": 0,
            "message": "",
            "error": "",
            "requested_by": "",
            "requested_at": now(),
        }
        assert insert_once(session, JobRow, row, keys=["key"])
        assert not insert_once(session, JobRow, row, keys=["key"])


class TestPublishMany:
    def test_keeps_the_order_and_the_person_of_each(self, session):
        from dataclasses import dataclass
        from typing import ClassVar

        @dataclass(frozen=True, kw_only=True)
        class Counted(Event):
            name: ClassVar[str] = "test.counted"
            person_id: int

        publish_many(session, [Counted(person_id=n) for n in range(2500)])
        publish_many(session, [])
        rows = session.query(OutboxRow).order_by(OutboxRow.id).all()
        assert [row.person_id for row in rows] == list(range(2500))
        types = EventTypes()
        types.declare(Counted)
        assert types.revive(rows[7]) == Counted(person_id=7)
