"""Where a warehouse lives, read from its URL."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

DATABASE = "siyu"


@dataclass(frozen=True)
class Address:
    """``chdb:///folder[?database=name]`` or ``http(s)://user:password@host:port/name``."""

    url: str
    database: str
    path: Path | None
    """Folder of an embedded warehouse; None for a server."""

    @property
    def embedded(self) -> bool:
        return self.path is not None


def read_address(url: str) -> Address:
    """Take a warehouse URL apart.

    Raises:
        ValueError: neither chDB nor HTTP.

    """
    parts = urlsplit(url)
    if parts.scheme == "chdb" and parts.path.startswith("/") and not parts.netloc:
        database = parse_qs(parts.query).get("database", [DATABASE])[0]
        # chDB compares paths literally, so every spelling must become one.
        path = Path(unquote(parts.path)).resolve()
        return Address(url=f"chdb://{path}", database=database, path=path)
    if parts.scheme in ("http", "https") and parts.hostname:
        database = unquote(parts.path.strip("/")) or DATABASE
        return Address(url=f"{parts.scheme}://{parts.netloc}", database=database, path=None)
    raise ValueError(
        "a warehouse URL is chdb:///folder or http(s)://user:password@host:port/database"
    )
