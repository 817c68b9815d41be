"""Files a brand uploads or exports: kept in ``home/files`` under names of our own."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .errors import Invalid, NotFound
from .settings import Settings

UPLOAD_BYTES_MAX = 4 << 30


@dataclass(eq=False)
class FileTooLarge(Invalid):
    """The file is larger than this server takes."""

    status = 413

    bytes_max: int


@dataclass(eq=False)
class FileGone(NotFound):
    """The file is not there any more."""

    name: str


class Files:
    """A folder of files; names are made here and never taken from outside."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.home / "files"
        self._folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def create(self, suffix: str = "") -> Iterator[tuple[str, IO[bytes]]]:
        """A new file's name and handle; it exists, whole and on disk, when the block ends well."""
        name = secrets.token_hex(16) + suffix
        part = self._folder / f"{name}.part"
        try:
            with part.open("wb") as handle:
                yield name, handle
                handle.flush()
                os.fsync(handle.fileno())
            part.rename(self._folder / name)
        finally:
            part.unlink(missing_ok=True)

    def path(self, name: str) -> Path:
        """Where a file lies.

        Raises:
            FileGone: no such file.

        """
        path = self._folder / name
        if "/" in name or name.startswith(".") or not path.is_file():
            raise FileGone(name[:80])
        return path

    def delete(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)
