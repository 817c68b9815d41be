"""The newest file is the truth: after any sequence of files, the sums are those of the last word on each order."""

from collections import Counter
from decimal import Decimal

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from siyu.imports import Kind
from siyu.imports.cells import digest
from siyu.imports.corrections import Verdict, decide, pack
from siyu.imports.models import SentItemRow
from siyu.imports.spool import Item

LINES = st.lists(
    st.tuples(st.sampled_from("abc"), st.decimals(0, 99, places=4), st.integers(-3, 9)),
    min_size=1,
    max_size=5,
)


def order(lines, customer="c1") -> Item:
    products = [
        {"product_id": p, "price": format(price, "f"), "quantity": str(q)} for p, price, q in lines
    ]
    revenue = format(sum((price * q for _, price, q in lines), Decimal(0)), "f")
    event = {
        "type": "track",
        "event": "Order Completed",
        "timestamp": "2024-01-01T00:00:00.000Z",
        "userId": customer,
        "properties": {
            "order_id": "1",
            "revenue": revenue,
            "currency": "CNY",
            "products": products,
        },
    }
    memory = {
        "who": digest(customer),
        "revenue": revenue,
        "lines": [[p["product_id"], "", p["price"], p["quantity"]] for p in products],
    }
    encode = msgspec.json.encode
    return Item(
        key=digest("1"),
        content=digest(encode(event).decode())[:16],
        event=msgspec.Raw(encode(event)),
        memory=msgspec.Raw(encode(memory)),
    )


def quantities(events) -> Counter:
    found: dict = {}
    for event in events:
        for product in event["properties"]["products"]:
            key = product["product_id"], Decimal(product["price"])
            found[key] = found.get(key, 0) + Decimal(product["quantity"])
    return {key: value for key, value in found.items() if value}


class Sender:
    """Sends items the way an import does, without stores."""

    def __init__(self):
        self.events, self.row, self.verdicts = [], None, []

    def send(self, item: Item, *, kind=Kind.orders, correct=True) -> Verdict:
        decision = decide(item, self.row, kind=kind, correct=correct)
        if decision.event:
            self.events.append(msgspec.json.decode(decision.event))
        if decision.remember:
            self.row = SentItemRow(
                key=bytes.fromhex(item.key),
                content=bytes.fromhex(item.content),
                version=decision.version,
                memory=pack(item.memory),
            )
        return decision.verdict


class TestDecide:
    @given(st.lists(LINES, min_size=1, max_size=5))
    @settings(deadline=None)
    def test_the_sums_are_those_of_the_last_file(self, files):
        sender = Sender()
        for lines in files:
            sender.send(order(lines))
        last = msgspec.json.decode(order(files[-1]).event)
        assert quantities(sender.events) == quantities([last])
        assert sum(Decimal(e["properties"]["revenue"]) for e in sender.events) == Decimal(
            last["properties"]["revenue"]
        )

    @given(st.lists(LINES, min_size=1, max_size=5))
    @settings(deadline=None)
    def test_no_two_events_share_a_message_id(self, files):
        sender = Sender()
        for lines in files:
            sender.send(order(lines))
        ids = [event["messageId"] for event in sender.events]
        assert len(ids) == len(set(ids))
        assert all(len(one) <= 100 for one in ids)

    def test_the_same_again_is_nothing(self):
        sender = Sender()
        item = order([("a", Decimal("1.5"), 2)])
        assert [sender.send(item), sender.send(item)] == [Verdict.new, Verdict.same]
        assert len(sender.events) == 1

    def test_a_changed_order_is_adjusted_by_the_difference_at_its_own_time(self):
        sender = Sender()
        sender.send(order([("a", Decimal("1.5"), 2), ("b", Decimal(4), 1)]))
        assert (
            sender.send(order([("a", Decimal("1.5"), 3), ("b", Decimal(4), 1)])) is Verdict.changed
        )
        adjusted = sender.events[1]
        assert (adjusted["event"], adjusted["timestamp"]) == (
            "Order Adjusted",
            "2024-01-01T00:00:00.000Z",
        )
        assert adjusted["properties"]["revenue"] == "1.5"
        assert adjusted["properties"]["products"] == [
            {"product_id": "a", "price": "1.5", "quantity": "1"}
        ]

    def test_an_order_that_went_to_another_customer_is_left_and_told(self):
        sender = Sender()
        sender.send(order([("a", Decimal(1), 1)]))
        assert sender.send(order([("a", Decimal(1), 1)], customer="c2")) is Verdict.conflicting
        assert len(sender.events) == 1

    def test_changes_may_be_left(self):
        sender = Sender()
        sender.send(order([("a", Decimal(1), 1)]))
        assert sender.send(order([("a", Decimal(1), 2)]), correct=False) is Verdict.changed
        assert len(sender.events) == 1
        assert sender.send(order([("a", Decimal(1), 2)])) is Verdict.changed, (
            "a later import may still correct it"
        )
        assert len(sender.events) == 2
