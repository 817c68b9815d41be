"""What wraps every request to ``/api``: request id, limits per caller, headers that harden."""

import re
import secrets
import time
from collections import OrderedDict
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from siyu.kernel import metrics
from siyu.kernel.errors import Throttled

from .origins import bind_client_address
from .problems import problem_response

_REQUESTS = metrics.seconds("http_request", "Time to answer a request", "method", "status")
_CALLERS_MAX = 10_000
_SESSION = re.compile(rb"siyu_session=[^;]+")


class RequestFrame:
    """Request id in logs and answer; timing; security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.bind_contextvars(request_id=request_id)
        bind_client_address(str((scope.get("client") or ("",))[0]))
        started = time.perf_counter()

        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers: list[tuple[bytes, bytes]] = message.setdefault("headers", [])
                headers += [
                    (b"x-request-id", request_id.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"same-origin"),
                    (b"x-frame-options", b"DENY"),
                ]
                _REQUESTS.labels(scope["method"], str(message["status"])).observe(
                    time.perf_counter() - started
                )
            await send(message)

        try:
            await self._app(scope, receive, framed)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")


class RateLimit:
    """Requests a minute for each caller, as a bucket that refills evenly.

    Who shows a key or cookie that no request has been let in with yet is counted by address: else
    each made-up one would be a caller of its own, and guessing had no limit.

    Answers carry ``RateLimit-Limit``, ``-Remaining`` and ``-Reset`` (IETF draft
    httpapi-ratelimit-headers); past the limit 429 with ``Retry-After``.
    """

    def __init__(self, app: ASGIApp, *, per_minute: int, prefix: str = "/api") -> None:
        self._app = app
        self._per_minute = per_minute
        self._prefix = prefix
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._let_in: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self._app(scope, receive, send)
            return
        shown = _credential(scope)
        known = shown is not None and shown in self._let_in
        left, reset_seconds = self._take(shown if shown and known else _address(scope))
        limits = [
            (b"ratelimit-limit", str(self._per_minute).encode()),
            (b"ratelimit-remaining", str(max(0, int(left))).encode()),
            (b"ratelimit-reset", str(reset_seconds).encode()),
        ]

        async def limited(message: Message) -> None:
            if message["type"] == "http.response.start":
                if shown and not known and scope.get("state", {}).get("caller") is not None:
                    self._remember(shown)
                message["headers"] = [*message.get("headers", []), *limits]
            await send(message)

        if left < 0:
            await problem_response(Throttled(reset_seconds))(scope, receive, limited)
        else:
            await self._app(scope, receive, limited)

    def _take(self, key: str) -> tuple[float, int]:
        instant = time.monotonic()
        tokens, at = self._buckets.pop(key, (float(self._per_minute), instant))
        rate = self._per_minute / 60
        tokens = min(float(self._per_minute), tokens + (instant - at) * rate)
        left = tokens - 1
        self._buckets[key] = (max(left, 0.0) if left >= 0 else tokens, instant)
        if len(self._buckets) > _CALLERS_MAX:
            self._buckets.popitem(last=False)
        return left, max(1, round((self._per_minute - max(left, 0)) / rate) if left >= 0 else 1)

    def _remember(self, shown: str) -> None:
        self._let_in[shown] = None
        if len(self._let_in) > _CALLERS_MAX:
            self._let_in.popitem(last=False)


def _credential(scope: Any) -> str | None:
    for name, value in scope["headers"]:
        if name == b"authorization":
            return str(hash(value))
        if name == b"cookie" and (session := _SESSION.search(value)):
            return str(hash(session.group()))
    return None


def _address(scope: Any) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "unknown"
