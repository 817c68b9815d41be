"""Paying: starting to, and what providers say."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from siyu.http import LateRoute, Running, client_address, context_of, fails_with

from ..members import MemberSessionEnded
from ..orders import OrderNotFound
from ..payments import (
    AnotherPaymentMethod,
    CallbackForged,
    CallbackMalformed,
    NothingToPay,
    PaymentNotFound,
    ProviderUnknown,
    receive_callback,
    sandbox_pay,
    start_payment,
)
from ..payments.wechat.errors import (
    AnswerUntrusted,
    PayerMissing,
    PaymentAccountMissing,
    PlatformRefused,
    PlatformUnavailable,
)
from ..schemas import OrderCode
from .access import SignedIn, is_own
from .schemas import PayBody, PaymentNoticeOut, PayOut

router = APIRouter(prefix="/m", tags=["payments"], route_class=LateRoute)


@router.post(
    "/orders/{order_id}/payments",
    status_code=201,
    responses=fails_with(
        MemberSessionEnded,
        OrderNotFound,
        NothingToPay,
        AnotherPaymentMethod,
        ProviderUnknown,
        PaymentAccountMissing,
        PayerMissing,
        PlatformRefused,
        PlatformUnavailable,
        AnswerUntrusted,
    ),
)
def post_payment(order_id: OrderCode, body: PayBody, context: Running, member: SignedIn) -> PayOut:
    """Begin to pay; tapping twice takes the first try up again."""
    number, parameters = start_payment(
        context,
        order_id,
        provider=body.provider,
        payer=body.payer,
        payer_ip=client_address(),
        may_pay=lambda session, order: is_own(session, member, order),
    )
    return PayOut(number=number, parameters=dict(parameters))


@router.post(
    "/payments/{provider}/notices",
    responses=fails_with(ProviderUnknown, CallbackForged, CallbackMalformed),
)
async def post_notice(provider: str, request: Request) -> PaymentNoticeOut:
    """A provider says that money has come; the signature is over the raw body."""
    body = await request.body()
    outcome = await run_in_threadpool(
        receive_callback, context_of(request), provider, request.headers, body
    )
    return PaymentNoticeOut(outcome=outcome)


@router.post("/sandbox/payments/{number}", responses=fails_with(PaymentNotFound))
def pay_in_sandbox(number: str, context: Running) -> PaymentNoticeOut:
    """Pay in the sandbox's app: it takes the money and calls back at once."""
    with context.session() as session:
        headers, body = sandbox_pay(session, number)
    return PaymentNoticeOut(outcome=receive_callback(context, "sandbox", headers, body))
