"""Files between reading and sending: rows parted by key, so that any file is grouped in little memory,
then items by month, so that the warehouse is fed in the order of time.
"""

import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

BUFFER_BYTES_MAX = 64 << 10
PART_BYTES = 8 << 20
PARTS_MAX = 512

_encode = msgspec.json.encode


class Parts:
    """Rows in one file for each part of the keys; handles are opened only to append."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self.count = count
        self._buffers = [bytearray() for _ in range(count)]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def add(self, key: str, record: object) -> None:
        at = zlib.crc32(key.encode("utf-8", "replace")) % self.count
        buffer = self._buffers[at]
        buffer += _encode(record) + b"\n"
        if len(buffer) > BUFFER_BYTES_MAX:
            self._flush(at)

    def close(self) -> None:
        for at in range(self.count):
            self._flush(at)

    def read(self, at: int) -> Iterator[bytes]:
        """Records of one part in the order they were added, as JSON."""
        path = self._folder / str(at)
        if path.exists():
            with path.open("rb") as file:
                yield from file

    def remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _flush(self, at: int) -> None:
        if self._buffers[at]:
            with (self._folder / str(at)).open("ab") as file:
                file.write(self._buffers[at])
            self._buffers[at].clear()


def parts_for(file_bytes: int, *, packed: bool) -> int:
    """How many parts keep one of them small in memory."""
    unpacked = file_bytes * (12 if packed else 1)
    return max(1, min(PARTS_MAX, unpacked // PART_BYTES))


class Item(msgspec.Struct, array_like=True):
    """One thing to send.

    Args:
        key: of what it is about (an order, a person), in hex; empty: sent each time.
        content: of what it says, in hex.
        event: a tracking item as JSON, without ``messageId``; empty where there is none.
        memory: what a later correction needs to know of it.
        extra: what else is to be done, such as tags.

    """

    key: str
    content: str
    event: msgspec.Raw = msgspec.Raw(b"null")
    memory: msgspec.Raw = msgspec.Raw(b"null")
    extra: msgspec.Raw = msgspec.Raw(b"null")


class Items:
    """Items by month, whole on disk once ``finish`` has been called."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._buffers: dict[str, bytearray] = {}
        self._count = 0

    def begin(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)

    def add(self, month: str, item: Item) -> None:
        self._count += 1
        buffer = self._buffers.setdefault(month, bytearray())
        buffer += _encode(item) + b"\n"
        if len(buffer) > BUFFER_BYTES_MAX:
            self._flush(month)

    def finish(self, mark: str) -> None:
        """Say that all is there, under a mark that names what it was made of."""
        for month in list(self._buffers):
            self._flush(month)
        (self._folder / "complete").write_text(f"{mark} {self._count}")

    def is_complete(self, mark: str) -> bool:
        return self._marked()[0] == mark

    def count(self) -> int:
        """How many there are; 0 while not finished."""
        return int(self._marked()[1])

    def read(self, skip: int = 0) -> Iterator[tuple[str, Item]]:
        """Month and item, in the order of time, from the ``skip``-th on."""
        decode = msgspec.json.Decoder(Item).decode
        for path in sorted(self._folder.glob("[0-9]*")):
            with path.open("rb") as file:
                for line in file:
                    if skip:
                        skip -= 1
                        continue
                    yield path.name, decode(line)

    def _marked(self) -> tuple[str, str]:
        path = self._folder / "complete"
        mark, _, count = (path.read_text() if path.exists() else "").partition(" ")
        return mark, count or "0"

    def _flush(self, month: str) -> None:
        buffer = self._buffers[month]
        if buffer:
            with (self._folder / month).open("ab") as file:
                file.write(buffer)
            buffer.clear()
