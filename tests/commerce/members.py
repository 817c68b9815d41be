"""Members with points and coupons, on the real tables of loyalty and promotions."""

import itertools
from dataclasses import dataclass

from siyu import loyalty, people
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.loyalty.invariants import INVARIANTS as LOYALTY
from siyu.promotions.claiming import claim_coupon
from siyu.promotions.contracts import Limits, Validity
from siyu.promotions.invariants import INVARIANTS as PROMOTIONS
from siyu.promotions.kinds import KindPlan, activate_kind, draft_kind
from siyu.promotions.models import CouponRow

NUMBERS = itertools.count(1)
TEN_OFF = {"kind": "spend_off", "tiers": [{"at_least_minor": 10_000, "off_minor": 1_000}]}
UNLIMITED = Limits()


@dataclass
class Members:
    context: Context

    def person(self, *, points=0):
        name = f"member-{next(NUMBERS)}"
        who = people.Identifier("user_id", name)
        with self.context.session() as session:
            (person_id,) = people.resolve(session, [people.Evidence((who,), now(), name, "test")])
            if points:
                loyalty.earn_points(session, person_id, points=points, cause=f"gift:{name}")
        self.activate()
        return person_id

    def activate(self):
        """Let earned points be spendable now."""

    def points(self, person_id):
        with self.context.session(read_only=True) as session:
            return loyalty.points_balance(session, person_id)

    def kind(self, effect=TEN_OFF, limits=UNLIMITED):
        """A kind of coupon that is being given."""
        with self.context.session() as session:
            plan = KindPlan(
                name="满100减10",
                effect=effect,
                validity=Validity(days=7),
                limits=limits,
                public=True,
            )
            kind = draft_kind(session, plan, zone="Asia/Shanghai")
            activate_kind(session, kind.id)
            return kind.id

    def coupon(self, person_id, effect=TEN_OFF):
        kind_id = self.kind(effect)
        with self.context.session() as session:
            return claim_coupon(session, kind_id, person_id, cause=f"c{next(NUMBERS)}").id

    def coupon_state(self, coupon_id):
        with self.context.session(read_only=True) as session:
            return session.get_one(CouponRow, coupon_id).state

    def broken(self):
        return [
            (one.name, found)
            for one in (*LOYALTY, *PROMOTIONS)
            if (found := one.broken(self.context))
        ]
