"""One of the brand's members in its mall: what a mini-program does, through the members' public API."""

from typing import Any, Self

import httpx

from .api import Brand

_LOOKS_MAX = 5
"""A price may change while somebody looks at it: another tier, points that have come."""


class Declined(RuntimeError):
    """The mall says no; ``code`` is why."""

    def __init__(self, what: str, answer: httpx.Response) -> None:
        super().__init__(f"{what}: {answer.text}")
        try:
            self.code = str(answer.json()["code"])
        except (ValueError, KeyError, TypeError):
            self.code = ""


class Shopper:
    """Somebody who has signed in by a code; the sandbox shows the code instead of sending it."""

    def __init__(self, brand: Brand, phone: str, *, channel: str) -> None:
        self._client = httpx.Client(base_url=brand.url, timeout=120)
        self._channel = channel
        # One at a time: the sandbox shows codes by the last figures of a phone alone.
        with brand.signing_in:
            self.call("POST", "/sign-in-codes", {"phone": phone})
            body = {"phone": phone, "code": _code(brand, phone), "sales_channel": channel}
            opened = self.call("POST", "/sessions", body)
        self.person_id: str = opened["person_id"]
        self._client.headers["Authorization"] = f"Bearer {opened['token']}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def claim(self, most: int) -> list[str]:
        """Take some of the coupons that are there for the taking."""
        kinds = self.call("GET", "/coupon-kinds")[:most]
        return [
            self.call("POST", f"/coupon-kinds/{kind['kind_id']}/claims")["id"] for kind in kinds
        ]

    def order(self, basket: dict[str, Any], *, key: str, **more: Any) -> dict[str, Any]:
        """Look what it costs, and order it at that price; look again where it has changed meanwhile."""
        basket = basket | {"sales_channel": self._channel}
        for look in range(_LOOKS_MAX):
            quoted = self.call("POST", "/quotes", basket)
            body = basket | more | {"expected_total_minor": quoted["total_minor"]}
            try:
                placed: dict[str, Any] = self.call("POST", "/orders", body, key=f"{key}-{look}")
            except Declined as declined:
                if declined.code != "total_changed" or look == _LOOKS_MAX - 1:
                    raise
            else:
                return placed
        raise AssertionError("the last look orders or raises")

    def pay(self, order_id: str) -> None:
        """Pay in the sandbox's app."""
        body = {"provider": "sandbox"}
        started = self.call("POST", f"/orders/{order_id}/payments", body)
        self.call("POST", started["parameters"]["pay_at"].removeprefix("/m"))

    def call(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, key: str = ""
    ) -> Any:
        """One request below ``/m``."""
        headers = {"Idempotency-Key": key} if key else {}
        answer = self._client.request(method, f"/m{path}", json=body, headers=headers)
        if answer.is_error:
            raise Declined(f"{method} {answer.request.url.path}", answer)
        return answer.json() if answer.content else None


def _code(brand: Brand, phone: str) -> str:
    # Shown masked; of several in hand the newest that ends like it.
    for shown in brand.get("/commerce/sandbox/codes"):
        if shown["phone"][-4:] == phone[-4:]:
            code: str = shown["code"]
            return code
    raise RuntimeError("the sandbox shows no code for this phone")
