"""A mall behind real servers, and shoppers who call it until they have an answer."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import httpx

from siyu.commerce.members.models import MemberSessionRow
from siyu.commerce.members.sign_in import _digest
from siyu.kernel import ids
from siyu.kernel.clock import now

from .members import Members
from .world import Shop

ADDRESS = {"name": "李华", "phone": "13800138000", "street": "人民路 1 号"}
WAIT_SECONDS_MAX = 120


def sign_in(shop: Shop, person_id: int) -> str:
    """A member's token, as if they had typed the code of their phone."""
    token = f"shopper-{person_id}"
    with shop.context.session() as session:
        session.add(
            MemberSessionRow(
                token_digest=_digest(token),
                person_id=person_id,
                sales_channel="mall",
                started_at=now(),
                expires_at=now() + timedelta(days=1),
            )
        )
    return token


@dataclass
class Shopper:
    """One member at one client; ``url`` is asked anew at each try, as a load balancer would."""

    http: httpx.Client
    url: Callable[[], str]
    person_id: int
    token: str
    sku: str

    def call(self, method: str, path: str, *, key: str = "", **body) -> httpx.Response:
        """The answer; a server that is gone or says that it is busy is asked again, as clients do."""
        headers = {"Authorization": f"Bearer {self.token}"}
        if key:
            headers["Idempotency-Key"] = key
        end = time.monotonic() + WAIT_SECONDS_MAX
        while True:
            try:
                answer = self.http.request(
                    method, self.url() + path, headers=headers, json=body or None
                )
            except httpx.HTTPError:
                answer = None
            if answer is not None and not _come_again(answer):
                return answer
            assert time.monotonic() < end, answer and answer.text
            time.sleep(0.05)

    def order(self, *, coupon: str = "", points: int = 0) -> dict[str, object]:
        """What to send for an order of one unit, at the price that is shown now."""
        basket = {
            "sales_channel": "mall",
            "lines": [{"sku_id": self.sku, "quantity": 1}],
            "coupon_ids": [coupon] if coupon else [],
            "points": points,
        }
        quoted = self.call("POST", "/m/quotes", **basket)
        assert quoted.status_code == 200, quoted.text
        return {
            **basket,
            "address": ADDRESS,
            "expected_total_minor": quoted.json()["total_minor"],
        }

    def place(self, key: str, order: dict[str, object]) -> httpx.Response:
        """Place an order; with the same key it is the same one."""
        return self.call("POST", "/m/orders", key=key, **order)

    def pay(self, order: str) -> str:
        """Pay in the sandbox, whose notice arrives at the same server."""
        started = self.call("POST", f"/m/orders/{order}/payments", provider="sandbox")
        if started.status_code == 409:
            return started.json()["code"]
        number = started.json()["number"]
        return self.call("POST", f"/m/sandbox/payments/{number}").json()["outcome"]


def _come_again(answer: httpx.Response) -> bool:
    return answer.status_code in (502, 503)


def at_once(clients: int, tasks: list[Callable[[], str]]) -> Counter[str]:
    """Run the tasks in so many threads that start together; how often each outcome came."""
    outcomes: Counter[str] = Counter()
    barrier, lock = threading.Barrier(clients), threading.Lock()

    def work(number: int) -> None:
        barrier.wait()
        for task in tasks[number::clients]:
            try:
                outcome = task()
            except Exception as error:
                outcome = repr(error)[:300]
            with lock:
                outcomes[outcome] += 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return outcomes


@dataclass
class Crowd:
    """Members who want one SKU."""

    shop: Shop
    members: Members
    http: httpx.Client

    def shoppers(
        self, number: int, sku: int, url: Callable[[], str], *, points: int = 0
    ) -> list[Shopper]:
        """So many new members, signed in, at a server that ``url`` names."""
        persons = [self.members.person(points=points) for _ in range(number)]
        return [
            Shopper(self.http, url, person, sign_in(self.shop, person), ids.code("sku", sku))
            for person in persons
        ]
