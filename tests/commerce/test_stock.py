import itertools
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from siyu.commerce import stock
from siyu.commerce.stock import Wanted
from siyu.commerce.stock.invariants import INVARIANTS

pytestmark = pytest.mark.database
RUNS = itertools.count()


def broken(context):
    return [found for one in INVARIANTS for found in one.broken(context)]


def reserve(context, wanted, locations, cause, **rest):
    with context.session() as session:
        return stock.reserve(
            session,
            [Wanted(sku_id=sku, quantity=quantity) for sku, quantity in wanted.items()],
            location_ids=locations,
            cause=cause,
            expires_at=None,
            **rest,
        )


class TestReserve:
    def test_holds_what_is_free_and_names_what_is_short(self, shop):
        sku = shop.sku("A", on_hand=5)
        reserve(shop.context, {sku: 3}, [shop.warehouse_id], "o1")
        with pytest.raises(stock.OutOfStock) as refused:
            reserve(shop.context, {sku: 3}, [shop.warehouse_id], "o2")
        assert refused.value.short == [{"sku_id": sku, "wanted": 3, "available": 2}]
        level = shop.level(sku)
        assert (level.on_hand, level.reserved, level.available) == (5, 3, 2)
        assert broken(shop.context) == []

    def test_two_lines_of_one_sku_count_together(self, shop):
        sku = shop.sku("A", on_hand=5)
        with pytest.raises(stock.OutOfStock), shop.context.session() as session:
            stock.reserve(
                session,
                [Wanted(sku_id=sku, quantity=3), Wanted(sku_id=sku, quantity=3)],
                location_ids=[shop.warehouse_id],
                cause="o",
                expires_at=None,
            )
        assert shop.level(sku).reserved == 0

    def test_prefers_one_place_that_has_all_and_splits_otherwise(self, shop):
        near = shop.location("S1")
        a, b = shop.sku("A", on_hand=2, location_id=near), shop.sku("B", on_hand=2)
        shop.receive(a, 2)
        whole = reserve(shop.context, {a: 2, b: 2}, [near, shop.warehouse_id], "o1")
        assert {held.location_id for held in whole} == {shop.warehouse_id}
        shop.receive(a, 1, cause="again")
        parts = reserve(shop.context, {a: 3}, [near, shop.warehouse_id], "o2")
        assert [(h.location_id, h.quantity) for h in parts] == [(shop.warehouse_id, 1), (near, 2)]
        assert broken(shop.context) == []

    def test_safety_stock_is_not_sold(self, shop):
        sku = shop.sku("A", on_hand=5)
        with shop.context.session() as session:
            stock.set_safety(session, sku_id=sku, location_id=shop.warehouse_id, safety=4)
        with pytest.raises(stock.OutOfStock):
            reserve(shop.context, {sku: 2}, [shop.warehouse_id], "o")

    def test_a_quota_is_for_its_channel_alone_and_comes_back(self, shop):
        sku = shop.sku("A", on_hand=10)
        with shop.context.session() as session:
            stock.set_quota(
                session,
                sku_id=sku,
                location_id=shop.warehouse_id,
                sales_channel_id=shop.channel_id,
                allotted=4,
            )
        with pytest.raises(stock.OutOfStock):
            reserve(shop.context, {sku: 7}, [shop.warehouse_id], "shared")
        reserve(
            shop.context, {sku: 6}, [shop.warehouse_id], "own", sales_channel_id=shop.channel_id
        )
        assert broken(shop.context) == []
        assert shop.level(sku).set_aside == 0
        with shop.context.session() as session:
            stock.release(session, cause="own")
        assert (shop.level(sku).set_aside, shop.level(sku).available) == (4, 6)
        assert broken(shop.context) == []

    @pytest.mark.parametrize("quantity", [0, -1, 10**12])
    def test_refuses_absurd_quantities(self, shop, quantity):
        sku = shop.sku("A", on_hand=5)
        with pytest.raises(stock.QuantityUnfit):
            reserve(shop.context, {sku: quantity}, [shop.warehouse_id], "o")


class TestLedger:
    def test_a_repeated_cause_moves_nothing(self, shop):
        sku = shop.sku("A")
        shop.receive(sku, 5, cause="delivery 7")
        shop.receive(sku, 5, cause="delivery 7")
        assert shop.level(sku).on_hand == 5

    def test_lines_are_never_changed(self, shop):
        shop.sku("A", on_hand=1)
        for statement in (
            "update commerce_stock_line set on_hand=9",
            "delete from commerce_stock_line",
        ):
            with pytest.raises(DBAPIError, match="append only"), shop.context.session() as session:
                session.execute(text(statement))

    def test_what_is_reserved_cannot_be_written_off(self, shop):
        sku = shop.sku("A", on_hand=5)
        reserve(shop.context, {sku: 3}, [shop.warehouse_id], "o1")
        with pytest.raises(stock.StockReserved), shop.context.session() as session:
            stock.receive(
                session,
                sku_id=sku,
                location_id=shop.warehouse_id,
                quantity=-3,
                cause="broken",
                kind=stock.StockKind.adjusted,
            )

    def test_transfer_arrives_once_and_keeps_what_was_lost(self, shop):
        sku, store = shop.sku("A", on_hand=5), shop.location("S1")
        with shop.context.session() as session:
            sent = stock.send_transfer(
                session, from_id=shop.warehouse_id, to_id=store, quantities={sku: 4}
            ).id
        with shop.context.session() as session:
            stock.receive_transfer(session, sent, quantities={sku: 3})
        with pytest.raises(stock.TransferReceived), shop.context.session() as session:
            stock.receive_transfer(session, sent, quantities={sku: 3})
        assert (shop.level(sku).on_hand, shop.level(sku, store).on_hand) == (1, 3)
        assert broken(shop.context) == []

    def test_a_stock_take_replaces_the_books_once(self, shop):
        sku = shop.sku("A", on_hand=5)
        with shop.context.session() as session:
            take = stock.start_stock_take(session, location_id=shop.warehouse_id).id
            stock.note_counted(session, take, {sku: 9})
            stock.note_counted(session, take, {sku: 7})
            stock.post_stock_take(session, take)
        with pytest.raises(stock.StockTakeEnded), shop.context.session() as session:
            stock.post_stock_take(session, take)
        assert shop.level(sku).on_hand == 7
        assert broken(shop.context) == []


class TestRandomWalks:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        steps=st.lists(
            st.tuples(st.sampled_from("rsxi"), st.integers(0, 4), st.integers(1, 6)), max_size=25
        )
    )
    def test_levels_are_always_their_ledger(self, shop, steps):
        run = next(RUNS)
        sku = shop.sku(f"A{run}", on_hand=8)
        held: dict[str, int] = {}
        for number, (what, name, quantity) in enumerate(steps):
            cause = f"{run}:{name}"
            try:
                with shop.context.session() as session:
                    self.step(session, shop, sku, held, what, cause, quantity, f"{cause}:{number}")
            except (stock.OutOfStock, stock.NotReserved):
                pass
            level = shop.level(sku)
            assert level.reserved == sum(held.values()) <= level.on_hand
        assert broken(shop.context) == []

    def step(self, session, shop, sku, held, what, cause, quantity, by):
        if what == "r" and cause not in held:
            stock.reserve(
                session,
                [Wanted(sku_id=sku, quantity=quantity)],
                location_ids=[shop.warehouse_id],
                cause=cause,
                expires_at=None,
            )
            held[cause] = quantity
        elif what == "s":
            stock.ship(session, cause=cause, quantities={sku: quantity}, by=by)
            held[cause] -= quantity
        elif what == "x":
            held[cause] = held.get(cause, 0) - stock.release(session, cause=cause, by=by)
        elif what == "i":
            stock.receive(
                session, sku_id=sku, location_id=shop.warehouse_id, quantity=quantity, cause=by
            )


class TestTogether:
    def test_crossing_orders_of_skus_neither_deadlock_nor_oversell(self, shop):
        a, b = shop.sku("A", on_hand=40), shop.sku("B", on_hand=40)
        got, errors = [], []

        def buy(number):
            wanted = {a: 1, b: 1} if number % 2 else {b: 1, a: 1}
            for turn in range(15):
                try:
                    reserve(shop.context, wanted, [shop.warehouse_id], f"{number}:{turn}")
                    got.append(1)
                except stock.OutOfStock:
                    pass
                except Exception as error:
                    errors.append(error)

        threads = [threading.Thread(target=buy, args=(n,)) for n in range(8)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert errors == []
        assert len(got) == 40
        assert shop.level(a).available == shop.level(b).available == 0
        assert broken(shop.context) == []


class TestLocations:
    @pytest.mark.parametrize(
        "times",
        [
            [],
            ["09:00", "21:00"],
            ["09:00", "12:00", "14:00", "24:00"],
            ["18:00", "02:00"],
            ["11:00", "14:00", "17:00", "01:30"],
        ],
    )
    def test_opens_closes_and_opens_again(self, shop, times):
        place = shop.location("S1", hours={"mon": times}, address="人民路 1 号")
        with shop.context.session(read_only=True) as session:
            found = stock.require_location(session, place)
            assert (found.hours, found.address) == ({"mon": times}, "人民路 1 号")

    @pytest.mark.parametrize(
        ("day", "times"),
        [
            ("mon", ["09:00"]),
            ("mon", ["9:00", "21:00"]),
            ("mon", ["09:00", "25:00"]),
            ("mon", ["09:00", "09:00"]),
            ("mon", ["09:00", "12:00", "11:00", "21:00"]),
            ("mon", ["18:00", "02:00", "03:00", "04:00"]),
            ("mon", ["01:00", "02:00"] * 5),
            ("monday", ["09:00", "21:00"]),
        ],
    )
    def test_refuses_hours_that_nobody_could_read(self, shop, day, times):
        with pytest.raises(stock.OpeningHoursUnfit) as refused:
            shop.location("S1", hours={day: times})
        assert refused.value.day == day

    def test_who_delivers_says_from_where_and_how_far(self, shop):
        for rest in ({}, {"longitude": 121.5, "latitude": 31.2}, {"delivery_radius_m": 3000}):
            with pytest.raises(stock.DeliveryPlaceMissing):
                shop.location("S1", services=("delivery",), **rest)
        shop.location(
            "S1", services=("delivery",), longitude=121.5, latitude=31.2, delivery_radius_m=3000
        )
