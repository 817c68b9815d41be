"""Who reads the outbox on PostgreSQL passes over no event, and waits for nobody it need not wait for."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ClassVar

import pytest
from sqlalchemy import create_engine, make_url, text

from siyu.kernel.delivery import Delivery
from siyu.kernel.events import Event, EventTypes, Subscription, publish


@dataclass(frozen=True, kw_only=True)
class Counted(Event):
    name: ClassVar[str] = "test.counted"
    number: int


@pytest.fixture
def heard():
    return []


@pytest.fixture
def delivery(context, heard):
    types = EventTypes()
    types.declare(Counted)
    note = Subscription(
        "note", Counted, lambda _session, event, _context: heard.append(event.number)
    )
    delivery = Delivery(context, types, [note])
    delivery.register()
    return delivery


@pytest.fixture
def postgresql(context):
    with context.session(read_only=True) as session:
        if session.get_bind().dialect.name != "postgresql":
            pytest.skip("one writer at a time on SQLite")


@pytest.mark.usefixtures("postgresql")
class TestWaiting:
    def test_an_event_whose_transaction_is_open_holds_back_those_after_it(
        self, context, delivery, heard
    ):
        with context.session() as slow:
            publish(slow, Counted(number=1))
            with context.session() as quick:
                publish(quick, Counted(number=2))
            assert delivery.deliver_pending() == 0
        deliver_all(delivery)
        assert heard == [1, 2]

    def test_an_older_transaction_may_take_the_later_id(self, context, delivery, heard):
        with context.session() as younger:
            with context.session() as older:
                older.execute(text("select pg_current_xact_id()"))
                publish(younger, Counted(number=1))
                publish(older, Counted(number=2))
            assert delivery.deliver_pending() == 0
        deliver_all(delivery)
        assert heard == [1, 2]

    def test_what_was_undone_holds_nobody_back(self, context, delivery, heard):
        undo(context)
        with context.session() as session:
            publish(session, Counted(number=2))
        assert delivery.deliver_pending() == 1
        assert heard == [2]

    def test_an_undone_id_is_waited_for_while_somebody_may_still_bring_it(
        self, context, delivery, heard
    ):
        with context.session() as busy:
            busy.execute(text("select pg_current_xact_id()"))
            undo(context)
            with context.session() as session:
                publish(session, Counted(number=2))
            assert delivery.deliver_pending() == 0
        with context.session() as came_later:
            came_later.execute(text("select pg_current_xact_id()"))
            assert delivery.deliver_pending() == 1
        assert heard == [2]

    def test_a_transaction_of_another_database_holds_nobody_back(
        self, context, delivery, heard, database_url
    ):
        elsewhere = create_engine(make_url(database_url).set(database="postgres"))
        with elsewhere.connect() as connection:
            connection.execute(text("select pg_current_xact_id()"))
            with context.session() as session:
                publish(session, Counted(number=1))
            assert delivery.deliver_pending() == 1
            connection.rollback()
        elsewhere.dispose()
        assert heard == [1]

    def test_many_writers_and_a_reader_that_never_rests(self, context, delivery, heard):
        def write(writer):
            for number in range(40):
                with context.session() as session:
                    publish(session, Counted(number=writer * 1000 + number))

        with ThreadPoolExecutor(9) as pool:
            writers = [pool.submit(write, writer) for writer in range(8)]
            while not all(writer.done() for writer in writers):
                delivery.deliver_pending()
            for writer in writers:
                writer.result()
        deliver_all(delivery)
        assert sorted(heard) == [w * 1000 + n for w in range(8) for n in range(40)]
        for writer in range(8):
            mine = [number for number in heard if number // 1000 == writer]
            assert mine == sorted(mine)


def deliver_all(delivery):
    while delivery.deliver_pending():
        pass


def undo(context):
    with pytest.raises(RuntimeError), context.session() as session:
        publish(session, Counted(number=1))
        raise RuntimeError
