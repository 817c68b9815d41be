"""The brand's member list as its tills keep it, imported as an operator would: stores, tags, consent."""

import csv
import io
import time
from collections.abc import Sequence
from random import Random

from .api import Brand
from .brand import SEED, STORES
from .lives import Customer

IMPORT_SECONDS_MAX = 120
CONSENTED, DECLINED = 0.82, 0.05
_FAILED = ("failed", "cancelled", "paused")


def import_members(brand: Brand, customers: Sequence[Customer]) -> None:
    """Import everybody who is known by name, and wait until it is done."""
    made = brand.upload("/imports", "会员名单.csv", _list(customers), kind="people")
    path = f"/imports/{made['id']}"
    brand.post(f"{path}/start")
    end = time.monotonic() + IMPORT_SECONDS_MAX
    while time.monotonic() < end:
        state = brand.get(path)["state"]
        if state == "done":
            return
        if state in _FAILED:
            break
        time.sleep(0.3)
    raise RuntimeError("the member list was not imported")


def _list(customers: Sequence[Customer]) -> bytes:
    random = Random(SEED)  # noqa: S311  (a story, not a secret)
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["客户编号", "门店", "是否同意营销", "标签"])
    for customer in customers:
        if customer.identified:
            dice = random.random()
            said = "是" if dice < CONSENTED else "否" if dice < CONSENTED + DECLINED else ""
            store = STORES[customer.store].code
            table.writerow([customer.user_id, store, said, f"兴趣:{customer.persona.name}"])
    return text.getvalue().encode()
