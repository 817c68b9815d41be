"""Orders add to what a person is worth to the store they were placed in, each once."""

import pytest
from sqlalchemy import select

from siyu.organization import add_node, add_source
from siyu.organization.contracts import NodeKind
from siyu.people.models import BelongingRow


@pytest.fixture
def store(world) -> int:
    with world.context.session() as session:
        brand = add_node(session, kind=NodeKind.brand, name="山茶集", parent_id=None)
        shop = add_node(
            session, kind=NodeKind.store, name="静安店", parent_id=brand.id, external_code="SH-JA"
        )
        return shop.id


def order(store: object = "SH-JA", *, event: str = "Order Completed", **properties: object) -> dict:
    return {
        "type": "track",
        "event": event,
        "userId": "u",
        "properties": {"store": store, "revenue": 19.9} | properties,
    }


def values(world) -> dict[int, tuple[int, int]]:
    with world.context.session() as session:
        rows = session.scalars(select(BelongingRow)).all()
        return {row.org_node_id: (row.orders, row.revenue_minor) for row in rows}


class TestNodeValues:
    def test_orders_and_refunds_add_up(self, world, store):
        world.post("/v1/batch", {"batch": [order(), order(revenue="0.10")]})
        world.post("/v1/track", order(event="Order Refunded", revenue=5))
        world.load()
        assert values(world) == {store: (2, 1500)}

    def test_a_repeated_message_counts_once(self, world, store):
        for _ in range(2):
            world.post("/v1/track", order() | {"messageId": "once"})
            world.load()
        assert values(world) == {store: (1, 1990)}

    def test_a_block_brought_again_after_a_crash_counts_once(self, world, store, monkeypatch):
        from siyu.tracking.load import loader

        def crash(*_: object) -> None:
            raise OSError("power")

        world.post("/v1/track", order())
        with monkeypatch.context() as patched:
            patched.setattr(loader, "finish_load", crash)
            for _ in range(3):
                with pytest.raises(OSError, match="power"):
                    world.load()
        world.load()
        assert values(world) == {store: (1, 1990)}

    @pytest.mark.parametrize(
        "unfit",
        [
            order("NOWHERE"),
            order({"odd": 1}),
            order(currency="USD"),
            order(revenue="much"),
            order(revenue="NaN"),
            order(revenue=1e30),
            order(revenue=None),
            order(event="Checkout Started"),
        ],
        ids=str,
    )
    def test_what_cannot_be_counted_is_kept_and_counts_for_nobody(self, world, store, unfit):
        world.post("/v1/track", unfit)
        world.load()
        assert values(world) == {}
        assert len(world.rows("event")) == 1

    def test_the_node_of_the_source_counts_where_no_store_is_named(self, world, store):
        with world.context.session() as session:
            till = add_source(session, name="till", kind="server", node_id=store)
        world.post("/v1/track", order(None, currency="CNY"), auth=(till.key, ""))
        world.load()
        assert values(world) == {store: (1, 1990)}
