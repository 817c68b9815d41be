"""Finding products by what people type, in Chinese and by code."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siyu.commerce import catalogue
from siyu.commerce.catalogue import find_products
from siyu.commerce.catalogue.models import SearchRow
from siyu.kernel import ids

pytestmark = pytest.mark.database


@pytest.fixture
def shelf(shop):
    """Products by a short name; ``find`` says which of them are found, in order."""
    made = {}

    def add(name, title, *, sku=None, barcode="", **more):
        with shop.context.session() as session:
            made[name] = catalogue.add_product(
                session,
                catalogue.NewProduct(code=f"P-{name}", title=title, **more),
                [catalogue.NewSku(code=sku or f"SKU-{name}", barcode=barcode)],
            ).id
        return made[name]

    def find(asked):
        names = {product_id: name for name, product_id in made.items()}
        with shop.context.session(read_only=True) as session:
            return [names[one] for one in find_products(session, asked)]

    add.find = find
    add.context = shop.context
    return add


class TestFindProducts:
    @pytest.mark.parametrize(
        "asked",
        [
            "面霜",
            "保湿面霜",
            "保湿 面霜",
            "舒缓",
            "霜",
            "湿面",
            "敏感肌",
            "50ml",
            "50ML",
            "舒缓50",
            "５０ｍｌ",
        ],
    )
    def test_words_and_parts_of_chinese_are_found(self, shelf, asked):
        shelf("cream", "舒缓保湿面霜 50ml", subtitle="敏感肌可用")
        shelf("tea", "明前龙井茶")
        assert shelf.find(asked) == ["cream"]

    @pytest.mark.parametrize(
        "asked",
        [
            "MASK-RED-01",
            "mask-red-01",
            "maskred01",
            "MASK-R",
            "mask red",
            "6901234567892",
            "690123",
        ],
    )
    def test_codes_and_barcodes_are_found_whole_and_begun(self, shelf, asked):
        shelf("mask", "面膜", sku="MASK-RED-01", barcode="6901234567892")
        shelf("other", "面膜", sku="MASK-BLUE-01", barcode="6900000000000")
        assert shelf.find(asked) == ["mask"]

    def test_a_hit_in_the_title_stands_before_one_in_the_description(self, shelf):
        shelf("soap", "香皂", description="用完请搭配面霜" * 3)
        shelf("cream", "面霜")
        shelf("brush", "化妆刷", description="面霜")
        assert shelf.find("面霜")[0] == "cream"
        assert set(shelf.find("面霜")) == {"cream", "soap", "brush"}

    def test_what_has_everything_is_found_alone_and_else_what_has_some(self, shelf):
        shelf("both", "保湿面霜")
        shelf("one", "保湿喷雾")
        assert shelf.find("保湿 面霜") == ["both"]
        assert shelf.find("保湿 唇膏") == ["one", "both"] or set(shelf.find("保湿 唇膏")) == {
            "one",
            "both",
        }

    def test_letters_do_not_run_from_one_name_into_the_next(self, shelf):
        shelf("cream", "面霜", subtitle="雪花")
        assert shelf.find("霜雪") == []

    def test_the_words_change_with_the_product(self, shelf):
        product_id = shelf("cream", "面霜")
        with shelf.context.session() as session:
            catalogue.change_product(
                session, product_id, catalogue.NewProduct(code="P-cream", title="唇膏")
            )
        assert (shelf.find("面霜"), shelf.find("唇膏")) == ([], ["cream"])

    def test_the_words_of_an_undone_change_are_undone(self, shelf):
        product_id = shelf("cream", "面霜")
        with pytest.raises(RuntimeError), shelf.context.session() as session:
            catalogue.change_product(
                session, product_id, catalogue.NewProduct(code="P-cream", title="唇膏")
            )
            raise RuntimeError
        assert (shelf.find("面霜"), shelf.find("唇膏")) == (["cream"], [])

    def test_brands_and_categories_are_found_by_their_new_name(self, shelf):
        with shelf.context.session() as session:
            brand = catalogue.add_brand(session, name="百雀羚").id
            above = catalogue.add_category(session, name="护肤").id
            category = catalogue.add_category(session, name="面部精华", parent_id=above).id
        shelf("serum", "小绿瓶", brand_id=brand, category_id=category)
        assert shelf.find("百雀羚") == shelf.find("护肤") == ["serum"]
        with shelf.context.session() as session:
            catalogue.rename_brand(session, brand, name="玉兰油")
            catalogue.change_category(session, above, name="美妆", parent_id=None, position=0)
        assert (shelf.find("百雀羚"), shelf.find("护肤")) == ([], [])
        assert shelf.find("玉兰油") == shelf.find("美妆") == ["serum"]

    def test_a_retired_sku_is_not_found_by_its_code(self, shelf):
        product_id = shelf("cream", "面霜", sku="OLD-9")
        with shelf.context.session() as session:
            (sku,) = catalogue.skus_of(session, product_id)
            catalogue.change_sku(
                session, sku.id, barcode="", floor_minor=0, weight_g=0, retired=True
            )
        assert shelf.find("OLD-9") == []

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(asked=st.text(max_size=100))
    def test_nothing_typed_breaks_the_search(self, shelf, asked):
        shelf.find(asked)

    @pytest.mark.parametrize(
        "asked",
        [
            '"',
            "'",
            '面霜" OR title:*',
            "a:*b & !c | d",
            "NEAR(a b)",
            "-- ;",
            "\\",
            "{a} : b",
            "*",
            "\u0661\u00b2½",
        ],
    )
    def test_syntax_of_the_databases_is_only_text(self, shelf, asked):
        shelf("cream", "面霜")
        assert shelf.find(asked) in ([], ["cream"])


class TestIndexMissing:
    def test_what_was_there_before_the_index_is_found_after_it(self, shelf):
        shelf("cream", "面霜")
        with shelf.context.session() as session:
            session.query(SearchRow).delete()
        assert shelf.find("面霜") == []
        assert catalogue.index_missing(shelf.context) is False
        assert shelf.find("面霜") == ["cream"]


def test_members_and_the_desk_find_alike(api, house):
    from .world import Shop

    shop = Shop(house.context).open()
    shop.sku("A", on_hand=3, subtitle="舒缓保湿面霜")
    shop.sku("B", on_hand=3, subtitle="保湿喷雾")
    shown = api.get("/m/products", params={"sales_channel": "mall", "search": "保湿面霜"}).json()
    assert [one["title"] for one in shown["items"]] == ["商品A"]
    page = api.get("/api/commerce/products", params={"search": "保湿", "limit": 1}).json()
    second = {"search": "保湿", "limit": 1, "cursor": page["next_cursor"]}
    rest = api.get("/api/commerce/products", params=second).json()
    assert {page["items"][0]["code"], rest["items"][0]["code"]} == {"P-A", "P-B"}
    assert rest["next_cursor"] is None
    channel = ids.code("sch", shop.channel_id)
    product = api.get("/api/commerce/products", params={"search": "P-A"}).json()["items"][0]
    assert (product["available"], product["price_min_minor"]) == (3, None)
    off = {"listed": False, "title": "", "description": ""}
    put = api.put(f"/api/commerce/products/{product['id']}/listings/{channel}", json=off)
    assert put.status_code == 204
    query = {"search": "面霜", "sales_channel_id": channel}
    assert api.get("/api/commerce/products", params=query).json()["items"] == []
    gone = api.get(f"/m/products/{product['id']}", params={"sales_channel": "mall"})
    assert gone.status_code == 404


def test_the_dictionary_is_not_loaded_at_start():
    code = "import sys, siyu.app.house; sys.exit('rjieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
