"""What happens elsewhere comes back on the person's timeline."""

import json
from dataclasses import dataclass
from typing import ClassVar

import pytest

from siyu.kernel import ids
from siyu.kernel.delivery import Delivery
from siyu.kernel.events import Event, EventTypes, publish
from siyu.tracking.errors import InboxUnavailable
from siyu.tracking.inbox import Inbox
from siyu.tracking.manifest import MODULE


@dataclass(frozen=True, kw_only=True)
class CouponGiven(Event):
    """A coupon was given."""

    name: ClassVar[str] = "test.coupon_given"
    title: ClassVar[str] = "Coupon Given"
    codes: ClassVar[dict[str, str]] = {"coupon_id": "cpn"}
    person_id: int
    coupon_id: int


@dataclass(frozen=True, kw_only=True)
class RulesChanged(Event):
    """Without a title: nobody's business."""

    name: ClassVar[str] = "test.rules_changed"


@pytest.fixture
def delivery(world):
    types = EventTypes()
    types.declare(CouponGiven, RulesChanged)
    delivery = Delivery(world.context, types, MODULE.subscriptions)
    delivery.register()
    return delivery


def say(world, *events):
    with world.context.session() as session:
        for event in events:
            publish(session, event)


def test_under_its_title_with_codes_outside(world, delivery):
    say(
        world,
        CouponGiven(person_id=7, coupon_id=3),
        RulesChanged(),
        CouponGiven(person_id=8, coupon_id=4),
    )
    delivery.deliver_pending()
    world.load()
    rows = world.rows("event, person, source, properties_json")
    assert [(r["event"], r["person"], r["source"]) for r in rows] == [
        ("Coupon Given", 7, "siyu"),
        ("Coupon Given", 8, "siyu"),
    ]
    assert json.loads(rows[0]["properties_json"]) == {"coupon_id": ids.code("cpn", 3)}


def test_a_batch_is_one_group_in_the_inbox(world, delivery):
    say(world, *(CouponGiven(person_id=i + 1, coupon_id=i) for i in range(150)))
    delivery.deliver_pending()
    world.load()
    assert world.warehouse.value("select count(), max(load_id) from events") == 150
    assert world.warehouse.value("select max(load_id) from events") == 1


def test_delivered_twice_it_stands_there_once(world, delivery, monkeypatch):
    say(world, CouponGiven(person_id=7, coupon_id=3))
    append = Inbox.append
    crashes = [True]

    def append_then_crash(self, *args, **kwargs):
        position = append(self, *args, **kwargs)
        if crashes.pop() if crashes else False:
            raise InboxUnavailable
        return position

    monkeypatch.setattr(Inbox, "append", append_then_crash)
    delivery.deliver_pending()
    assert delivery.deliver_pending() >= 0
    from datetime import timedelta

    from siyu.kernel import clock

    with clock.frozen(clock.now() + timedelta(minutes=5)):
        delivery.deliver_pending()
    world.load()
    assert world.warehouse.value("select count() from events") == 1


def test_an_inbox_that_is_away_holds_the_cursor(world, delivery, monkeypatch):
    def away(*_, **__):
        raise InboxUnavailable

    say(world, CouponGiven(person_id=7, coupon_id=3))
    monkeypatch.setattr(Inbox, "append", away)
    delivery.deliver_pending()
    monkeypatch.undo()
    from datetime import timedelta

    from siyu.kernel import clock

    with clock.frozen(clock.now() + timedelta(minutes=5)):
        delivery.deliver_pending()
    world.load()
    assert world.warehouse.value("select count() from events") == 1
