"""The raw ASGI application in front of FastAPI: one look-up, one look at the JSON, one fsync."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.types import Receive, Scope, Send

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.organization import WriteKey, list_write_keys
from siyu.tracking.errors import InboxFull, InboxUnavailable
from siyu.tracking.inbox import Inbox, Origin, pack_frame
from siyu.tracking.sources import source_code

from . import answers
from .answers import Answer
from .bodies import (
    BODY_BYTES_MAX,
    Gone,
    TooLarge,
    Unreadable,
    look_or_mend,
    read_body,
    unpack,
)
from .documents import public_address, rudder_config, segment_settings
from .keys import KeysUnavailable, WriteKeys, key_in_header, key_in_query
from .pixel import rudder_pixel, segment_pixel
from .requests import Request
from .routes import Route, find_route, is_own_path
from .sensors import read_sensors, sensors_key

HELD_BYTES_MAX = 128 << 20
SWITCH_SECONDS = 0.001
_SDK_FOLDER = Path(__file__).parents[2] / "app" / "web" / "sdk"
_KEPT_BODY_BYTES_MAX = 64 << 10


class TrackingApp:
    """Callable with (scope, receive, send); give it the paths that ``is_own_path`` says are its."""

    is_own_path = staticmethod(is_own_path)

    def __init__(self, context: Context, *, sdk_folder: Path = _SDK_FOLDER) -> None:
        self._settings = context.settings
        self._inbox = context.get(Inbox)
        self._keys = WriteKeys(lambda: _read_keys(context))
        self._sdk_folder = sdk_folder
        self._held_bytes = 0
        # The loader computes beside; five milliseconds each time an answer wants the interpreter
        # would be most of its waiting time.
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_SECONDS))
        self._refuse_unknown = context.settings.unknown_write_key == "refuse"
        self._tasks: dict[str, Callable[[Request, Route], Awaitable[Answer]]] = {
            "one": self._take_events,
            "batch": self._take_events,
            "sensors": self._take_sensors,
            "pixel": self._take_pixel,
            "rudder_pixel": self._take_pixel,
            "metrics": self._ignore_metrics,
            "settings": self._give_settings,
            "source_config": self._give_source_config,
            "bundle": self._give_bundle,
            "health": self._give_health,
            "version": self._give_version,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        head = request.method == "HEAD"
        try:
            answer = await self._answer(request)
        except Gone:
            return
        await answers.send_answer(send, answer, request.headers.get(b"origin"), head=head)

    async def _answer(self, request: Request) -> Answer:
        route = find_route(request.path)
        if route is None:
            return answers.NOT_FOUND
        if request.method == "OPTIONS":
            return answers.preflight(
                route.methods, request.headers.get(b"access-control-request-headers", b"")
            )
        if request.method not in route.methods:
            return answers.wrong_method(route.methods)
        return await self._tasks[route.task](request, route)

    async def _take_events(self, request: Request, route: Route) -> Answer:
        if self._held_bytes > HELD_BYTES_MAX:
            return answers.FULL
        expected = min(request.content_length or _KEPT_BODY_BYTES_MAX, BODY_BYTES_MAX)
        self._held_bytes += expected
        try:
            raw = await read_body(request.receive)
            body = await unpack(raw, request.headers.get(b"content-encoding", b"").lower())
            envelope, body = look_or_mend(body)
        except TooLarge:
            return answers.TOO_LARGE
        except Unreadable:
            encoded = b"content-encoding" in request.headers
            return answers.UNREADABLE if encoded else answers.MALFORMED
        finally:
            self._held_bytes -= expected
        key = (
            key_in_header(request.headers) or envelope.writeKey or key_in_query(request.query) or ""
        )
        events = 1 if envelope.batch is None else len(envelope.batch)
        return await self._keep(request, body, key, events, type_=route.type)

    async def _take_sensors(self, request: Request, route: Route) -> Answer:
        try:
            form = request.query
            if request.method == "POST":
                raw = await read_body(request.receive)
                form = await unpack(raw, request.headers.get(b"content-encoding", b"").lower())
            _, body = look_or_mend(read_sensors(form))
            key = key_in_header(request.headers) or sensors_key(request.query, form, body)
        except TooLarge:
            return answers.TOO_LARGE
        except Unreadable:
            return answers.PIXEL if request.method != "POST" else answers.MALFORMED
        answer = await self._keep(request, body, key, 1, dialect="sensors")
        if request.method != "POST" and answer.status == 200:
            return answers.PIXEL
        return answer

    async def _take_pixel(self, request: Request, route: Route) -> Answer:
        """Always an image, whatever happens: a mail shows no errors."""
        refused = ""
        try:
            read = segment_pixel if route.task == "pixel" else rudder_pixel
            envelope, body = look_or_mend(read(request.query))
            key = envelope.writeKey or key_in_query(request.query) or ""
        except (Unreadable, TooLarge):
            body, key, refused = request.query, key_in_query(request.query), "malformed_pixel"
        key = key_in_header(request.headers) or key
        await self._keep(request, body, key, 1, type_=route.type, refused=refused)
        return answers.PIXEL

    async def _keep(
        self,
        request: Request,
        body: bytes,
        key: str,
        events: int,
        *,
        type_: str = "",
        dialect: str = "segment",
        refused: str = "",
    ) -> Answer:
        try:
            known = await self._keys.find(key) if key else None
        except KeysUnavailable:
            return answers.UNAVAILABLE
        if known is None:
            if self._refuse_unknown:
                return answers.UNKNOWN_KEY
            refused = "no_write_key" if not key else "unknown_write_key"
        origin = Origin(
            received_ms=int(now().timestamp() * 1000),
            source=source_code(known.source_id) if known else "",
            source_id=known.source_id if known else 0,
            dialect=dialect,
            type=type_,
            kind=str(known.kind) if known else "server",
            org=(known.node_id or 0) if known else 0,
            ip=request.address,
            user_agent=request.user_agent,
            sent_at=request.sent_at,
            refused=refused,
            write_key="" if known else key,
            strict=known.strict if known else False,
        )
        try:
            await self._inbox.submit(pack_frame(origin, body), events)
        except InboxFull:
            return answers.FULL
        except InboxUnavailable:
            return answers.UNAVAILABLE
        return answers.TAKEN

    async def _ignore_metrics(self, request: Request, route: Route) -> Answer:
        """The SDK's own performance figures; the settings document switches them off."""
        try:
            await read_body(request.receive)
        except TooLarge:
            return answers.TOO_LARGE
        return answers.TAKEN

    async def _give_settings(self, request: Request, route: Route) -> Answer:
        if await self._refused(route.argument):
            return answers.UNKNOWN_KEY
        protocol, host = public_address(self._settings, request.scheme, request.host)
        document = segment_settings(route.argument, protocol=protocol, host=host)
        return answers.json_answer(200, document, headers=[(b"cache-control", b"max-age=60")])

    async def _give_source_config(self, request: Request, route: Route) -> Answer:
        key = key_in_header(request.headers) or key_in_query(request.query)
        if not key:
            return answers.UNKNOWN_KEY
        if await self._refused(key):
            return answers.UNKNOWN_KEY
        known = await self._find(key)
        code, name = (source_code(known.source_id), known.source_name) if known else ("", "")
        return answers.json_answer(200, rudder_config(key, source=code, name=name))

    async def _give_bundle(self, request: Request, route: Route) -> Answer:
        file = self._sdk_folder / "analytics.min.js"
        if not file.is_file():
            return answers.NOT_FOUND
        return Answer(
            200,
            file.read_bytes(),
            [
                (b"content-type", b"text/javascript; charset=utf-8"),
                (b"cache-control", b"public, max-age=300"),
                (b"x-content-type-options", b"nosniff"),
            ],
        )

    async def _give_health(self, request: Request, route: Route) -> Answer:
        mode = "OK" if self._inbox.problem is None else self._inbox.problem
        status = 200 if self._inbox.problem is None else 503
        return answers.json_answer(status, {"server": "UP", "inbox": mode})

    async def _give_version(self, request: Request, route: Route) -> Answer:
        return answers.json_answer(200, {"name": "siyu", "Version": "1"})

    async def _refused(self, key: str) -> bool:
        return self._refuse_unknown and await self._find(key) is None

    async def _find(self, key: str) -> WriteKey | None:
        try:
            return await self._keys.find(key)
        except KeysUnavailable:
            return None


def _read_keys(context: Context) -> list[WriteKey]:
    with context.session(read_only=True) as session:
        return list(list_write_keys(session))
