"""What other rooms use by name: the reward, and what hangs on a segment; a hand-out to a segment."""

import numpy as np
import pytest
from sqlalchemy import func, select

from siyu import audiences, loyalty, promotions
from siyu.kernel import ids
from siyu.kernel.blocks import BlockNotFound, Blocks
from siyu.kernel.jobs import JobRow, JobRun
from siyu.kernel.rewards import Reward, RewardUsed, grant
from siyu.loyalty.blocks import BLOCKS as LOYALTY
from siyu.loyalty.errors import RewardOptionsUnfit
from siyu.loyalty.models import ExchangeRow
from siyu.loyalty.offers import add_offer
from siyu.promotions import handing_out
from siyu.promotions.blocks import BLOCKS, rules_on_segment
from siyu.promotions.contracts import Limits
from siyu.promotions.drafts import PromotionPlan, draft_promotion
from siyu.promotions.errors import LimitReached
from siyu.promotions.hand_out_jobs import HAND_OUT, hand_out_to_segment, run_hand_out
from siyu.promotions.models import CouponRow, HandOutRow
from siyu.warehouse import Warehouse

from .conftest import TEN_OFF


class TestReward:
    def give(self, shop, kind, person, cause="birthday:2026"):
        with shop.context.session() as session:
            reward = Reward(name="coupon", options={"kind": ids.code("cpk", kind)})
            return grant(session, shop.context, reward, person, cause=cause)

    def test_a_coupon_is_given_once_by_cause(self, shop):
        [person] = shop.people(1)
        kind = shop.kind(limits=Limits(claims=1))
        first, second = self.give(shop, kind, person), self.give(shop, kind, person)
        assert (first.again, second.again) == (False, True)
        assert first.reference == second.reference
        with pytest.raises(LimitReached):
            self.give(shop, kind, person, "birthday:2027")

    def test_an_unknown_reward_is_refused(self, shop):
        with shop.context.session() as session, pytest.raises(BlockNotFound):
            grant(session, shop.context, Reward(name="gold"), 1, cause="x")


class TestExchangedForPoints:
    """A coupon as an offer of the points mall."""

    @pytest.fixture
    def offer(self, shop):
        shop.context.put(Blocks((*LOYALTY, *BLOCKS)))
        return self.add(shop, {"kind": ids.code("cpk", shop.kind())})

    def add(self, shop, options):
        values = {"name": "券", "description": "", "picture": "", "points": 100, "on": True}
        none = dict.fromkeys(("stock_max", "per_person_max", "starts_at", "ends_at"))
        reward = {"name": "coupon", "options": options}
        with shop.context.session() as session:
            row = add_offer(
                session,
                shop.context.get(Blocks),
                {**values, **none, "tiers": [], "position": 0, "reward": reward},
            )
            return row.id

    def exchange(self, shop, offer, quantity=2):
        [person] = shop.people(1)
        with shop.context.session() as session:
            loyalty.earn_points(session, person, points=500, cause="rich")
            loyalty.exchange_offer(
                session, shop.context, offer, person, cause="x", quantity=quantity
            )
            made = session.scalars(select(ExchangeRow)).one().id
            coupons = promotions.coupons_of(session, person)
        return person, made, coupons

    def undo(self, shop, made):
        with shop.context.session() as session:
            return loyalty.undo_exchange(session, shop.context, made, by="staff:1").state

    def states(self, shop, person):
        with shop.context.session() as session:
            points = loyalty.points_balance(session, person).available
            return points, sorted(c.state for c in promotions.coupons_of(session, person))

    def test_undone_takes_unused_coupons_back_once(self, shop, offer):
        person, made, _ = self.exchange(shop, offer)
        assert self.states(shop, person) == (300, ["held", "held"])
        assert [self.undo(shop, made) for _ in range(2)] == ["undone", "undone"]
        assert self.states(shop, person) == (500, ["voided", "voided"])

    @pytest.mark.parametrize("how", ["lock", "use"])
    def test_a_coupon_that_is_used_keeps_the_exchange(self, shop, offer, how):
        person, made, coupons = self.exchange(shop, offer)
        getattr(shop, how)(coupons[0])
        before = self.states(shop, person)
        with pytest.raises(RewardUsed) as refused:
            self.undo(shop, made)
        assert refused.value.reference == ids.code("cpn", coupons[0].id)
        assert self.states(shop, person) == before

    def test_what_is_over_stands_in_nobodys_way(self, shop, offer):
        person, made, _ = self.exchange(shop, offer, quantity=1)
        shop.expire(days=8)
        assert self.undo(shop, made) == "undone"
        assert self.states(shop, person) == (500, ["expired"])

    @pytest.mark.parametrize(
        "options", [{}, {"kind": 7}, {"kind": "cpk_!"}, {"kind": ids.code("cpk", 404)}, {"x": 1}]
    )
    def test_an_offer_that_gives_nothing_is_refused_when_it_is_saved(self, shop, offer, options):
        with pytest.raises(RewardOptionsUnfit):
            self.add(shop, options)


def test_a_segment_knows_who_asks_for_it(shop):
    rule = {**TEN_OFF, "when": {"segments": [ids.code("seg", 7)]}}
    with shop.context.session() as session:
        draft_promotion(session, PromotionPlan(name="p", rule=rule), actor="staff:1")
    shop.draft(effect={**TEN_OFF, "when": {"not_segments": [ids.code("seg", 7)]}})
    shop.draft()
    with shop.context.session() as session:
        assert {use.kind for use in rules_on_segment(session, 7)} == {"promotion", "coupon_kind"}
        assert rules_on_segment(session, 8) == []


class TestHandOutToSegment:
    @pytest.fixture
    def members(self, shop, monkeypatch):
        """A segment of twenty-five people, handed out to in sets of ten."""
        persons = shop.people(25)
        found = np.array(sorted(persons), np.uint32)
        monkeypatch.setattr(audiences, "member_ids", lambda warehouse, segment_id: found)
        monkeypatch.setattr(audiences, "require_segment", lambda session, segment_id: None)
        monkeypatch.setattr("siyu.promotions.hand_out_jobs.PEOPLE_AT_ONCE", 10)
        shop.context.put(object(), kind=Warehouse)
        return persons

    def start(self, shop, kind):
        with shop.context.session() as session:
            return hand_out_to_segment(session, kind, 1, actor="staff:1").id

    def run(self, shop, hand_out_id):
        return run_hand_out(shop.context, JobRun(shop.context, None, {"hand_out_id": hand_out_id}))

    def test_everybody_gets_one_and_a_second_run_gives_nothing(self, shop, members):
        hand_out_id = self.start(shop, shop.kind())
        assert self.run(shop, hand_out_id) == {"given": 25, "again": 0}
        assert self.run(shop, hand_out_id) == {"given": 25, "again": 0}
        with shop.context.session() as session:
            assert session.scalar(select(func.count()).select_from(CouponRow)) == 25
            row = session.get_one(HandOutRow, hand_out_id)
            assert (row.people, row.place) == (25, max(members))
            assert session.scalars(select(JobRow.name)).one() == HAND_OUT

    def test_after_a_crash_it_goes_on_where_it_stood(self, shop, members, monkeypatch):
        hand_out_id = self.start(shop, shop.kind(limits=Limits(claims=22)))
        sets, whole = [], handing_out.hand_out

        def dies(session, kind_id, person_ids, **more):
            sets.append(list(person_ids))
            if len(sets) == 2:
                raise KeyboardInterrupt
            return whole(session, kind_id, person_ids, **more)

        monkeypatch.setattr("siyu.promotions.hand_out_jobs.hand_out", dies)
        with pytest.raises(KeyboardInterrupt):
            self.run(shop, hand_out_id)
        assert self.run(shop, hand_out_id) == {"given": 22, "again": 0}
        assert [len(each) for each in sets] == [10, 10, 10, 5]
        with shop.context.session() as session:
            row = session.get_one(HandOutRow, hand_out_id)
            assert (row.refused_total, row.finished_at is not None) == (3, True)
