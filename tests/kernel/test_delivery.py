import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from siyu.kernel import clock
from siyu.kernel.delivery import (
    ATTEMPTS_MAX,
    BATCH_EVENTS_MAX,
    Cursor,
    Delivery,
    HandlerFailedAgain,
    ParkedEvent,
    lags,
)
from siyu.kernel.events import Event, EventTypes, Subscription, occurrence, publish


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    name: ClassVar[str] = "test.happened"
    number: int


@dataclass(frozen=True, kw_only=True)
class Other(Event):
    name: ClassVar[str] = "test.other"


@pytest.fixture
def types():
    types = EventTypes()
    types.declare(Happened)
    return types


def deliver_all(delivery):
    while delivery.deliver_pending():
        pass


class TestDelivery:
    def test_each_subscriber_hears_every_event_in_order(self, context, types):
        heard = {"a": [], "b": []}
        delivery = Delivery(
            context,
            types,
            [
                Subscription("a", Happened, lambda _s, event, _c: heard["a"].append(event.number)),
                Subscription("b", Event, lambda _s, event, _c: heard["b"].append(event.number)),
            ],
        )
        delivery.register()
        with context.session() as session:
            for number in range(450):
                publish(session, Happened(number=number))
        deliver_all(delivery)
        assert heard == {"a": list(range(450)), "b": list(range(450))}

    def test_what_a_subscriber_does_not_want_it_passes_in_one_go(self, context, types, monkeypatch):
        monkeypatch.setattr("siyu.kernel.reader.LOOKED_AT_MAX", 700)
        types.declare(Other)
        heard = []
        delivery = Delivery(
            context, types, [Subscription("a", Happened, lambda _s, e, _c: heard.append(e.number))]
        )
        delivery.register()
        with context.session() as session:
            for number in range(1_000):
                publish(session, Happened(number=number) if number % 300 == 299 else Other())
        assert [delivery.deliver_pending() for _ in range(3)] == [700, 300, 0]
        assert heard == [299, 599, 899]

    def test_all_who_want_nothing_of_it_pass_in_one_transaction(self, context, types, monkeypatch):
        types.declare(Other)
        heard, written = [], []
        bystanders = [
            Subscription(f"bystander {number}", Other, lambda *_: heard.append("other"))
            for number in range(9)
        ]
        mine = Subscription("a", Happened, lambda _s, event, _c: heard.append(event.number))
        delivery = Delivery(context, types, [*bystanders, mine])
        delivery.register()
        with context.session() as session:
            for number in range(3):
                publish(session, Happened(number=number))
        session_of = type(context).session

        def counted(self, *, read_only=False):
            written.extend([] if read_only else [1])
            return session_of(self, read_only=read_only)

        monkeypatch.setattr(type(context), "session", counted)
        assert delivery.deliver_pending() == 10 * 3
        assert heard == [0, 1, 2]
        assert len(written) == 2
        with context.session(read_only=True) as session:
            assert set(lags(session).values()) == {0}

    def test_who_wants_all_looks_no_further_than_one_batch(self, context, types):
        everything = Subscription("a", Event, lambda *_: None)
        delivery = Delivery(context, types, [everything])
        delivery.register()
        with context.session() as session:
            for number in range(BATCH_EVENTS_MAX + 50):
                publish(session, Happened(number=number))
        assert [delivery.deliver_pending() for _ in range(3)] == [BATCH_EVENTS_MAX, 50, 0]

    def test_one_that_fails_behind_others_is_the_one_that_is_parked(self, context, types):
        types.declare(Other)

        def fail(*_):
            raise LookupError

        delivery = Delivery(context, types, [Subscription("a", Happened, fail)])
        delivery.register()
        with context.session() as session:
            for event in (Other(), Other(), Happened(number=7), Other()):
                publish(session, event)
        at = clock.now()
        for minute in range(ATTEMPTS_MAX):
            with clock.frozen(at + timedelta(minutes=2 * minute)):
                deliver_all(delivery)
        with context.session(read_only=True) as session:
            [parked] = session.scalars(select(ParkedEvent)).all()
            assert (parked.name, parked.payload["number"]) == ("test.happened", 7)
            assert session.get_one(Cursor, "a").position == parked.outbox_id
        deliver_all(delivery)
        with context.session(read_only=True) as session:
            assert session.get_one(Cursor, "a").position == parked.outbox_id + 1

    def test_a_rolled_back_event_is_never_heard(self, context, types):
        heard = []
        delivery = Delivery(
            context, types, [Subscription("a", Happened, lambda _s, e, _c: heard.append(e))]
        )
        delivery.register()
        with pytest.raises(RuntimeError), context.session() as session:
            publish(session, Happened(number=1))
            raise RuntimeError
        deliver_all(delivery)
        assert heard == []

    def test_a_failing_handler_is_tried_again_then_parked_and_holds_nobody_else_back(
        self, context, types
    ):
        heard, broken = [], [True]

        def fail_on_two(_session, event, _context):
            if event.number == 2 and broken[0]:
                raise LookupError("no such thing")
            heard.append(event.number)

        others = []
        delivery = Delivery(
            context,
            types,
            [
                Subscription("bad", Happened, fail_on_two),
                Subscription("good", Happened, lambda _s, e, _c: others.append(e.number)),
            ],
        )
        delivery.register()
        with context.session() as session:
            for number in (1, 2, 3):
                publish(session, Happened(number=number))
        with clock.frozen(clock.now()) as set_to:
            for _ in range(ATTEMPTS_MAX + 2):
                deliver_all(delivery)
                set_to(clock.now() + timedelta(minutes=2))
            deliver_all(delivery)
        assert others == [1, 2, 3]
        assert heard[-1] == 3 and 2 not in heard
        with context.session() as session:
            parked = session.scalars(select(ParkedEvent)).one()
            assert parked.subscriber == "bad" and parked.payload == {"number": 2}
            assert session.get(Cursor, "bad").attempts == 0
        with pytest.raises(HandlerFailedAgain, match="no such thing"):
            delivery.retry_parked(parked.id)
        with context.session() as session:
            assert session.get(ParkedEvent, parked.id).settled_at is None
        broken[0] = False
        delivery.retry_parked(parked.id)
        assert heard[-1] == 2
        with context.session() as session:
            assert session.get(ParkedEvent, parked.id).settled_at is not None

    def test_a_handler_whose_statement_is_wrong_is_parked_too(self, context, types):
        others = []
        delivery = Delivery(
            context,
            types,
            [
                Subscription(
                    "bad",
                    Happened,
                    lambda session, _e, _c: session.execute(text("select * from no")),
                ),
                Subscription("good", Happened, lambda _s, e, _c: others.append(e.number)),
            ],
        )
        delivery.register()
        with context.session() as session:
            publish(session, Happened(number=1))
        with clock.frozen(clock.now()) as set_to:
            for _ in range(ATTEMPTS_MAX + 1):
                deliver_all(delivery)
                set_to(clock.now() + timedelta(minutes=2))
        assert others == [1]
        with context.session() as session:
            assert session.scalars(select(ParkedEvent.subscriber)).all() == ["bad"]

    def test_a_store_that_is_gone_is_no_handlers_fault(self, context, types):
        def fail(_session, _event, _context):
            gone = sqlite3.OperationalError("disk I/O error")
            gone.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise OperationalError("select 1", {}, gone)

        delivery = Delivery(context, types, [Subscription("a", Happened, fail)])
        delivery.register()
        with context.session() as session:
            publish(session, Happened(number=1))
        with pytest.raises(OperationalError):
            delivery.deliver_pending()
        with context.session() as session:
            assert session.get(Cursor, "a").attempts == 0

    def test_what_a_handler_wrote_before_it_failed_is_rolled_back(self, context, types):
        def write_then_fail(session, event, _context):
            publish(session, Happened(number=event.number + 100))
            raise LookupError

        delivery = Delivery(context, types, [Subscription("a", Happened, write_then_fail)])
        delivery.register()
        with context.session() as session:
            publish(session, Happened(number=1))
        deliver_all(delivery)
        with context.session() as session:
            from siyu.kernel.events import OutboxRow

            assert [row.payload["number"] for row in session.scalars(select(OutboxRow))] == [1]

    def test_a_handler_knows_which_row_it_is_about_and_a_parked_one_still_does(
        self, context, types
    ):
        seen, broken = [], [True]

        def note(_session, event, _context):
            seen.append((occurrence().outbox_id, occurrence().published_at))
            if broken[0]:
                raise LookupError

        delivery = Delivery(context, types, [Subscription("a", Happened, note)])
        delivery.register()
        with context.session() as session:
            publish(session, Happened(number=1))
        with clock.frozen(clock.now()) as set_to:
            for _ in range(ATTEMPTS_MAX + 1):
                deliver_all(delivery)
                set_to(clock.now() + timedelta(minutes=2))
        broken[0] = False
        with context.session() as session:
            parked_id = session.scalars(select(ParkedEvent.id)).one()
        delivery.retry_parked(parked_id)
        assert len(set(seen)) == 1
        with pytest.raises(LookupError):
            occurrence()
