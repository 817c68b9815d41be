"""What is read of a request before its body."""

from starlette.types import Receive, Scope

_WANTED = frozenset(
    {
        b"authorization",
        b"x-write-key",
        b"content-encoding",
        b"content-length",
        b"origin",
        b"host",
        b"user-agent",
        b"sentat",
        b"access-control-request-headers",
    }
)
_USER_AGENT_LENGTH_MAX = 1000


class Request:
    """A thin view of the ASGI scope."""

    __slots__ = ("_scope", "headers", "method", "path", "query", "receive")

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._scope = scope
        self.receive = receive
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: bytes = scope["query_string"]
        self.headers: dict[bytes, bytes] = {
            name: value for name, value in scope["headers"] if name in _WANTED
        }

    @property
    def content_length(self) -> int:
        digits = self.headers.get(b"content-length")
        return int(digits) if digits and digits.isdigit() else 0

    @property
    def address(self) -> str:
        client = self._scope.get("client")
        return str(client[0]) if client else ""

    @property
    def user_agent(self) -> str:
        sent = self.headers.get(b"user-agent")
        return sent[:_USER_AGENT_LENGTH_MAX].decode("latin-1") if sent else ""

    @property
    def sent_at(self) -> str:
        """What analytics-js of Rudder tells of its clock, outside the body."""
        sent = self.headers.get(b"sentat")
        return sent[:64].decode("latin-1") if sent else ""

    @property
    def scheme(self) -> str:
        return str(self._scope.get("scheme", "http"))

    @property
    def host(self) -> str:
        return self.headers.get(b"host", b"")[:255].decode("latin-1")
