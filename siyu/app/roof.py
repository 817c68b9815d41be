"""The outermost ASGI application: tracking first, then the API, then the console's files."""

import mimetypes
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_API = ("/api/", "/healthz", "/readyz", "/metrics")
_WEB = Path(__file__).parent / "web"
# Scripts and styles come from us alone; charts and Ant Design set styles on elements.
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)


class Roof:
    """Dispatch by path; the hot path costs one look-up."""

    def __init__(
        self, api: ASGIApp, tracking: ASGIApp, *, is_tracking: object, public: tuple[str, ...] = ()
    ) -> None:
        self._api = api
        self._tracking = tracking
        self._is_tracking = is_tracking
        self._to_api = _API + public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._api(scope, receive, send)
            return
        path = scope["path"]
        if self._is_tracking(path):  # type: ignore[operator]
            await self._tracking(scope, receive, send)
        elif path.startswith(self._to_api) or scope["method"] not in ("GET", "HEAD"):
            await self._api(scope, receive, send)
        else:
            asked = Headers(scope=scope).get("accept-encoding", "")
            await _console_file(path, packed="gzip" in asked)(scope, receive, send)


def _console_file(path: str, *, packed: bool) -> Response:
    index = _WEB / "index.html"
    if not index.is_file():
        return PlainTextResponse(
            "The console is not built: run `make demo`, or install siyu from a wheel.\n", 503
        )
    file = _built_file(path)
    if file is not None:
        # Built files carry a hash of their content in their name, all but a few.
        kept = "public, max-age=31536000, immutable" if "/assets/" in path else "no-cache"
        headers = {"cache-control": kept, "x-content-type-options": "nosniff"}
        twin = file.with_name(f"{file.name}.gz")
        if not twin.is_file():
            return FileResponse(file, headers=headers)
        headers["vary"] = "accept-encoding"
        if not packed:
            return FileResponse(file, headers=headers)
        headers["content-encoding"] = "gzip"
        return FileResponse(twin, headers=headers, media_type=mimetypes.guess_type(file.name)[0])
    if "/assets/" in path:
        return PlainTextResponse("not found\n", 404)
    return FileResponse(
        index,
        headers={
            "cache-control": "no-cache",
            "content-security-policy": _POLICY,
            "x-frame-options": "DENY",
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
        },
    )


def _built_file(path: str) -> Path | None:
    try:
        file = (_WEB / path.lstrip("/")).resolve()
        is_one = path != "/" and file.is_relative_to(_WEB) and file.is_file()
    except (OSError, ValueError):
        # No name that a file could have: too long, or with a NUL in it.
        return None
    return file if is_one else None
