"""Goods that have just run out are refused by a look; what comes back is sold at once."""

import pytest
from sqlalchemy import event

from siyu.commerce.stock import OutOfStock, ran_out, receive, rush

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def _nothing_ran_out():
    rush._ran_out.clear()


@pytest.fixture
def writes(shop):
    """Writing transactions begun since."""
    begun = []

    def note(connection):
        if not connection.get_execution_options().get("read_only"):
            begun.append(1)

    event.listen(shop.context.engine, "begin", note)
    return begun


def refused(shop, *skus, key):
    with pytest.raises(OutOfStock) as error:
        shop.buy(dict.fromkeys(skus, 2), key=key)
    return error.value.short


def test_who_comes_too_late_takes_nobodys_turn(shop, writes):
    scarce, plenty = shop.sku("A", on_hand=1), shop.sku("B", on_hand=100)
    told = [{"sku_id": scarce, "wanted": 2, "available": 1}]
    del writes[:]
    assert refused(shop, scarce, plenty, key="first") == told
    assert len(writes) == 1  # nobody knew
    assert [refused(shop, scarce, plenty, key=f"late{n}") for n in range(3)] == [told] * 3
    assert len(writes) == 1
    shop.buy({plenty: 2}, key="other")
    assert shop.level(plenty).available == 98
    assert shop.broken() == []


def test_what_comes_back_is_sold_at_once(shop):
    sku = shop.sku("A", on_hand=1)
    refused(shop, sku, key="early")
    with shop.context.session() as session:
        receive(session, sku_id=sku, location_id=shop.warehouse_id, quantity=1, cause="more")
    shop.buy({sku: 2}, key="now")
    assert shop.level(sku).available == 0


def test_what_another_process_refused_is_found_out_once(shop, writes):
    sku = shop.sku("A", on_hand=1)
    refused(shop, sku, key="here")
    rush._ran_out.clear()  # as in a process that has not heard of it
    del writes[:]
    refused(shop, sku, key="there")
    refused(shop, sku, key="again")
    assert len(writes) == 1


def test_it_forgets_after_a_while_and_does_not_grow(shop, writes, monkeypatch):
    sku = shop.sku("A", on_hand=1)
    refused(shop, sku, key="one")
    monkeypatch.setattr(rush, "REMEMBERED_SECONDS", 0.0)
    del writes[:]
    refused(shop, sku, key="two")
    assert len(writes) == 1
    monkeypatch.setattr(rush, "REMEMBERED_MAX", 10)
    for n in range(100):
        ran_out(OutOfStock([{"sku_id": n, "wanted": 1, "available": 0}]))
    assert len(rush._ran_out) <= 10
