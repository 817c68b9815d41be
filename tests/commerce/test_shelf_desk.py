"""The shelf over HTTP: prices as a table, many products at once, what stands behind stock, what is low."""

import pytest

from siyu.commerce import catalogue, stock
from siyu.commerce.blocks import low_stock
from siyu.kernel import ids

from .world import Shop

pytestmark = pytest.mark.database


@pytest.fixture
def desk(house):
    return Shop(house.context).open()


def ok(answer):
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


class TestPriceTable:
    def test_tells_what_a_book_says_itself_and_what_its_parent_says(self, api, desk):
        a, b = desk.sku("A", price=1000), desk.sku("B", price=2000)
        parent = ids.code("pbk", desk.book_id)
        own = ok(api.post("/api/commerce/price-books", json={"name": "门店", "parent_id": parent}))
        prices = f"/api/commerce/price-books/{own['id']}/prices"
        ok(api.put(prices, json={"prices": [{"sku_id": ids.code("sku", b), "unit_minor": 1800}]}))
        table = f"/api/commerce/price-books/{own['id']}/table"
        told = {
            line["sku_id"]: (line["unit_minor"], line["own"], line["parent_minor"])
            for line in ok(api.get(table))["items"]
        }
        assert told == {
            ids.code("sku", a): (1000, False, 1000),
            ids.code("sku", b): (1800, True, 2000),
        }
        only = ok(api.get(table, params={"own": True}))["items"]
        assert [line["sku_id"] for line in only] == [ids.code("sku", b)]
        found = ok(api.get(table, params={"search": "商品A"}))["items"]
        assert [line["sku_code"] for line in found] == ["A"]

    def test_pages_go_on_where_the_last_ended(self, api, desk):
        for name in "ABC":
            desk.sku(name)
        table = f"/api/commerce/price-books/{ids.code('pbk', desk.book_id)}/table"
        first = ok(api.get(table, params={"limit": 2}))
        rest = ok(api.get(table, params={"limit": 2, "cursor": first["next_cursor"]}))
        codes = [line["sku_code"] for line in first["items"] + rest["items"]]
        assert (codes, rest["next_cursor"]) == (["A", "B", "C"], None)

    def test_a_book_may_not_inherit_from_its_own_heir(self, api, desk):
        parent = ids.code("pbk", desk.book_id)
        heir = ok(api.post("/api/commerce/price-books", json={"name": "门店", "parent_id": parent}))
        body = {"name": "标准", "parent_id": heir["id"]}
        refused = api.put(f"/api/commerce/price-books/{parent}", json=body)
        assert refused.json()["code"] == "price_book_cycle"


class TestSetStatuses:
    def test_changes_what_can_be_and_names_what_cannot(self, api, desk):
        sku = desk.sku("A")
        with desk.context.session() as session:
            product_id = catalogue.require_sku(session, sku).product_id
            bare = catalogue.add_product(session, catalogue.NewProduct(code="X", title="空")).id
            catalogue.set_status(session, product_id, catalogue.ProductStatus.off_sale)
        body = {
            "product_ids": [ids.code("prd", product_id), ids.code("prd", bare)],
            "status": "on_sale",
        }
        told = ok(api.post("/api/commerce/product-statuses", json=body))
        assert told == {
            "changed": [ids.code("prd", product_id)],
            "unchanged": [{"product_id": ids.code("prd", bare), "code": "product_unsellable"}],
        }
        listed = ok(api.get("/api/commerce/products", params={"status": "on_sale"}))["items"]
        assert [one["code"] for one in listed] == ["P-A"]


class TestStockDetail:
    def test_a_count_stands_beside_the_books(self, api, desk):
        sku = ids.code("sku", desk.sku("A", on_hand=5))
        place = ids.code("loc", desk.warehouse_id)
        take = ok(api.post("/api/commerce/stock-takes", json={"location_id": place}))
        lines = f"/api/commerce/stock-takes/{take['id']}/lines"
        ok(api.put(lines, json={"lines": [{"sku_id": sku, "quantity": 3}]}))
        (line,) = ok(api.get(lines))
        assert (line["sku_code"], line["expected"], line["counted"]) == ("A", 5, 3)
        ok(api.post(f"/api/commerce/stock-takes/{take['id']}/posting"))
        (line,) = ok(api.get(lines))
        assert (line["expected"], line["counted"]) == (5, 3)
        (found,) = ok(api.get("/api/commerce/stock-takes"))["items"]
        assert (found["id"], found["state"]) == (take["id"], "posted")

    def test_a_transfer_tells_its_lines_and_a_quota_what_it_allots(self, api, desk):
        sku = ids.code("sku", desk.sku("A", on_hand=5))
        place, other = ids.code("loc", desk.warehouse_id), ids.code("loc", desk.location("S1"))
        body = {"from_id": place, "to_id": other, "lines": [{"sku_id": sku, "quantity": 2}]}
        sent = ok(api.post("/api/commerce/transfers", json=body))
        (line,) = ok(api.get(f"/api/commerce/transfers/{sent['id']}/lines"))
        assert (line["sku_code"], line["sent"], line["received"]) == ("A", 2, 0)
        channel = ids.code("sch", desk.channel_id)
        at = {"sku_id": sku, "location_id": place}
        ok(
            api.put(
                "/api/commerce/stock/quotas",
                json={**at, "sales_channel_id": channel, "allotted": 2},
            )
        )
        (quota,) = ok(api.get("/api/commerce/stock/quotas", params=at))
        assert (quota["sales_channel_id"], quota["allotted"], quota["used"]) == (channel, 2, 0)


class TestLowStock:
    def test_waits_where_orders_came_down_to_the_safety_stock(self, desk):
        sku = desk.sku("A", on_hand=5)
        self.keep(desk, sku, 4)
        assert self.waiting(desk) is None
        self.keep(desk, sku, 5)
        assert self.waiting(desk).count == 1

    def test_does_not_wait_for_what_is_sold_no_longer_or_has_no_safety_stock(self, desk):
        desk.sku("A")
        sku = desk.sku("B", on_hand=1)
        self.keep(desk, sku, 5)
        with desk.context.session() as session:
            product_id = catalogue.require_sku(session, sku).product_id
            catalogue.set_status(session, product_id, catalogue.ProductStatus.off_sale)
        assert self.waiting(desk) is None

    def keep(self, desk, sku, safety):
        with desk.context.session() as session:
            stock.set_safety(session, sku_id=sku, location_id=desk.warehouse_id, safety=safety)

    def waiting(self, desk):
        with desk.context.session(read_only=True) as session:
            return low_stock(session, desk.context)
