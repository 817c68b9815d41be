"""``Idempotency-Key``: the second call with one key gets the first call's answer.

The key is written before the work. A call that is still running answers 409; a key sent with
another body answers 422; a call that failed frees its key, since nothing was kept of it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request, Response
from sqlalchemy import delete
from sqlalchemy.orm import Mapped, mapped_column
from starlette.concurrency import run_in_threadpool
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from siyu.kernel.cipher import Sealed
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Table, insert_once
from siyu.kernel.errors import Conflict, Invalid

from .callers import caller_of
from .routing import LateRoute
from .sessions import context_of

HEADER = "Idempotency-Key"
KEY_LENGTH_MAX = 200
BODY_BYTES_COMPARED_MAX = 1 << 20
KEPT_HOURS = 24
RUNNING_MINUTES_MAX = 10
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class IdempotencyRow(Table):
    """A call made under a key, and its answer once there is one."""

    __tablename__ = "http_idempotency"

    key: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[str]
    status: Mapped[int | None]
    # An answer may hold personal data, or a secret that is shown once.
    body: Mapped[str | None] = mapped_column(Sealed)
    media_type: Mapped[str | None]
    started_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(eq=False)
class IdempotencyKeyInUse(Conflict):
    """A call with this key is still running; ask again in a moment."""


@dataclass(eq=False)
class IdempotencyKeyReused(Invalid):
    """This key was used for another request."""


@dataclass(eq=False)
class IdempotencyKeyTooLong(Invalid):
    """An idempotency key has at most 200 characters."""


class IdempotentRoute(LateRoute):
    """Use as ``APIRouter(route_class=IdempotentRoute)``; a request without a key is left alone.

    It stands around the whole route, the request's transaction included: the answer is kept only
    after that transaction has committed, and a failure leaves neither.
    """

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or give the answer that its key got before."""
        if self.max_body_size is None:
            await self._handle(scope, receive, send)
        else:
            # The body is looked at out here, where the application's own limit still holds.
            limited = RequestBodyLimitMiddleware(self._handle, self.max_body_size)
            await limited(scope, receive, send)

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        key = request.headers.get(HEADER)
        if not key or request.method not in _UNSAFE:
            await super().handle(scope, receive, send)
            return
        if len(key) > KEY_LENGTH_MAX:
            raise IdempotencyKeyTooLong
        body, receive = await _peek(request, receive)
        caller = await run_in_threadpool(caller_of, request)
        context, full_key = context_of(request), f"{caller.actor}:{key}"
        seen = await run_in_threadpool(_begin, context, full_key, _hash(request, body))
        if seen is not None:
            await seen(scope, receive, send)
            return
        kept = _Kept()
        try:
            await super().handle(scope, receive, kept.take)
        except BaseException:
            await run_in_threadpool(_forget, context, full_key)
            raise
        if kept.succeeded:
            await run_in_threadpool(_finish, context, full_key, kept)
        else:
            await run_in_threadpool(_forget, context, full_key)
        for message in kept.messages:
            await send(message)


class _Kept:
    """The answer of a route, held back until it is written down."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def take(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def succeeded(self) -> bool:
        return bool(self.messages) and self.status < 400

    @property
    def media_type(self) -> str | None:
        headers = dict(self.messages[0].get("headers", []))
        kind = headers.get(b"content-type")
        return kind.decode("latin-1") if kind else None

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])


async def _peek(request: Request, receive: Receive) -> tuple[bytes, Receive]:
    """What to know a body by, and a ``receive`` that gives it again.

    A large one is known by its length and how it begins; the rest is left in the stream.
    """
    body, more = b"", True
    while more and len(body) <= BODY_BYTES_COMPARED_MAX:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        more = message.get("more_body", False)
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": more}

    if not more:
        return body, again
    length = request.headers.get("content-length", "")
    return b"%s %s" % (length.encode(), body[:BODY_BYTES_COMPARED_MAX]), again


def _hash(request: Request, body: bytes) -> str:
    digest = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    digest.update(body)
    return digest.hexdigest()


def _begin(context: Context, key: str, request_hash: str) -> Response | None:
    with context.session() as session:
        session.execute(
            delete(IdempotencyRow).where(
                IdempotencyRow.key == key,
                (IdempotencyRow.started_at < now() - timedelta(hours=KEPT_HOURS))
                | (
                    IdempotencyRow.status.is_(None)
                    & (IdempotencyRow.started_at < now() - timedelta(minutes=RUNNING_MINUTES_MAX))
                ),
            )
        )
        row = {"key": key, "request_hash": request_hash, "started_at": now()}
        if insert_once(session, IdempotencyRow, row, keys=["key"]):
            return None
        before = session.get_one(IdempotencyRow, key)
        if before.request_hash != request_hash:
            raise IdempotencyKeyReused
        if before.status is None:
            raise IdempotencyKeyInUse
        return Response(
            (before.body or "").encode("latin-1"),
            before.status,
            media_type=before.media_type,
            headers={"Idempotent-Replayed": "true"},
        )


def _finish(context: Context, key: str, kept: _Kept) -> None:
    with context.session() as session:
        row = session.get_one(IdempotencyRow, key)
        row.status, row.body = kept.status, kept.body.decode("latin-1")
        row.media_type = kept.media_type


def _forget(context: Context, key: str) -> None:
    with context.session() as session:
        session.execute(delete(IdempotencyRow).where(IdempotencyRow.key == key))
