"""The demo talks to siyu as a real brand would: over HTTP, by its public routes."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any, Self

import httpx
import msgspec

from .lives import Call

BATCH_EVENTS = 500
AT_ONCE = 3


class Brand:
    """A brand's own back office: an API client, and an SDK per source."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._api = httpx.Client(
            base_url=url, timeout=120, headers={"Authorization": f"Bearer {token}"}
        )
        self._sdk = httpx.Client(base_url=url, timeout=120)
        self._write_keys: dict[str, str] = {}
        self._senders = ThreadPoolExecutor(AT_ONCE)
        self.signing_in = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._senders.shutdown()
        self._api.close()
        self._sdk.close()

    def get(self, path: str, **params: Any) -> Any:
        """GET below ``/api``."""
        return self._told(self._api.get(f"/api{path}", params=params))

    def all(self, path: str) -> Iterator[Any]:
        """Items of every page of a list."""
        cursor = None
        while True:
            page = self.get(path, limit=200, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def upload(self, path: str, name: str, content: bytes, **form: str) -> Any:
        """POST a file below ``/api``."""
        return self._told(self._api.post(f"/api{path}", data=form, files={"file": (name, content)}))

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """POST below ``/api``."""
        return self._told(self._api.post(f"/api{path}", json=body or {}))

    def put(self, path: str, body: dict[str, Any]) -> Any:
        """PUT below ``/api``."""
        return self._told(self._api.put(f"/api{path}", json=body))

    def patch(self, path: str, body: dict[str, Any]) -> Any:
        """PATCH below ``/api``."""
        return self._told(self._api.patch(f"/api{path}", json=body))

    def use_source(self, name: str, write_key: str) -> None:
        """Events of this source go out under its write key."""
        self._write_keys[name] = write_key

    def send(self, calls: Sequence[Call]) -> None:
        """Send tracking calls in batches, several requests under way at once."""
        by_source: dict[str, list[dict[str, Any]]] = {}
        for call in calls:
            by_source.setdefault(call.source, []).append(call.body)
        work = [
            (source, bodies[start : start + BATCH_EVENTS])
            for source, bodies in by_source.items()
            for start in range(0, len(bodies), BATCH_EVENTS)
        ]
        for _ in self._senders.map(lambda item: self._send_batch(*item), work):
            pass

    def _send_batch(self, source: str, bodies: list[dict[str, Any]]) -> None:
        answer = self._sdk.post(
            "/v1/batch",
            content=msgspec.json.encode({"batch": bodies}),
            auth=(self._write_keys[source], ""),
            headers={"content-type": "application/json"},
        )
        answer.raise_for_status()

    def _told(self, answer: httpx.Response) -> Any:
        if answer.is_error:
            raise RuntimeError(f"{answer.request.method} {answer.request.url.path}: {answer.text}")
        return answer.json() if answer.content else None
