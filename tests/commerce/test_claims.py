"""Members claim coupons in the mall."""

import pytest

from siyu.kernel import ids
from siyu.promotions.claiming import claim_coupon
from siyu.promotions.contracts import Limits, Validity
from siyu.promotions.kinds import KindPlan, activate_kind, draft_kind

from .members import TEN_OFF
from .test_storefront import signed_in
from .world import Shop

pytestmark = pytest.mark.database


def test_a_member_who_holds_two_hundred_claims_two_more(api, house):
    Shop(house.context).open()
    member = signed_in(api, house)
    person = ids.number("per", api.get("/m/me", headers=member).json()["person_id"])
    plan = KindPlan(
        name="满100减10",
        effect=TEN_OFF,
        validity=Validity(days=7),
        limits=Limits(),
        public=True,
    )
    with house.context.session() as session:
        kind = draft_kind(session, plan, zone="Asia/Shanghai").id
        activate_kind(session, kind)
        for number in range(200):
            claim_coupon(session, kind, person, cause=f"gift {number}")
    path = f"/m/coupon-kinds/{ids.code('cpk', kind)}/claims"
    claimed = [api.post(path, headers=member) for _ in range(2)]
    assert [one.status_code for one in claimed] == [201, 201]
    assert claimed[0].json()["id"] != claimed[1].json()["id"]
