"""The catalogue as a file: tried, taken in once however often it is sent, hostile rows named."""

import csv
import io

import pytest

from siyu.kernel import ids

from .world import Shop

pytestmark = pytest.mark.database

HEADER = "商品编码,商品名称,类目,品牌,状态,规格编码,规格,条码,售价,划线价,库存"
ROWS = [
    "CREAM,舒缓面霜,护肤/面霜,百雀羚,在售,C-30,容量:30ml,690001,99,129,12",
    "CREAM,,,,,C-50,容量:50ml,690002,159.5,,0",
    "TEA,龙井茶,食品,,草稿,TEA-1,,,68,,",
]


@pytest.fixture
def desk(house):
    return Shop(house.context).open()


@pytest.fixture
def send(api, desk):
    def send(content, *, dry_run=False, name="goods.csv", **more):
        if isinstance(content, list):
            content = "\n".join([HEADER, *content])
        raw = content.encode() if isinstance(content, str) else content
        form = {
            "dry_run": str(dry_run).lower(),
            "price_book_id": ids.code("pbk", desk.book_id),
            "location_id": ids.code("loc", desk.warehouse_id),
            **more,
        }
        return api.post("/api/commerce/goods-files", data=form, files={"file": (name, raw)})

    return send


def told(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def products(api):
    return {one["code"]: one for one in api.get("/api/commerce/products").json()["items"]}


class TestTakeGoods:
    def test_makes_products_with_skus_prices_stock_and_status(self, api, desk, send):
        made = told(send(ROWS))
        assert (made["rows"], made["taken"], made["bad"]) == (3, 3, [])
        assert (made["products_made"], made["skus_made"], made["prices_written"]) == (2, 3, 3)
        cream = products(api)["CREAM"]
        assert (cream["status"], cream["options"]) == ("on_sale", {"容量": ["30ml", "50ml"]})
        shown = api.get("/m/products", params={"sales_channel": "mall", "search": "百雀羚"}).json()
        assert [
            (sku["code"], sku["unit_minor"], sku["list_minor"], sku["available"])
            for sku in shown["items"][0]["skus"]
        ] == [("C-30", 9900, 12900, 12), ("C-50", 15950, 15950, 0)]
        assert desk.broken() == []

    def test_a_dry_run_says_the_same_and_changes_nothing(self, api, send):
        tried = told(send(ROWS, dry_run=True))
        assert products(api) == {}
        assert api.get("/api/commerce/categories").json() == []
        assert {**told(send(ROWS)), "dry_run": True} == tried

    def test_the_same_file_again_changes_nothing(self, api, send):
        told(send(ROWS))
        again = told(send(ROWS))
        counts = {
            name: again[name]
            for name in again
            if name.endswith(("_made", "_changed", "_written", "_moved"))
        }
        assert set(counts.values()) == {0}, counts

    def test_stock_that_was_sold_meanwhile_is_not_put_back(self, api, desk, send):
        told(send(ROWS))
        sku = products(api)["CREAM"]["skus"][0]["id"]
        gone = {
            "sku_id": sku,
            "location_id": ids.code("loc", desk.warehouse_id),
            "quantity": -2,
            "reference": "x",
        }
        assert api.post("/api/commerce/stock/receipts", json=gone).status_code == 204
        assert told(send(ROWS))["levels_moved"] == 0
        assert desk.level(ids.number("sku", sku)).on_hand == 10

    def test_what_is_not_said_stays(self, api, send):
        told(send(ROWS))
        told(send("product code,sku code,price\nCREAM,C-30,89\n"))
        cream = products(api)["CREAM"]
        assert (cream["title"], cream["status"], len(cream["skus"])) == ("舒缓面霜", "on_sale", 2)

    def test_bad_rows_are_named_and_the_others_taken(self, api, send):
        bad = {
            "A,名,,,,,,,1,,": "sku_code_missing",
            ",名,,,,S1,,,1,,": "product_code_missing",
            "A1,,,,,S2,,,1,,": "title_missing",
            "A2,名,,,,S3,,,一百,,": "not_a_number",
            "A3,名,,,,S4,,,1e999999999,,": "not_a_number",
            "A4,名,,,,S5,,,-1,,": "out_of_range",
            "A5,名,,,,S6,,,999999999999,,": "out_of_range",
            "A6,名,,,,S7,,,1.005,,": "too_fine",
            "A7,名,,,,S8,,,10,9,": "list_price_below_price",
            "A8,名,,,,S9,,,1,,1.5": "not_whole",
            "A9,名,,,,S10,,,1,,9999999999": "out_of_range",
            "B1,名,,,售罄,S11,,,1,,": "status_unknown",
            "B2,名,,,,S12,颜色,,1,,": "options_malformed",
            "B3,n\x00ul,,,,S13,,,1,,": "unfit_characters",
            f"B4,{'长' * 201},,,,S14,,,1,,": "too_long",
            "B5,名,,,,GOOD,,,1,,": "sku_twice",
            "B6,名,a/b/c/d/e/f/g/h/i/j,,,S15,,,1,,": "category_too_deep",
        }
        report = told(send(["OK,好,,,在售,GOOD,,,1,,3", *bad]))
        assert [row["code"] for row in report["bad"]] == list(bad.values())
        assert [row["row"] for row in report["bad"]] == list(range(3, 3 + len(bad)))
        assert report["taken"] == 1
        assert set(products(api)) == {"OK"}

    def test_a_sku_stays_with_its_product_and_its_options(self, api, send):
        told(send(ROWS))
        report = told(send(["TEA,,,,,C-30,,,1,,", "CREAM,,,,,C-50,容量:80ml,,1,,"]))
        codes = {row["value"]: row["code"] for row in report["bad"]}
        assert codes == {"C-30": "sku_of_another_product", "C-50": "options_fixed"}

    def test_gb18030_and_a_workbook_are_read_alike(self, api, send, tmp_path):
        import openpyxl

        told(send("\n".join([HEADER, ROWS[2]]).encode("gb18030")))
        assert products(api)["TEA"]["title"] == "龙井茶"
        book = openpyxl.Workbook()
        for row in (HEADER, ROWS[0]):
            book.active.append(row.split(","))
        book.save(tmp_path / "goods.xlsx")
        report = told(send((tmp_path / "goods.xlsx").read_bytes(), name="goods.xlsx"))
        assert (report["taken"], report["bad"]) == (1, [])

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "file_empty"),
            (b"a,b\n1,2\n", "goods_file_unfit"),
            (b"%PDF-1.7 nothing", "file_unreadable"),
            (b"PK\x03\x04 not a workbook", "file_unreadable"),
            (b'{"a": 1}\n{"a": 2}\n', "file_unreadable"),
        ],
    )
    def test_what_is_no_goods_file_is_refused(self, send, content, code):
        answer = send(content)
        assert answer.json()["code"] == code, answer.text


class TestExportGoods:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_what_was_written_out_can_be_taken_in_again_and_changes_nothing(
        self, api, desk, send, language
    ):
        told(send(ROWS))
        query = {
            "price_book_id": ids.code("pbk", desk.book_id),
            "location_id": ids.code("loc", desk.warehouse_id),
            "language": language,
        }
        answer = api.get("/api/commerce/goods-files/export", params=query)
        assert answer.status_code == 200, answer.text
        report = told(send(answer.content))
        assert (report["rows"], report["taken"], report["bad"]) == (3, 3, [])
        assert report["products_changed"] == report["prices_written"] == report["levels_moved"] == 0

    def test_nothing_is_run_as_a_formula(self, api, send):
        formula = '=HYPERLINK("http://x")'
        told(
            send(f'product code,sku code,title\nF,F-1,"{formula.replace(chr(34), chr(34) * 2)}"\n')
        )
        assert products(api)["F"]["title"] == formula
        written = api.get("/api/commerce/goods-files/export").content
        (_, row) = csv.reader(io.StringIO(written.decode("utf-8-sig")))
        assert f"'{formula}" in row
        told(send(written))
        assert products(api)["F"]["title"] == formula
