"""A shelf is filled: a product with options is made, priced, stocked, put on sale and found by a shopper."""

import re

import httpx
import pytest

from .shopkeeping import open_shop

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TITLE = "舒缓保湿面霜"


@pytest.fixture
def shop(server):
    """A channel with its price book, and a warehouse."""
    open_shop(server)


def test_a_product_with_options_is_made_priced_stocked_and_found(operator, server, shop):
    operator.sign_in()
    make_product(operator)
    price_and_publish(operator)
    take_in(operator)
    for asked in ("保湿面霜", "舒缓", "CREAM-1"):
        (found,) = shown(server, asked)
        assert found["title"] == TITLE
        assert [(sku["options"], sku["unit_minor"]) for sku in found["skus"]] == [
            ({"容量": "30ml"}, 9900),
            ({"容量": "50ml"}, 15900),
        ]
        assert [sku["available"] for sku in found["skus"]] == [12, 0]
    assert shown(server, "唇膏") == []


def shown(server, asked: str) -> list[dict]:
    query = {"sales_channel": "mall", "search": asked}
    answer = httpx.get(f"{server.url}/m/products", params=query, timeout=60)
    assert answer.is_success, answer.text
    return answer.json()["items"]


def make_product(operator) -> None:
    from playwright.sync_api import expect

    page = operator.page
    operator.go("商品")
    operator.button("新建商品").first.click()
    drawer = operator.dialog("新建商品")
    drawer.get_by_label("商品编码").fill("CREAM")
    drawer.get_by_label("商品名称").fill(TITLE)
    operator.button("添加规格项", within=drawer).click()
    drawer.get_by_label("规格项 1 名称").fill("容量")
    values = drawer.get_by_role("combobox", name="规格项 1 取值")
    for value in ("30ml", "50ml"):
        values.fill(value)
        values.press("Enter")
    expect(drawer.get_by_label("50ml 的编码")).to_have_value("CREAM-2")
    operator.picture("new-product")
    operator.button("存为草稿（2 个规格）", within=drawer).click()
    expect(operator.dialog("基本信息")).to_be_visible()
    expect(page.get_by_text("商品已保存")).to_be_visible()


def price_and_publish(operator) -> None:
    from playwright.sync_api import expect

    drawer = operator.dialog("基本信息")
    drawer.get_by_role("tab", name="价格").click()
    drawer.get_by_label(f"{TITLE} 30ml 的售价").fill("99")
    drawer.get_by_label(f"{TITLE} 50ml 的售价").fill("159")
    operator.button("保存 2 个价格", within=drawer).click()
    expect(operator.page.get_by_text("2 个价格已保存")).to_be_visible()
    operator.picture("priced")
    operator.button("上架", within=drawer).click()
    expect(drawer.get_by_text("在售", exact=True)).to_be_visible()
    operator.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(operator.page.get_by_text(re.compile("¥99.00 至 ¥159.00"))).to_be_visible()
    operator.picture("listed")


def take_in(operator) -> None:
    from playwright.sync_api import expect

    operator.go("库存")
    operator.button("入库或报损").first.click()
    drawer = operator.dialog("入库或报损")
    operator.choose("商品规格", "30ml", within=drawer)
    drawer.get_by_label("数量").fill("12")
    drawer.get_by_label("单据号").fill("DN-1")
    operator.button("确认入库", within=drawer).click()
    expect(operator.page.get_by_text("库存已更新")).to_be_visible()
    operator.page.get_by_role("button", name=re.compile(TITLE)).click()
    opened = operator.dialog("总仓的库存")
    expect(opened.get_by_text("入库", exact=True)).to_be_visible()
    operator.picture("stock")
