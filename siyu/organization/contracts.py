"""What crosses organization's front door: plain frozen data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NodeKind(StrEnum):
    """Levels of the tree, highest first."""

    group = "group"
    subsidiary = "subsidiary"
    brand = "brand"
    region = "region"
    store = "store"


class SourceKind(StrEnum):
    """What sends events under a write key; decides which answers and settings it gets."""

    server = "server"
    browser = "browser"
    mobile = "mobile"
    mini_program = "mini_program"
    sensors = "sensors"
    file = "file"


@dataclass(frozen=True, kw_only=True)
class Node:
    """A place in the tree.

    Args:
        code: the brand's own number of it (store number in the POS), unique where given.
        longitude: degrees east, WGS 84; given together with ``latitude``.
        path: ids from the root down to the node itself: ``/1/4/9/``.

    """

    id: int
    parent_id: int | None
    kind: NodeKind
    name: str
    code: str | None
    address: str | None
    longitude: float | None
    latitude: float | None
    path: str


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Someone who works here."""

    id: int
    name: str
    email: str
    active: bool


@dataclass(frozen=True, kw_only=True)
class WriteKey:
    """What an SDK signs its events with. Not a secret: browsers carry it in the open."""

    key: str
    source_id: int
    source_name: str
    node_id: int | None
    kind: SourceKind
    active: bool
    strict: bool


@dataclass(frozen=True, kw_only=True)
class Brand:
    """How the installation presents itself, and how it cuts days and counts money."""

    name: str
    timezone: str
    currency: str


@dataclass(frozen=True, kw_only=True)
class NewSession:
    """A session just opened; the token is known only here and to the browser."""

    id: int
    staff_id: int
    token: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class NewInvitation:
    """An invitation just made; the token is shown once."""

    staff_id: int
    token: str
    expires_at: datetime
