"""A room with promotions on real tables, and people in it."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from siyu import people
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.errors import SiyuError
from siyu.promotions.blocks import BLOCKS
from siyu.promotions.claiming import claim_coupon
from siyu.promotions.contracts import Coupon, Limits, Validity
from siyu.promotions.expiring import expire_some
from siyu.promotions.kinds import KindPlan, activate_kind, draft_kind
from siyu.promotions.using import lock_coupons, return_coupons, use_coupons

TEN_OFF = {"kind": "spend_off", "tiers": [{"at_least_minor": 10_000, "off_minor": 1_000}]}
ZONE = "Asia/Shanghai"
COME_AGAIN_MAX = 20


@dataclass
class Shop:
    """Shortcuts of an operator and a till; each is a transaction of its own."""

    context: Context

    def people(self, count: int, *, tag: str = "u") -> list[int]:
        with self.context.session() as session:
            return people.resolve(
                session,
                [
                    people.Evidence(
                        (people.Identifier("user_id", f"{tag}{n}"),), now(), f"{tag}{n}", "web"
                    )
                    for n in range(count)
                ],
            )

    def draft(self, *, limits: Limits | None = None, **plan: object) -> int:
        chosen = {"name": "满100减10", "effect": TEN_OFF, "validity": Validity(days=7), **plan}
        with self.context.session() as session:
            return draft_kind(session, KindPlan(limits=limits or Limits(), **chosen), zone=ZONE).id

    def kind(self, **plan: object) -> int:
        kind_id = self.draft(**plan)
        with self.context.session() as session:
            activate_kind(session, kind_id)
        return kind_id

    def claim(self, kind_id: int, person_id: int, cause: str = "", **more: object) -> Coupon:
        with self.context.session() as session:
            return claim_coupon(
                session, kind_id, person_id, cause=cause or f"c:{kind_id}:{person_id}", **more
            )

    def lock(self, *coupons: Coupon, cause: str = "order:1", person_id: int | None = None):
        person_id = person_id or coupons[0].person_id
        with self.context.session() as session:
            return lock_coupons(session, [c.id for c in coupons], person_id=person_id, cause=cause)

    def use(self, *coupons: Coupon, cause: str = "order:1", person_id: int | None = None):
        person_id = person_id or coupons[0].person_id
        with self.context.session() as session:
            return use_coupons(session, [c.id for c in coupons], person_id=person_id, cause=cause)

    def give_back(self, cause: str = "order:1"):
        with self.context.session() as session:
            return return_coupons(session, cause=cause)

    def expire(self, days: float = 0) -> int:
        with self.context.session() as session:
            return expire_some(session, at=now() + timedelta(days=days))


@pytest.fixture
def shop(context: Context) -> Shop:
    context.put(Blocks(BLOCKS))
    return Shop(context)


def at_once(threads: int, tasks: Sequence[Callable[[], object]]) -> Counter[str]:
    """Run tasks in so many threads that start together; how often each outcome came.

    An outcome is ``done``, the code of a typed error, or the name of an unexpected one. Whoever
    waited too long for SQLite's one writer comes again, as a client does whom the server told to (503).
    """
    barrier = Barrier(threads)

    def work(mine: Sequence[Callable[[], object]]) -> list[str]:
        barrier.wait()
        return [outcome(task) for task in mine]

    with ThreadPoolExecutor(threads) as pool:
        parts = pool.map(work, [tasks[n::threads] for n in range(threads)])
        return Counter(each for part in parts for each in part)


def outcome(task: Callable[[], object]) -> str:
    try:
        for left in reversed(range(COME_AGAIN_MAX)):
            try:
                task()
                break
            except (OperationalError, PoolTimeoutError) as error:
                waited = isinstance(error, PoolTimeoutError) or "database is locked" in str(error)
                if not left or not waited:
                    raise
    except SiyuError as error:
        return error.code()
    except Exception as error:
        return type(error).__name__
    return "done"
