"""A ClickHouse server's HTTP interface over chDB, for tests where no server is at hand.

``python http_twin.py FOLDER`` prints its URL, and serves until it is killed. It speaks as much of the protocol as
the driver uses: the query in the body, or in the address with data in the body; ``param_…`` for bound
values; the rest of the address are settings. It shows that our side of the wire is right; it cannot show
that a server agrees.
"""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import chdb

TRANSPORT = {
    "query", "database", "default_format", "session_id", "session_timeout", "query_id", "wait_end_of_query",
    "send_progress_in_http_headers", "http_headers_progress_interval_ms", "client_protocol_version",
    "enable_http_compression", "cancel_http_readonly_queries_on_client_close", "buffer_size", "role",
}  # fmt: skip


class Twin(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path

    def do_GET(self) -> None:
        self._answer(200, b"Ok.\n")

    def do_POST(self) -> None:
        address = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        body = self._body()
        connection = chdb.connect(f"{self.folder}?{urlencode({'backups.allowed_path': '/'})}")
        try:
            connection.query(f"USE `{address.get('database', 'default')}`")
            for name, value in address.items():
                if name not in TRANSPORT and not name.startswith("param_"):
                    connection.query(f"SET {name} = '{_escaped(value)}'")
            self._run(connection, address, body)
        except RuntimeError as error:
            text = str(error)
            code = re.search(r"Code: (\d+)", text)
            self._answer(
                500, text.encode(), {"X-ClickHouse-Exception-Code": code[1] if code else "1002"}
            )
        finally:
            connection.close()

    def _run(self, connection: Any, address: dict[str, str], body: bytes) -> None:
        sql = address.get("query", "")
        insert, line, data = (
            (sql, "\n", body)
            if sql
            else (b"\n".join(body.split(b"\n", 1)[:1]).decode(), *_data(body))
        )
        found = re.fullmatch(
            r"\s*(INSERT\s.*?)\s+FORMAT\s+(\w+)\s*", insert, re.IGNORECASE | re.DOTALL
        )
        if found and line:
            with connection.send_insert(found[1], found[2]) as stream:
                stream.append(data)
                rows = stream.finish().rows_written
            self._answer(
                200, b"", {"X-ClickHouse-Summary": json.dumps({"written_rows": str(rows)})}
            )
            return
        params = {name[6:]: value for name, value in address.items() if name.startswith("param_")}
        wanted = address.get("default_format", "TabSeparated")
        named = re.search(r"\bFORMAT\s+(\w+)\s*;?\s*$", body.decode(), re.IGNORECASE)
        wanted = named[1] if named else wanted
        if wanted == "Native" and re.match(rb"\s*(SELECT|WITH)", body, re.IGNORECASE):
            self._stream(connection.send_query(body.decode(), wanted, params=params))
            return
        result = connection.query(body.decode(), wanted, params=params).bytes() or b""
        headers = {"X-ClickHouse-Format": wanted} if result or _answers(body) else {}
        self._answer(200, result, headers)

    def _stream(self, blocks: Any) -> None:
        """Block by block, so that an endless answer can be read from its beginning."""
        first = next(blocks, None)
        self._head(200, {"Transfer-Encoding": "chunked"})
        try:
            while first is not None:
                data = first.bytes()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
                first = next(blocks, None)
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.close_connection = True
        finally:
            blocks.close()

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self._head(status, {"Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        sent = {"X-ClickHouse-Query-Id": "twin", "X-ClickHouse-Timezone": "UTC", **headers}
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


def _data(body: bytes) -> tuple[str, bytes]:
    _, line, data = body.partition(b"\n")
    return line.decode(), data


def _answers(body: bytes) -> bool:
    return bool(re.match(rb"\s*(SELECT|WITH|SHOW|DESCRIBE|KILL)", body, re.IGNORECASE))


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


if __name__ == "__main__":
    Twin.folder = Path(sys.argv[1])
    keep_open = chdb.connect(f"{sys.argv[1]}?{urlencode({'backups.allowed_path': '/'})}")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Twin)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
