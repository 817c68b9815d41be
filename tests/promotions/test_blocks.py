"""What other rooms use by name: the reward, and what hangs on a segment; a hand-out to a segment."""

import numpy as np
import pytest
from sqlalchemy import func, select

from siyu import audiences
from siyu.kernel import ids
from siyu.kernel.blocks import BlockNotFound
from siyu.kernel.jobs import JobRow, JobRun
from siyu.kernel.rewards import Reward, grant
from siyu.promotions import handing_out
from siyu.promotions.blocks import rules_on_segment
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
