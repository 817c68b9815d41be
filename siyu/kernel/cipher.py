"""Encryption of personal data and secrets at rest, and blind indexes to find them again.

AES-256-GCM with a random nonce; the blind index is HMAC-SHA-256 cut to 16 bytes, with its own key
and the kind of value mixed in, so equal text of two kinds does not show as equal.
"""

import base64
import hmac
import os
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, LargeBinary, TypeDecorator

from .settings import Settings

_VERSION = b"\x01"


class Cipher:
    """Keys derived from one secret of 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != 32:
            raise ValueError("the secret key must be 32 bytes, as base64")
        self._aead = AESGCM(_derive(secret, b"siyu seal"))
        self._index_key = _derive(secret, b"siyu blind index")
        self._sign_key = _derive(secret, b"siyu sign")

    def seal(self, text: str) -> bytes:
        """Encrypt; two calls give two results."""
        return self.seal_bytes(text.encode())

    def seal_bytes(self, data: bytes) -> bytes:
        """Encrypt bytes, as ``seal`` does text."""
        nonce = os.urandom(12)
        return _VERSION + nonce + self._aead.encrypt(nonce, data, _VERSION)

    def unseal(self, sealed: bytes) -> str:
        """Decrypt what ``seal`` made.

        Raises:
            ValueError: not ours, changed, or made with another key.

        """
        return self.unseal_bytes(sealed).decode()

    def unseal_bytes(self, sealed: bytes) -> bytes:
        """Decrypt what ``seal_bytes`` made.

        Raises:
            ValueError: not ours, changed, or made with another key.

        """
        try:
            return self._aead.decrypt(sealed[1:13], sealed[13:], sealed[:1])
        except InvalidTag:
            raise ValueError("sealed with another key, or damaged") from None

    def blind_index(self, kind: str, text: str) -> bytes:
        """16 bytes that are equal for equal ``kind`` and ``text``."""
        message = kind.encode() + b"\x00" + text.encode()
        return hmac.digest(self._index_key, message, "sha256")[:16]

    def sign(self, purpose: str, message: bytes) -> bytes:
        """16 bytes that only this installation can make; for links and cursors."""
        return hmac.digest(self._sign_key, purpose.encode() + b"\x00" + message, "sha256")[:16]


class Sealed(TypeDecorator[str]):
    """A text column that is encrypted at rest."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else cipher().seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else cipher().unseal(value)


_installed: Cipher | None = None


def install_cipher(new: Cipher) -> None:
    """Set the process's keys, at start."""
    global _installed
    _installed = new


def cipher() -> Cipher:
    """The process's keys."""
    if _installed is None:
        raise RuntimeError("no cipher installed: the assembly does it at start")
    return _installed


def load_cipher(settings: Settings) -> Cipher:
    """Keys from ``SIYU_SECRET_KEY``, or from ``home/secret.key``, made at first start."""
    text = settings.secret_key.get_secret_value()
    if not text:
        text = _key_file(settings.home / "secret.key")
    return Cipher(base64.b64decode(text))


def _key_file(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(os.urandom(32)).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path.read_text().strip()


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=sha256(b"siyu").digest(), info=purpose).derive(
        secret
    )
