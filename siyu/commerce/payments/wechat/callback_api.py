"""Where WeChat Pay calls back: the raw body, and the answers it knows."""

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from siyu.http import LateRoute, context_of
from siyu.kernel import ids
from siyu.kernel.errors import SiyuError

from .clients import NOTICE_PATH
from .notices import hear

BODY_BYTES_MAX = 64 << 10

log = structlog.get_logger(__name__)
router = APIRouter(prefix=NOTICE_PATH, tags=["payments"], route_class=LateRoute)


@router.post(
    "/{account}",
    status_code=204,
    response_class=Response,
    responses={403: {"description": "`{code: FAIL}`: forged, or about something else."}},
)
async def post_wechat_notice(account: str, request: Request) -> Response:
    """WeChat Pay tells of a payment or a refund; the same again is answered alike and changes nothing."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > BODY_BYTES_MAX:
        return _fail(413)
    body = await request.body()
    if len(body) > BODY_BYTES_MAX:
        return _fail(413)
    try:
        account_id = ids.number("pac", account)
        await run_in_threadpool(hear, context_of(request), account_id, request.headers, body)
    except SiyuError as error:
        log.warning("wechat.notice_refused", account=account[:20], error=error.code())
        return _fail(error.status)
    except Exception:
        # Whatever it was, WeChat has to call again.
        log.exception("wechat.notice_failed", account=account[:20])
        return _fail(500)
    return Response(status_code=204)


def _fail(status: int) -> JSONResponse:
    return JSONResponse({"code": "FAIL", "message": "refused"}, status_code=status)
