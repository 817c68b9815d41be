"""Write keys: every form in which SDKs send them, and the sources behind them."""

import asyncio
import base64
import binascii
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import parse_qs

import structlog

from siyu.organization import WriteKey

FRESH_SECONDS = 5.0
RETRY_UNKNOWN_SECONDS = 1.0
KEY_LENGTH_MAX = 200

log = structlog.get_logger(__name__)


class KeysUnavailable(Exception):
    """No list of keys could be read yet."""


class WriteKeys:
    """All write keys in memory; read again every few seconds, and when an unknown one comes."""

    def __init__(self, read: Callable[[], Sequence[WriteKey]]) -> None:
        self._read = read
        self._keys: dict[str, WriteKey] | None = None
        self._read_at = 0.0
        self._reading: asyncio.Task[None] | None = None

    async def find(self, key: str) -> WriteKey | None:
        """The active key, or None.

        Raises:
            KeysUnavailable: the store has not answered once since the start.

        """
        age = time.monotonic() - self._read_at
        if self._keys is not None and key in self._keys:
            if age > FRESH_SECONDS:
                self._refresh()
        elif self._keys is None or age > RETRY_UNKNOWN_SECONDS:
            await asyncio.shield(self._refresh())
        if self._keys is None:
            raise KeysUnavailable
        found = self._keys.get(key)
        return found if found is not None and found.active else None

    def _refresh(self) -> asyncio.Task[None]:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_again())
        return self._reading

    async def _read_again(self) -> None:
        try:
            keys = await asyncio.to_thread(self._read)
        except Exception as error:
            # The keys we know stay good; the store's own absence shows where it is needed.
            log.warning("tracking.write_keys_unreadable", error=type(error).__name__)
        else:
            self._keys = {key.key: key for key in keys}
        self._read_at = time.monotonic()


def key_in_header(headers: Mapping[bytes, bytes]) -> str:
    """The key that the headers carry, in Segment's order; empty where there is none.

    A Bearer token is not looked at: with OAuth the key stands in the body.
    """
    authorization = headers.get(b"authorization", b"")
    if authorization[:6].lower() == b"basic ":
        key = _basic_user(authorization[6:])
        if key:
            return key
    # Jitsu's own take ``key:secret`` only; what stands behind the colon is nobody's business.
    return _text(headers.get(b"x-write-key", b"").partition(b":")[0])


def key_in_query(query: bytes) -> str:
    """The key of a beacon."""
    if b"riteKey=" not in query and b"write_key=" not in query:
        return ""
    fields = parse_qs(query.decode("latin-1"), max_num_fields=50)
    for name in ("writeKey", "write_key"):
        if fields.get(name):
            return _text(fields[name][0].encode("latin-1", "ignore"))
    return ""


# The same few keys come with every request.
@lru_cache(1_000)
def _basic_user(encoded: bytes) -> str:
    try:
        user, _, _ = base64.b64decode(encoded.strip(), validate=False).partition(b":")
    except (binascii.Error, ValueError):
        return ""
    return _text(user)


def _text(raw: bytes) -> str:
    return raw[:KEY_LENGTH_MAX].decode("latin-1").strip()
