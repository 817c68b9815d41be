"""Bytes of a file, unpacked where it is gzip, counted and bounded."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from siyu.imports.errors import FileUnpacksTooLarge, FileUnreadable

CHUNK_BYTES = 1 << 20
UNPACKED_BYTES_MAX = 64 << 30
# Deflate packs 1 032 : 1 at best; tables of text stay below 50 : 1.
RATIO_MAX = 250
RATIO_COUNTS_FROM_BYTES = 64 << 20

GZIP_MAGIC = b"\x1f\x8b"


def is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == GZIP_MAGIC


def read_chunks(
    path: Path,
    *,
    gzip: bool,
    seen: Callable[[int], None] = lambda _: None,
    cut_short: Callable[[], None] = lambda: None,
) -> Iterator[bytes]:
    """The file's content in pieces of about a MiB.

    Args:
        seen: told how many bytes of the file on disk have been read.
        cut_short: told that a packed file ended too early; what came before is given.

    Raises:
        FileUnpacksTooLarge: a zip bomb, or more than ``UNPACKED_BYTES_MAX``.
        FileUnreadable: damaged.

    """
    done = 0
    with path.open("rb") as file:
        if not gzip:
            while chunk := file.read(CHUNK_BYTES):
                done += len(chunk)
                seen(done)
                yield chunk
            return
        unpacked, inflate = 0, None
        while packed := file.read(1 << 16):
            done += len(packed)
            seen(done)
            while packed or (inflate and inflate.unconsumed_tail):
                if inflate is None:  # gzip files may follow one another, padded with zeros
                    packed = packed.lstrip(b"\0")
                    if not packed:
                        break
                    inflate = zlib.decompressobj(wbits=31)
                try:
                    chunk = inflate.decompress(packed, CHUNK_BYTES)
                except zlib.error:
                    if not unpacked:
                        raise FileUnreadable("gzip") from None
                    cut_short()
                    return
                unpacked += len(chunk)
                _refuse_bomb(unpacked, done)
                if chunk:
                    yield chunk
                packed = inflate.unconsumed_tail
                if inflate.eof:
                    packed, inflate = inflate.unused_data, None
        if inflate is not None:
            cut_short()


def first_bytes(path: Path, *, gzip: bool, most: int) -> bytes:
    """The beginning of the content."""
    parts: list[bytes] = []
    size = 0
    for chunk in read_chunks(path, gzip=gzip):
        parts.append(chunk)
        size += len(chunk)
        if size >= most:
            break
    return b"".join(parts)[:most]


def _refuse_bomb(unpacked: int, packed: int) -> None:
    bomb = unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > packed * RATIO_MAX
    if bomb or unpacked > UNPACKED_BYTES_MAX:
        raise FileUnpacksTooLarge(UNPACKED_BYTES_MAX)
