"""Writers of one SQLite file come one after another, in the order in which they asked."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from siyu.kernel import database
from siyu.kernel.database import Session, open_engine
from siyu.kernel.turns import Turns


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'turns.db'}", pool_size=70)
    with engine.begin() as connection:
        connection.execute(text("create table line (id integer primary key, who integer unique)"))
    yield engine
    engine.dispose()


class TestTurns:
    def test_are_given_in_the_order_asked(self):
        turns, order, threads = Turns(), [], []
        assert turns.take(1)
        for number in range(20):
            thread = threading.Thread(target=_take, args=(turns, number, order))
            thread.start()
            threads.append(thread)
            while len(turns._waiting) <= number:
                threading.Event().wait(0.001)
        turns.give()
        for thread in threads:
            thread.join()
        assert order == list(range(20))
        assert turns.take(0.01)

    def test_who_has_waited_too_long_leaves_the_queue(self):
        turns = Turns()
        assert turns.take(1)
        assert not turns.take(0.01)
        turns.give()
        assert turns.take(0.01)


class TestWriting:
    def test_sixty_four_writers_all_come_to_write(self, engine):
        failed = []

        def write(start):
            try:
                for number in range(20):
                    with Session(engine) as session, session.begin():
                        session.execute(
                            text("insert into line (who) values (:who)"), {"who": start + number}
                        )
            except OperationalError as error:
                failed.append(error)

        threads = [threading.Thread(target=write, args=(n * 20,)) for n in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        with engine.connect() as connection:
            assert connection.scalar(text("select count(*) from line")) == 64 * 20

    def test_a_transaction_that_fails_gives_its_turn_back(self, engine):
        for _ in range(3):
            with pytest.raises(IntegrityError), engine.begin() as connection:
                connection.execute(text("insert into line (who) values (1)"))
                connection.execute(text("insert into line (who) values (1)"))
        with pytest.raises(ZeroDivisionError), engine.begin():
            raise ZeroDivisionError
        with engine.begin() as connection:
            connection.execute(text("insert into line (who) values (1)"))

    def test_one_that_holds_it_for_ever_is_told_of_as_before(self, engine, monkeypatch):
        monkeypatch.setattr(database, "LOCK_WAIT_MS_MAX", 50)
        with engine.connect() as waiting, engine.begin() as holding:
            holding.execute(text("insert into line (who) values (1)"))
            waiting.connection.execute("pragma busy_timeout=50")
            waiting.connection.rollback()
            with pytest.raises(OperationalError, match="locked"):
                waiting.execute(text("insert into line (who) values (2)"))
        with engine.begin() as connection:
            connection.execute(text("insert into line (who) values (2)"))

    def test_a_reader_waits_for_nobody(self, engine):
        with engine.begin() as writing:
            writing.execute(text("insert into line (who) values (1)"))
            with engine.connect().execution_options(read_only=True) as reading:
                assert reading.scalar(text("select count(*) from line")) == 0


def _take(turns, number, order):
    assert turns.take(10)
    order.append(number)
    turns.give()
