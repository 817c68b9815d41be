"""The twin's HTTP server: it checks merchants' signatures, signs its answers, and calls back."""

import base64
import binascii
import gzip
import hashlib
import json
import re
import socket
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import uvicorn
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from fastapi import FastAPI, Request, Response

from .book import Book, Refusal
from .callbacks import Callback, Callbacks, signed_headers
from .keys import Merchant, Platform, new_platform, seal
from .telling import bill_text, refund_answered, trade_told

STAMP_SECONDS_MAX = 300
START_SECONDS_MAX = 10
_PARTS = re.compile(r'(\w+)="([^"]*)"')
SCHEME = "WECHATPAY2-SHA256-RSA2048 "


class Twin:
    """WeChat Pay on this machine.

    Args:
        deliver: called with each callback when something happens; None keeps them in ``waiting``
            for the test to post, lose, repeat or reorder.

    """

    def __init__(
        self, platform: Platform | None = None, *, deliver: Callable[[Callback], None] | None = None
    ) -> None:
        self.platform = platform or new_platform()
        self.book = Book()
        self.callbacks = Callbacks(self.platform)
        self.merchants: dict[str, Merchant] = {}
        self.waiting: list[Callback] = []
        self.calls: list[str] = []
        self.spoil_answers = False
        """Sign answers with a key that is not the platform's."""
        self.failing = ""
        """Answer 500 to paths that contain this."""
        self.lose_answers_to = ""
        """Do what is asked by paths that contain this, and answer 500."""
        self.url = ""
        self._deliver = deliver or self.waiting.append
        self._nonces: set[str] = set()
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def admit(self, merchant: Merchant) -> Merchant:
        """Let a merchant call."""
        self.merchants[merchant.merchant_id] = merchant
        return merchant

    def pay(self, merchant_id: str, number: str) -> None:
        """A shopper pays; a callback is due."""
        self._deliver(self.callbacks.paid(self.book.pay(merchant_id, number)))

    def finish_refund(self, merchant_id: str, number: str, status: str = "SUCCESS") -> None:
        """The bank has decided on a refund; a callback is due."""
        trade, refund = self.book.require_refund(merchant_id, number)
        self.book.finish(refund, status)
        self._deliver(self.callbacks.refunded(trade, refund))

    def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, in a thread; returns the address."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        self.url = f"http://{host}:{listener.getsockname()[1]}"
        self._server = uvicorn.Server(
            uvicorn.Config(self.app(), log_level="error", lifespan="off", ws="none")
        )
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, daemon=True, name="wechat.twin"
        )
        self._thread.start()
        until = time.monotonic() + START_SECONDS_MAX
        while not self._server.started:
            if time.monotonic() > until:
                raise TimeoutError(self.url)
            time.sleep(0.01)
        return self.url

    def stop(self) -> None:
        """Stop listening."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(START_SECONDS_MAX)

    def app(self) -> FastAPI:
        """The server as an application."""
        app = FastAPI(openapi_url=None)

        @app.post("/twin/pay/{merchant_id}/{number}")
        def pay(merchant_id: str, number: str) -> Response:
            try:
                self.pay(merchant_id, number)
            except Refusal as refusal:
                return Response(refusal.code, refusal.status)
            return Response(status_code=204)

        @app.api_route("/{path:path}", methods=["GET", "POST"])
        async def any_path(request: Request, path: str) -> Response:
            body = await request.body()
            target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return self._answer(request, target, body)

        return app

    def _answer(self, request: Request, target: str, body: bytes) -> Response:
        self.calls.append(f"{request.method} {target}")
        merchant: Merchant | None = None
        try:
            _fail_where(self.failing, target)
            merchant = self._who(request, target, body)
            if request.url.path == "/v3/billdownload/file":
                return Response(self._bill_file(merchant, request), media_type="text/plain")
            asked = json.loads(body) if body else {}
            told = self._done(merchant, request, asked)
            _fail_where(self.lose_answers_to, target)
            content = b"" if told is None else json.dumps(told, ensure_ascii=False).encode()
            status = 204 if told is None else 200
        except Refusal as refusal:
            content = json.dumps({"code": refusal.code, "message": refusal.message}).encode()
            status = refusal.status
        platform = new_platform() if self.spoil_answers else self.platform
        by_public_key = merchant is not None and merchant.by_public_key
        key = platform.public_key if by_public_key else platform.certificate
        headers = signed_headers(key, content)
        if self.spoil_answers:
            kept = self.platform
            headers["Wechatpay-Serial"] = (
                kept.public_key.serial if by_public_key else kept.certificate.serial
            )
        return Response(content, status, headers)

    def _who(self, request: Request, target: str, body: bytes) -> Merchant:
        said = request.headers.get("authorization", "")
        parts = dict(_PARTS.findall(said))
        merchant = self.merchants.get(parts.get("mchid", ""))
        fresh = abs(time.time() - int(parts.get("timestamp", "0") or 0)) < STAMP_SECONDS_MAX
        nonce = parts.get("nonce_str", "")
        if not said.startswith(SCHEME) or merchant is None or not fresh or nonce in self._nonces:
            raise Refusal(401, "SIGN_ERROR")
        if parts.get("serial_no", "").upper() != merchant.key.serial:
            raise Refusal(401, "SIGN_ERROR", "serial_no")
        message = f"{request.method}\n{target}\n{parts['timestamp']}\n{nonce}\n".encode() + body
        try:
            merchant.key.private.public_key().verify(
                _unbase64(parts.get("signature", "")),
                message + b"\n",
                padding.PKCS1v15(),
                hashes.SHA256(),
            )
        except InvalidSignature:
            raise Refusal(401, "SIGN_ERROR", "signature") from None
        self._nonces.add(nonce)
        return merchant

    def _done(
        self, merchant: Merchant, request: Request, asked: dict[str, Any]
    ) -> dict[str, Any] | None:
        path, mine = request.url.path, merchant.merchant_id
        if path == "/v3/certificates":
            return self._certificates(merchant)
        if path.startswith("/v3/pay/transactions/out-trade-no/"):
            number = path.split("/")[5]
            owner = (
                asked.get("mchid") if path.endswith("/close") else request.query_params.get("mchid")
            )
            if owner != mine:
                raise Refusal(400, "PARAM_ERROR", "mchid")
            if path.endswith("/close"):
                self.book.close(mine, number)
                return None
            return trade_told(self.book.require(mine, number))
        if path.startswith("/v3/pay/transactions/") and request.method == "POST":
            kind = path.rsplit("/", 1)[1]
            return _prepared(kind, self.book.order(merchant, kind, asked).number)
        if path == "/v3/refund/domestic/refunds" and request.method == "POST":
            trade, refund = self.book.refund(merchant, asked)
            return refund_answered(trade, refund)
        if path.startswith("/v3/refund/domestic/refunds/"):
            return refund_answered(*self.book.require_refund(mine, path.rsplit("/", 1)[1]))
        if path == "/v3/bill/tradebill":
            return self._bill(merchant, request.query_params.get("bill_date", ""))
        raise Refusal(404, "NOT_FOUND")

    def _certificates(self, merchant: Merchant) -> dict[str, Any]:
        if merchant.by_public_key:
            raise Refusal(404, "RESOURCE_NOT_EXISTS")
        kept = self.platform.certificate
        return {
            "data": [
                {
                    "serial_no": kept.serial,
                    "effective_time": "2026-01-01T00:00:00+08:00",
                    "expire_time": "2031-01-01T00:00:00+08:00",
                    "encrypt_certificate": seal(
                        merchant.api_v3_key, kept.certificate, associated_data="certificate"
                    ),
                }
            ]
        }

    def _bill(self, merchant: Merchant, day: str) -> dict[str, Any]:
        text = self.bill_of(merchant, day)
        if not text:
            raise Refusal(400, "NO_STATEMENT_EXIST")
        return {
            "hash_type": "SHA1",
            "hash_value": hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(),
            "download_url": f"{self.url}/v3/billdownload/file?token={day}",
        }

    def bill_of(self, merchant: Merchant, day: str) -> str:
        """The bill's text; tests put a changed one in its place."""
        return bill_text(self.book, merchant.merchant_id, date.fromisoformat(day))

    def _bill_file(self, merchant: Merchant, request: Request) -> bytes:
        return gzip.compress(self.bill_of(merchant, request.query_params["token"]).encode())


def _fail_where(part: str, target: str) -> None:
    if part and part in target:
        raise Refusal(500, "SYSTEM_ERROR")


def _prepared(kind: str, number: str) -> dict[str, Any]:
    if kind == "native":
        return {"code_url": f"weixin://wxpay/bizpayurl?pr={number}"}
    if kind == "h5":
        return {
            "h5_url": f"https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id={number}"
        }
    return {"prepay_id": f"wx{number}"}


def _unbase64(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return b""
