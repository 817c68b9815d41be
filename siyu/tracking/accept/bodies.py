"""Request bodies: read within a limit, and unpacked within the same limit."""

import asyncio
import re
import zlib

import msgspec
from starlette.types import Receive

BODY_BYTES_MAX = 4 << 20
_DRAINED_BYTES_MAX = 16 << 20
# Unpacking more than this takes long enough to hold up other requests.
_APART_BYTES_MIN = 64 << 10
_MEMBERS_MAX = 16
_BOM = b"\xef\xbb\xbf"
# An escaped backslash and a whole pair are passed over, so that what is left is half a pair.
_HALVES = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


class TooLarge(Exception):
    """More than a request may have."""


class Unreadable(Exception):
    """Not what its encoding says."""


class Gone(Exception):
    """The client has hung up."""


async def read_body(receive: Receive) -> bytes:
    """The raw body.

    Raises:
        TooLarge: over the limit; what little more comes has been read, so that the answer arrives.
        Gone: the client hung up.

    """
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        if len(body) > BODY_BYTES_MAX:
            raise TooLarge
        return body
    parts, size = [body], len(body)
    while message.get("more_body", False):
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        size += len(part)
        if size <= BODY_BYTES_MAX:
            parts.append(part)
        elif size > _DRAINED_BYTES_MAX:
            break
    if size > BODY_BYTES_MAX:
        raise TooLarge
    return b"".join(parts)


async def unpack(body: bytes, encoding: bytes) -> bytes:
    """The body without its content encoding; gzip is known by its first bytes too.

    Raises:
        TooLarge: it would unpack to more than a request may have.
        Unreadable: damaged, or in an encoding we do not know.

    """
    packed = body[:2] == b"\x1f\x8b"
    if not packed and encoding in (b"", b"identity", b"gzip", b"x-gzip"):
        # Some proxies unpack and leave the header standing.
        return body.removeprefix(_BOM)
    if not packed and encoding != b"deflate":
        raise Unreadable
    if len(body) > _APART_BYTES_MIN:
        return await asyncio.to_thread(inflate, body)
    return inflate(body)


def inflate(body: bytes) -> bytes:
    """Unpack gzip, zlib or raw deflate, of which gzip may have several members."""
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            return _inflate(body, window).removeprefix(_BOM)
        except zlib.error:
            continue
    raise Unreadable


def _inflate(body: bytes, window: int) -> bytes:
    parts, size, rest = [], 0, body
    for _ in range(_MEMBERS_MAX):
        stream = zlib.decompressobj(window)
        part = stream.decompress(rest, BODY_BYTES_MAX + 1 - size)
        size += len(part)
        if size > BODY_BYTES_MAX or stream.unconsumed_tail:
            raise TooLarge
        if not stream.eof:
            raise zlib.error("ends too early")
        parts.append(part)
        rest = stream.unused_data
        if not rest.strip(b"\x00"):
            return b"".join(parts)
    raise Unreadable


class Envelope(msgspec.Struct):
    """The little of a request that is looked at before it is kept."""

    writeKey: str | None = None  # noqa: N815  (the wire's name)
    batch: list[msgspec.Raw] | None = None


_envelope = msgspec.json.Decoder(Envelope)
_anything = msgspec.json.Decoder(msgspec.Raw)


def look_or_mend(body: bytes) -> tuple[Envelope, bytes]:
    r"""As :func:`look`, and the body to keep.

    JavaScript cuts an emoji in half and writes the half as ``\ud83d``, which is no character; it
    becomes U+FFFD, as in every decoder, rather than cost the request's other events.

    Raises:
        Unreadable: not JSON.

    """
    try:
        return look(body), body
    except Unreadable:
        mended = _HALVES.sub(_whole, body) if b"\\u" in body else body
        if mended == body:
            raise
        return look(mended), mended


def _whole(found: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if found["half"] else found[0]


def look(body: bytes) -> Envelope:
    """Check that the body is JSON, without building objects of it.

    What is JSON but no request of ours passes, as does what nests too deep to look into: the
    loader puts both in quarantine.

    Raises:
        Unreadable: not JSON.

    """
    try:
        return _envelope.decode(body)
    except msgspec.ValidationError:
        pass
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unreadable from None
    except RecursionError:
        return Envelope()
    try:
        _anything.decode(body)
    except msgspec.DecodeError:
        raise Unreadable from None
    except RecursionError:
        pass
    return Envelope()
