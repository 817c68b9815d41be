"""Many parcels at once: tried and shipped alike, row by row, once however often they are sent."""

import csv
import io
import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from siyu.commerce import ship_files
from siyu.commerce.carriers import put_carrier
from siyu.commerce.carriers.built_in import BUILT_IN
from siyu.commerce.orders.models import ShipmentRow
from siyu.commerce.ship_files import ShipLine
from siyu.http import Caller
from siyu.kernel import ids

from .world import Shop

pytestmark = pytest.mark.database

HEADER = "订单号,快递公司,运单号"


@pytest.fixture
def desk(house):
    return Shop(house.context).open()


@pytest.fixture
def send(api, desk):
    def send(rows, *, dry_run=False, name="parcels.csv"):
        content = "\n".join([HEADER, *rows]) if isinstance(rows, list) else rows
        raw = content.encode() if isinstance(content, str) else content
        form = {"dry_run": str(dry_run).lower()}
        answer = api.post("/api/commerce/ship-files", data=form, files={"file": (name, raw)})
        assert answer.status_code == 200, answer.text
        return answer.json()

    return send


@pytest.fixture
def orders(desk):
    """Codes of three paid orders of two pieces each."""
    sku = desk.sku("A", on_hand=20)
    return [ids.code("ord", desk.bought({sku: 2})) for _ in range(3)]


def told(answer):
    return [(row["row"], row["outcome"], row["code"]) for row in answer["rows"]]


def waybill(number):
    return f"SF{number:012}"


def parcels(desk):
    with desk.context.session(read_only=True) as session:
        return session.scalar(select(func.count()).select_from(ShipmentRow))


class TestShipFiles:
    def test_a_try_says_what_shipping_does_and_ships_nothing(self, desk, send, orders):
        rows = [f"{code},顺丰,{waybill(place)}" for place, code in enumerate(orders)]
        tried = send(rows, dry_run=True)
        assert (tried["id"], tried["shipped"], tried["refused"]) == (None, 3, 0)
        assert parcels(desk) == 0
        done = send(rows)
        assert told(done) == [(2, "shipped", ""), (3, "shipped", ""), (4, "shipped", "")]
        assert done["rows"][0]["carrier"] == "SF"
        assert parcels(desk) == 3
        assert len(desk.told("commerce.order_shipped")) == 3
        assert desk.broken() == []

    def test_the_same_file_again_ships_nothing_more(self, desk, send, orders):
        rows = [f"{code},SF,{waybill(place)}" for place, code in enumerate(orders)]
        send(rows[:1])
        again = send(rows)
        assert [outcome for _, outcome, _ in told(again)] == ["again", "shipped", "shipped"]
        assert {outcome for _, outcome, _ in told(send(rows))} == {"again"}
        assert parcels(desk) == 3

    def test_every_row_says_why_it_was_not_shipped(self, desk, send, orders):
        sku = desk.sku("B", on_hand=20)
        unpaid = ids.code("ord", desk.buy({sku: 1}).order_id)
        refunded = desk.bought({sku: 1})
        desk.refund(refunded, {1: 1})
        in_after_sale = desk.bought({sku: 1})
        desk.ask(in_after_sale, {1: 1})
        sent = desk.bought({sku: 1})
        desk.ship(sent, waybill=waybill(99))
        store = desk.location("S1", services=("pickup",))
        desk.receive(sku, 5, location_id=store)
        pickup = desk.bought({sku: 1}, fulfilment="pickup", location_id=store)
        bad = {
            f",SF,{waybill(1)}": "order_missing",
            f"12345,SF,{waybill(1)}": "malformed_code",
            f"{ids.code('ord', 77)},SF,{waybill(1)}": "order_not_found",
            f"{unpaid},SF,{waybill(2)}": "not_paid",
            f"{ids.code('ord', refunded)},SF,{waybill(3)}": "order_refunded",
            f"{ids.code('ord', in_after_sale)},SF,{waybill(4)}": "in_after_sale",
            f"{ids.code('ord', sent)},SF,{waybill(5)}": "already_shipped",
            f"{ids.code('ord', pickup)},SF,{waybill(6)}": "picked_up_in_store",
            f"{orders[0]},,{waybill(7)}": "carrier_missing",
            f"{orders[1]},顺风,{waybill(7)}": "carrier_unknown",
            f"{orders[2]},SF,7.51235E+13": "waybill_malformed",
        }
        answer = send(list(bad), dry_run=True)
        assert [code for *_, code in told(answer)] == list(bad.values())
        assert told(send(list(bad))) == told(answer)
        assert parcels(desk) == 1

    def test_what_is_in_the_file_twice_goes_once(self, desk, send, orders):
        rows = [
            f"{orders[0]},SF,{waybill(1)}",
            f"{orders[0]},SF,{waybill(2)}",
            f"{orders[1]},SF,{waybill(1)}",
        ]
        codes = [code for *_, code in told(send(rows, dry_run=True))]
        assert codes == ["", "order_twice", "waybill_twice"]
        assert [code for *_, code in told(send(rows))] == codes
        used = send([f"{orders[2]},SF,{waybill(1)}"])
        assert told(used) == [(2, "refused", "waybill_used")]
        assert parcels(desk) == 1

    def test_an_order_that_left_in_part_sends_the_rest(self, desk, send, orders):
        desk.ship(ids.number("ord", orders[0]), {1: 1})
        assert told(send([f"{orders[0]},SF,{waybill(1)}"])) == [(2, "shipped", "")]
        assert desk.lines(ids.number("ord", orders[0]))[0].shipped == 2

    def test_an_empty_number_is_asked_for_where_the_carrier_is_connected(self, desk, send, orders):
        assert told(send([f"{orders[0]},SF,"])) == [(2, "refused", "waybill_missing")]
        with desk.context.session() as session:
            put_carrier(session, replace(BUILT_IN[-1], active=True))
        rows = [f"{code},沙盒快递," for code in orders]
        assert {row["waybill"] for row in send(rows, dry_run=True)["rows"]} == {""}
        done = send(rows)
        assert done["shipped"] == 3
        assert len({row["waybill"] for row in done["rows"]}) == 3
        assert [code for *_, code in told(send(rows))] == ["already_shipped"] * 3

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "file_empty"),
            ("订单号,快递公司\nx,SF\n", "ship_file_unfit"),
            (f"{HEADER}\n" + "x,SF,1\n" * 1001, "ship_file_too_long"),
            (b"PK\x03\x04broken", "file_unreadable"),
        ],
    )
    def test_refuses_files_that_are_none(self, api, desk, content, code):
        raw = content.encode() if isinstance(content, str) else content
        files = {"file": ("x.csv", raw)}
        answer = api.post("/api/commerce/ship-files", data={"dry_run": "false"}, files=files)
        assert (answer.status_code, answer.json()["code"]) == (422, code)

    def test_hostile_cells_are_named_and_harmless(self, send, orders):
        rows = [
            f"{orders[0]},SF,\x00{waybill(1)}",
            f"{'x' * 500},SF,1",
            f"=cmd|' /C calc'!A0,SF,{waybill(1)}",
            f"ord_{'z' * 13},SF,{waybill(1)}",
        ]
        codes = [code for *_, code in told(send(rows))]
        assert codes == ["unfit_characters", "too_long", "malformed_code", "malformed_code"]

    def test_the_outcome_is_fetched_by_whoever_sent_it_and_can_be_sent_again(
        self, api, desk, send, orders
    ):
        rows = [f"{orders[0]},SF,{waybill(1)}", f"=1+1,SF,{waybill(2)}"]
        done = send(rows)
        path = f"/api/commerce/ship-batches/{done['id']}/outcome"
        table = list(csv.reader(io.StringIO(api.get(path).text.removeprefix("\ufeff"))))
        assert table == [
            ["订单号", "快递公司", "运单号", "结果", "原因"],
            [orders[0], "SF", waybill(1), "已发货", ""],
            ["'=1+1", "SF", waybill(2), "未发货", "订单号不完整"],
        ]
        again = send(api.get(path).content)
        assert [outcome for _, outcome, _ in told(again)] == ["again", "refused"]
        with desk.context.session() as session, pytest.raises(ship_files.ShipBatchNotFound):
            ship_files.require_batch(session, ids.number("shb", done["id"]), by="staff:other")

    def test_what_waits_comes_as_a_file_to_fill_in(self, api, desk, send, orders):
        desk.ship(ids.number("ord", orders[0]))
        text = api.get("/api/commerce/ship-batches/waiting").text.removeprefix("\ufeff")
        header, *rows = csv.reader(io.StringIO(text))
        assert header == ["订单号", "快递公司", "运单号", "商品", "件数"]
        assert rows == [[code, "", "", "商品A × 2", "2"] for code in orders[1:]]
        filled = [
            [code, "圆通", f"YT{place:013}", *rest]
            for place, (code, _, _, *rest) in enumerate(rows)
        ]
        out = io.StringIO()
        csv.writer(out).writerows([header, *filled])
        assert send(out.getvalue())["shipped"] == 2


class TestChosenOrders:
    def test_are_shipped_once_by_the_same_request(self, api, desk, orders):
        rows = [
            {"order_id": code, "carrier": "SF", "waybill": waybill(place)}
            for place, code in enumerate(orders)
        ]
        post = lambda **more: api.post("/api/commerce/ship-batches", json={"rows": rows, **more})  # noqa: E731
        assert post().json()["dry_run"] is True
        assert parcels(desk) == 0
        done = post(dry_run=False).json()
        assert [row["outcome"] for row in done["rows"]] == ["shipped"] * 3
        assert [row["outcome"] for row in post(dry_run=False).json()["rows"]] == ["again"] * 3

    def test_two_desks_at_once_send_one_parcel_each(self, desk, orders, house):
        caller = Caller(actor="staff:1", name="x", all_nodes=frozenset({"commerce.fulfil"}))
        lines = [
            ShipLine(row=place, order=code, carrier="SF", waybill=waybill(place))
            for place, code in enumerate(orders)
        ]
        found = []

        def send():
            found.append(ship_files.ship_many(desk.context, lines, dry_run=False, caller=caller))

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        outcomes = sorted(row.outcome for rows in found for row in rows)
        assert outcomes == ["again"] * 9 + ["shipped"] * 3
        assert parcels(desk) == 3
        assert desk.broken() == []

    def test_orders_of_other_stores_are_not_there(self, desk, orders):
        elsewhere = Caller(
            actor="staff:2", name="x", permissions={"commerce.fulfil": frozenset({7})}
        )
        line = ShipLine(row=1, order=orders[0], carrier="SF", waybill=waybill(1))
        (row,) = ship_files.ship_many(desk.context, [line], dry_run=False, caller=elsewhere)
        assert (row.outcome, row.code) == ("refused", "order_not_found")
