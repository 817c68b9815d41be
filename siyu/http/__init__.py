"""What every ``api.py`` shares: session, caller, errors on the wire, paging, idempotency, limits."""

from .callers import Caller, Guard, allow, caller_of
from .codes import Code
from .idempotency import IdempotencyRow, IdempotentRoute
from .instants import Instant
from .origins import client_address
from .pages import Page, PageRequest, decode_cursor, encode_cursor, page_of
from .problems import fails_with, install_error_handlers
from .routing import LateRoute, include_late
from .schemas import Schema
from .sessions import Db, Running, context_of, service
from .texts import Text

__all__ = [
    "Caller",
    "Code",
    "Db",
    "Guard",
    "IdempotencyRow",
    "IdempotentRoute",
    "Instant",
    "LateRoute",
    "Page",
    "PageRequest",
    "Running",
    "Schema",
    "Text",
    "allow",
    "caller_of",
    "client_address",
    "context_of",
    "decode_cursor",
    "encode_cursor",
    "fails_with",
    "include_late",
    "install_error_handlers",
    "page_of",
    "service",
]
