"""From which address the request in hand came; the audit log wants it, logs must not have it."""

from contextvars import ContextVar

_address: ContextVar[str] = ContextVar("siyu_client_address", default="")


def client_address() -> str:
    """Address of the caller; empty outside a request."""
    return _address.get()


def bind_client_address(address: str) -> None:
    """Set by the request frame, for the thread or task of one request."""
    _address.set(address)
