"""Another system's end of a webhook: it keeps what it gets and checks who sent it."""

import hashlib
import hmac
import http.server
import threading
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass
class Receiver:
    """Listens on loopback; answers 200 unless told otherwise."""

    status: int = 200
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def __enter__(self) -> Self:
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.received.append((headers, body))
                self.send_response(receiver.status)
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *args: Any) -> None:
                """Says nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/siyu"

    def of(self, event: str) -> list[tuple[dict[str, str], bytes]]:
        return [
            (headers, body) for headers, body in self.received if headers["siyu-event"] == event
        ]


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As the documentation tells a receiver to check it: HMAC-SHA-256 of the seconds, a dot, the body."""
    moment, *signatures = headers["siyu-signature"].split(",")
    signed = moment.removeprefix("t=").encode() + b"." + body
    mine = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(each.removeprefix("v1="), mine) for each in signatures)
