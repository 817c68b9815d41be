"""Coupons and personal limits through merges, splits and erasure, on the real room of people."""

import pytest
from sqlalchemy import select

from siyu import people
from siyu.kernel.delivery import Delivery, ParkedEvent
from siyu.kernel.events import EventTypes, OutboxRow, publish
from siyu.people.manifest import MODULE as PEOPLE
from siyu.people.models import MergeRow
from siyu.promotions.contracts import CouponState, Limits, Source
from siyu.promotions.errors import CouponUnusable, LimitReached
from siyu.promotions.handing_out import hand_out
from siyu.promotions.held import claimable_kinds, coupon_facts, coupons_of
from siyu.promotions.holdings import count_holdings
from siyu.promotions.invariants import states_without_line
from siyu.promotions.manifest import MODULE
from siyu.promotions.models import CouponLineRow, CouponRow


@pytest.fixture
def deliver(shop):
    """Hand every published event to the room's reactions, as the outbox does."""
    types = EventTypes()
    types.declare(*PEOPLE.events, *MODULE.events)
    delivery = Delivery(shop.context, types, MODULE.subscriptions)
    delivery.register()

    def run():
        while delivery.deliver_pending():
            pass
        with shop.context.session() as session:
            assert session.scalars(select(ParkedEvent)).all() == []

    return run


def merge(shop, one, other):
    with shop.context.session() as session:
        return people.merge_persons(session, one, other, actor="staff:1", despite_rules=True)


def part(shop):
    with shop.context.session() as session:
        merge_id = session.scalars(select(MergeRow.id).order_by(MergeRow.id.desc())).first()
        people.undo_merge(session, merge_id, actor="staff:1")


def owner(shop, coupon):
    with shop.context.session() as session:
        return session.get_one(CouponRow, coupon.id).person_id


def held(shop, person):
    while count_holdings(shop.context):
        pass
    with shop.context.session() as session:
        found = people.profiles(session, [person])[person].attributes
        return found.get("coupons_held")


class TestMerge:
    def test_coupons_follow_and_go_back_with_the_split(self, shop, deliver):
        old, young = shop.people(2)
        kind = shop.kind()
        own, theirs = shop.claim(kind, old), shop.claim(kind, young)
        assert merge(shop, old, young) == old
        deliver()
        together = shop.claim(kind, young, "while one")
        assert [owner(shop, each) for each in (own, theirs, together)] == [old, old, old]
        part(shop)
        deliver()
        assert [owner(shop, each) for each in (own, theirs, together)] == [old, young, old]
        with shop.context.session() as session:
            kinds = session.scalars(
                select(CouponLineRow.kind)
                .where(CouponLineRow.coupon_id == theirs.id)
                .order_by(CouponLineRow.id)
            ).all()
        assert kinds == ["claimed", "transferred", "transferred"]
        assert states_without_line(shop.context) == []

    def test_the_survivor_uses_them_before_anything_was_moved(self, shop):
        old, young = shop.people(2)
        coupon = shop.claim(shop.kind(), young)
        merge(shop, old, young)
        with shop.context.session() as session:
            assert [each.id for each in coupons_of(session, old)] == [coupon.id]
            assert len(coupon_facts(session, [coupon.id], person_id=old)) == 1
        assert shop.use(coupon, person_id=old)[0].state == CouponState.used

    def test_one_person_has_one_limit(self, shop):
        old, young, other = shop.people(3)
        kind = shop.kind(limits=Limits(claims_per_person=2))
        for person in (old, young):
            shop.claim(kind, person)
        merge(shop, old, young)
        with pytest.raises(LimitReached) as refused:
            shop.claim(kind, young, "third")
        assert refused.value.per_person
        with shop.context.session() as session:
            given = hand_out(session, kind, [old, other], cause="x", source=Source.campaign)
        assert (given.given, given.refused_person) == (1, 1)
        part(shop)
        shop.claim(kind, young, "fourth")

    def test_what_can_be_had_counts_all_nodes(self, shop):
        old, young = shop.people(2)
        kind = shop.kind(limits=Limits(claims=9, claims_per_person=1), public=True)
        shop.kind()
        shop.claim(kind, young)
        with shop.context.session() as session:
            [found] = claimable_kinds(session, old)
            assert (found.left, found.left_for_person) == (8, 1)
        merge(shop, old, young)
        with shop.context.session() as session:
            assert claimable_kinds(session, old) == []


class TestErasure:
    def test_takes_what_is_open_and_forgets_whose_the_rest_was(self, shop, deliver):
        [person] = shop.people(1)
        kind = shop.kind()
        open_, used = shop.claim(kind, person, "a"), shop.claim(kind, person, "b")
        shop.use(used)
        deliver()
        with shop.context.session() as session:
            publish(session, people.PersonErased(person_id=person, node_ids=[person]))
        deliver()
        with shop.context.session() as session:
            rows = {row.id: row for row in session.scalars(select(CouponRow))}
            last = session.scalars(select(OutboxRow).order_by(OutboxRow.id.desc()).limit(1)).one()
        assert {rows[open_.id].state, rows[used.id].state} == {"voided", "used"}
        assert {(row.person_id, row.issued_to) for row in rows.values()} == {(None, None)}
        assert (last.name, last.person_id) == ("promotions.coupon_voided", None)
        with pytest.raises(CouponUnusable):
            shop.use(open_, cause="order:2")
        assert states_without_line(shop.context) == []


class TestHoldings:
    def test_the_attribute_says_how_many_can_be_used(self, shop):
        [person] = shop.people(1)
        kind = shop.kind()
        first, second = shop.claim(kind, person, "a"), shop.claim(kind, person, "b")
        assert held(shop, person) == 2
        shop.lock(first)
        assert held(shop, person) == 1
        shop.give_back()
        assert held(shop, person) == 2
        shop.use(second, cause="order:2")
        shop.expire(days=30)
        assert held(shop, person) == 0
        assert count_holdings(shop.context) is False
