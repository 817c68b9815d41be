"""Signing in, and what is a member's own: points and coupons."""

from fastapi import APIRouter

from siyu import loyalty, promotions
from siyu.http import Db, LateRoute, Running, fails_with
from siyu.kernel import ids

from ..carts import merge_carts
from ..members import (
    CodesTooMany,
    CodeWrong,
    MemberSessionEnded,
    PhoneUnfit,
    send_code,
    sign_in,
    sign_out,
)
from ..sales_channels import SalesChannelNotFound, require_open_channel
from ..schemas import CouponKindCode
from .access import SignedIn, Token
from .schemas import (
    ClaimableOut,
    HeldCouponOut,
    PhoneBody,
    ShopperOut,
    ShopperSessionOut,
    SignInBody,
)

router = APIRouter(prefix="/m", tags=["member"], route_class=LateRoute)


@router.post("/sign-in-codes", status_code=204, responses=fails_with(PhoneUnfit, CodesTooMany))
def post_sign_in_code(body: PhoneBody, context: Running) -> None:
    """Send a code to a phone; five in an hour at most."""
    send_code(context, body.phone)


@router.post(
    "/sessions",
    status_code=201,
    responses=fails_with(PhoneUnfit, CodeWrong, SalesChannelNotFound),
)
def post_session(body: SignInBody, context: Running) -> ShopperSessionOut:
    """Sign in by the code; the device's cart joins the member's."""
    with context.session(read_only=True) as session:
        channel = require_open_channel(session, body.sales_channel)
    opened = sign_in(context, body.phone, body.code, sales_channel=channel.code)
    if body.device is not None:
        with context.session() as session:
            merge_carts(
                session,
                device=body.device,
                person_id=opened.person_id,
                sales_channel_id=channel.id,
            )
    return ShopperSessionOut(
        token=opened.token, person_id=opened.person_id, expires_at=opened.expires_at
    )


@router.delete("/sessions/current", status_code=204)
def delete_session(session: Db, token: Token) -> None:
    """Sign out."""
    sign_out(session, token)


@router.get("/me", responses=fails_with(MemberSessionEnded))
def get_me(session: Db, member: SignedIn) -> ShopperOut:
    """The member's card."""
    found = loyalty.member_of(session, member.person_id)
    return ShopperOut(
        person_id=member.person_id,
        tier=found.tier,
        growth=found.growth,
        points=found.points.available,
        points_pending=found.points.pending,
    )


@router.get("/coupons", responses=fails_with(MemberSessionEnded))
def list_coupons(
    session: Db, member: SignedIn, state: promotions.CouponState | None = None
) -> list[HeldCouponOut]:
    """The member's coupons, the newest first."""
    return [
        HeldCouponOut(
            id=coupon.id,
            name=coupon.name,
            code=coupon.code,
            state=coupon.state,
            effect=dict(coupon.effect),
            valid_from=coupon.valid_from,
            valid_until=coupon.valid_until,
        )
        for coupon in promotions.coupons_of(session, member.person_id, state=state)
    ]


@router.get("/coupon-kinds", responses=fails_with(MemberSessionEnded))
def list_claimable(session: Db, member: SignedIn) -> list[ClaimableOut]:
    """Kinds of coupon that the member may claim now."""
    return [
        ClaimableOut(
            kind_id=one.kind_id,
            name=one.name,
            description=one.description,
            effect=dict(one.effect),
            left=one.left,
        )
        for one in promotions.claimable_kinds(session, member.person_id)
    ]


@router.post(
    "/coupon-kinds/{kind_id}/claims",
    status_code=201,
    responses=fails_with(
        MemberSessionEnded,
        promotions.CouponKindNotFound,
        promotions.CouponNotClaimable,
        promotions.LimitReached,
    ),
)
def claim(kind_id: CouponKindCode, session: Db, member: SignedIn) -> HeldCouponOut:
    """Claim a coupon; each call claims one more, as far as the kind's limits go."""
    shown = promotions.claimable_kinds(session, member.person_id, gone_too=True)
    if kind_id not in {one.kind_id for one in shown}:
        raise promotions.CouponKindNotFound(kind_id)
    count = promotions.coupons_claimed(session, member.person_id, kind_id)
    person = ids.code("per", member.person_id)
    # Two taps at once share the count, so they claim one coupon.
    cause = f"member:{person}:{ids.code('cpk', kind_id)}:{count}"
    coupon = promotions.claim_coupon(session, kind_id, member.person_id, cause=cause)
    return HeldCouponOut(
        id=coupon.id,
        name=coupon.name,
        code=coupon.code,
        state=coupon.state,
        effect=dict(coupon.effect),
        valid_from=coupon.valid_from,
        valid_until=coupon.valid_until,
    )
