"""Sends deliveries, many at a time, so that one slow endpoint holds up nobody else."""

import random
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import httpcore
import httpx
import structlog

from siyu.kernel import metrics
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.ids import code

from .addresses import AddressRefused
from .deliveries import Claim, Outcome, add_ping, claim, claim_of, due_webhooks, settle
from .signatures import signature_header
from .transport import PinnedTransport, Resolve, resolve

THREADS = 24
AT_ONCE = 4  # attempts to one endpoint that answers well
AT_ONCE_FAILING = 1
SECONDS_MAX = 10.0
RESPONSE_BYTES_MAX = 1024
RETRY_AFTER_SECONDS_MAX = 6 * 3600.0

_ATTEMPTS = metrics.counter("webhook_attempts", "Attempts to deliver to webhooks", "outcome")
_NETWORK = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    OSError,
)

log = structlog.get_logger(__name__)


class Sender:
    """The sending side of one process; claims keep processes apart."""

    def __init__(self, context: Context, *, resolve: Resolve = resolve) -> None:
        self._context = context
        self._resolve = resolve
        self._tls = httpx.create_ssl_context()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="webhook")
        self._lock = threading.Lock()
        self._running: dict[int, int] = {}
        self._futures: set[Future[None]] = set()

    def step(self) -> bool:
        """Claim what is due as far as there are hands free, and send it in the background."""
        with self._context.session(read_only=True) as session:
            due = due_webhooks(session)
        claims: list[Claim] = []
        for webhook_id, failing in due:
            free = self._free_hands(webhook_id, AT_ONCE_FAILING if failing else AT_ONCE)
            if free:
                with self._context.session() as session:
                    claimed = claim(session, webhook_id, free)
                self._start(claimed)
                claims += claimed
        return bool(claims)

    def drain(self) -> None:
        """Wait for what is being sent."""
        while True:
            with self._lock:
                futures = set(self._futures)
            if not futures:
                return
            wait(futures)

    def close(self) -> None:
        """Finish what is being sent; take nothing new."""
        self._pool.shutdown(wait=True)

    def ping(self, webhook_id: int) -> int:
        """Send a test at once and wait for its end; returns the delivery.

        Raises:
            WebhookNotFound: there is none.

        """
        with self._context.session() as session:
            delivery_id = add_ping(session, webhook_id)
            claimed = claim_of(session, delivery_id)
        self._deliver(claimed)
        return delivery_id

    def _free_hands(self, webhook_id: int, at_once: int) -> int:
        with self._lock:
            busy = sum(self._running.values())
            return max(0, min(at_once - self._running.get(webhook_id, 0), THREADS - busy))

    def _start(self, claims: list[Claim]) -> None:
        for claimed in claims:
            with self._lock:
                self._running[claimed.webhook_id] = self._running.get(claimed.webhook_id, 0) + 1
            future = self._pool.submit(self._deliver_counted, claimed)
            with self._lock:
                self._futures.add(future)
            future.add_done_callback(self._forget)

    def _forget(self, future: Future[None]) -> None:
        with self._lock:
            self._futures.discard(future)

    def _deliver_counted(self, claimed: Claim) -> None:
        try:
            self._deliver(claimed)
        except Exception:
            # Not settled: the claim runs out, and it is sent again.
            log.exception("webhook.not_settled", delivery_id=claimed.delivery_id)
        finally:
            with self._lock:
                left = self._running[claimed.webhook_id] - 1
                self._running[claimed.webhook_id] = left
                if not left:
                    del self._running[claimed.webhook_id]

    def _deliver(self, claimed: Claim) -> None:
        outcome = self._post(claimed)
        _ATTEMPTS.labels("good" if outcome.is_good else "bad").inc()
        with self._context.session() as session:
            jitter = random.uniform(-1, 1)  # noqa: S311  (spreads load, hides nothing)
            settle(session, claimed, outcome, jitter=jitter)

    def _post(self, claimed: Claim) -> Outcome:
        at, started = now(), time.perf_counter()
        found: dict[str, Any]
        try:
            found = self._exchange(claimed)
        except AddressRefused:
            found = {"error": "address_refused"}
        except _NETWORK as error:
            found = {"error": _said(error)}
        duration_ms = round((time.perf_counter() - started) * 1000)
        return Outcome(at=at, duration_ms=duration_ms, **found)

    def _exchange(self, claimed: Claim) -> dict[str, Any]:
        body = claimed.body.encode()
        headers = {
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "siyu-webhooks/1",
            "Siyu-Event": claimed.event,
            "Siyu-Delivery": code("whd", claimed.delivery_id),
            "Siyu-Signature": signature_header(
                claimed.keys, unix_seconds=int(now().timestamp()), body=body
            ),
        }
        transport = PinnedTransport(
            tls=self._tls,
            seconds_max=SECONDS_MAX,
            private_addresses=self._context.settings.webhook_private_addresses,
            resolve=self._resolve,
        )
        with (
            httpx.Client(
                transport=transport,
                timeout=SECONDS_MAX,
                follow_redirects=False,
                trust_env=False,  # a proxy from the environment would resolve names itself
            ) as client,
            client.stream("POST", claimed.url, content=body, headers=headers) as response,
        ):
            return {
                "status": response.status_code,
                "response": _beginning(response),
                "retry_after_seconds": _retry_after(response),
                "error": "redirect" if 300 <= response.status_code < 400 else "",
            }


def _beginning(response: httpx.Response) -> str:
    read = b""
    try:
        for chunk in response.iter_raw():
            read += chunk
            if len(read) >= RESPONSE_BYTES_MAX:
                break
    except _NETWORK:
        # The status came, which decides; that the body broke off changes nothing.
        log.debug("webhook.answer_broke_off")
    return read[:RESPONSE_BYTES_MAX].decode(errors="replace").replace("\x00", "�")


def _retry_after(response: httpx.Response) -> float:
    asked = response.headers.get("retry-after", "")
    if response.status_code not in (429, 503) or not asked.isdecimal() or len(asked) > 9:
        return 0.0
    return min(float(asked), RETRY_AFTER_SECONDS_MAX)


def _said(error: Exception) -> str:
    name = type(error).__name__
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).strip("_")[:60]
