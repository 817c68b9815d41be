"""What goes back over the wire: the codes that every SDK understands, and CORS."""

import base64
import re
from dataclasses import dataclass

import msgspec
from starlette.types import Send

Headers = list[tuple[bytes, bytes]]

_JSON = (b"content-type", b"application/json")
_HARD = (b"x-content-type-options", b"nosniff")
_GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_ALLOWED = (
    b"authorization, content-type, content-encoding, x-retry-count, x-write-key, x-enable-debug, "
    b"anonymousid, sentat"
)
_ASKED_LENGTH_MAX = 1_000
_TOKENS = re.compile(rb"[A-Za-z0-9!#$%&'*+.^_`|~-]+(\s*,\s*[A-Za-z0-9!#$%&'*+.^_`|~-]+)*")
PREFLIGHT_SECONDS = b"86400"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response."""

    status: int
    body: bytes
    headers: Headers


def json_answer(status: int, value: object, *, headers: Headers | None = None) -> Answer:
    body = msgspec.json.encode(value)
    length = (b"content-length", str(len(body)).encode())
    return Answer(status, body, [_JSON, length, _HARD, *(headers or [])])


def refusal(status: int, code: str, message: str, *, headers: Headers | None = None) -> Answer:
    """An error in the form that every SDK reads: without ``code`` rudder-sdk-python tries again."""
    return json_answer(status, {"code": code, "message": message}, headers=headers)


TAKEN = json_answer(200, {"success": True})
PIXEL = Answer(
    200,
    _GIF,
    [
        (b"content-type", b"image/gif"),
        (b"content-length", str(len(_GIF)).encode()),
        (b"cache-control", b"no-store, no-cache, must-revalidate, private"),
        _HARD,
    ],
)
MALFORMED = refusal(400, "malformed_json", "The body is not JSON.")
TOO_LARGE = refusal(
    400, "too_large", "A request may have 4 MB, unpacked.", headers=[(b"connection", b"close")]
)
UNREADABLE = refusal(400, "malformed_body", "The body is not what its content-encoding says.")
UNKNOWN_KEY = refusal(401, "unknown_write_key", "No source has this write key.")
NOT_FOUND = refusal(404, "not_found", "There is nothing here.")
FULL = refusal(
    503, "inbox_full", "Too much is waiting; send it again.", headers=[(b"retry-after", b"1")]
)
UNAVAILABLE = refusal(
    503, "inbox_unavailable", "Not kept; send it again.", headers=[(b"retry-after", b"5")]
)


def wrong_method(allowed: str) -> Answer:
    return refusal(
        405,
        "method_not_allowed",
        "This address answers another method.",
        headers=[(b"allow", allowed.encode())],
    )


def preflight(allowed: str, asked: bytes) -> Answer:
    """Every header that a page asks for is welcome: SDKs add their own with each version."""
    headers = _ALLOWED
    if asked and len(asked) <= _ASKED_LENGTH_MAX and _TOKENS.fullmatch(asked):
        headers = b", ".join((_ALLOWED, asked))
    return Answer(
        204,
        b"",
        [
            (b"access-control-allow-methods", allowed.encode()),
            (b"access-control-allow-headers", headers),
            (b"access-control-max-age", PREFLIGHT_SECONDS),
        ],
    )


def cross_origin(origin: bytes) -> Headers:
    """Any page may send: a write key is no secret, and no cookie is read here."""
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"access-control-expose-headers", b"Retry-After"),
        (b"vary", b"Origin"),
    ]


async def send_answer(send: Send, answer: Answer, origin: bytes | None, *, head: bool) -> None:
    headers = answer.headers
    if origin is not None:
        headers = [*headers, *cross_origin(origin)]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else answer.body})
