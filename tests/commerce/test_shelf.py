"""What is remembered of catalogue and prices is never older than they are."""

import pytest
from sqlalchemy import event

from siyu.commerce import catalogue, prices, sales_channels, stock
from siyu.commerce.sales_channels import SalesChannelNotFound
from siyu.commerce.shelf import open_shelf
from siyu.kernel.database import Session, open_engine

pytestmark = pytest.mark.database


def shown(shop, sku):
    """Price, title and whether it is sold."""
    with shop.context.session(read_only=True) as session:
        shelf = open_shelf(session, "mall")
        found = shelf.prices(session, [sku]).get(sku)
        item = shelf.items(session, [sku])[sku]
        return found and found.unit_minor, item.title, item.sold


def test_what_has_not_changed_is_not_read_again(shop):
    sku = shop.sku("A", price=1000)
    first, asked = shown(shop, sku), []
    event.listen(
        shop.context.engine,
        "before_cursor_execute",
        lambda _, __, statement, *___: asked.append(statement.lower()),
    )
    assert shown(shop, sku) == first == (1000, "商品A", True)
    assert [
        one for one in asked if one.startswith("select") and "commerce_version" not in one
    ] == []


def test_a_change_by_another_process_is_seen_at_once(shop):
    sku = shop.sku("A", price=1000)
    assert shown(shop, sku) == (1000, "商品A", True)
    elsewhere = open_engine(shop.context.settings.database)
    with Session(elsewhere) as session, session.begin():
        prices.set_prices(session, shop.book_id, [prices.NewPrice(sku_id=sku, unit_minor=1200)])
    assert shown(shop, sku)[0] == 1200
    with Session(elsewhere) as session, session.begin():
        product = catalogue.require_sku(session, sku).product_id
        catalogue.set_status(session, product, catalogue.ProductStatus.off_sale)
    elsewhere.dispose()
    assert shown(shop, sku) == (1200, "商品A", False)


def test_a_price_taken_away_is_gone_and_one_given_later_is_seen(shop):
    sku = shop.sku("A", price=1000)
    assert shown(shop, sku)[0] == 1000
    with shop.context.session() as session:
        prices.drop_prices(session, shop.book_id, [sku])
    assert shown(shop, sku)[0] is None
    with shop.context.session() as session:
        prices.set_prices(session, shop.book_id, [prices.NewPrice(sku_id=sku, unit_minor=5)])
    assert shown(shop, sku)[0] == 5


def test_a_channel_that_is_switched_off_sells_no_more(shop):
    sku = shop.sku("A", price=1000)
    shown(shop, sku)
    with shop.context.session() as session:
        sales_channels.change_sales_channel(session, shop.channel_id, active=False)
    with pytest.raises(SalesChannelNotFound):
        shown(shop, sku)


def test_a_location_closed_by_another_process_is_no_longer_sold_from(shop):
    def places():
        with shop.context.session(read_only=True) as session:
            return [one.id for one in open_shelf(session, "mall").locations(session, "ship")]

    assert places() == [shop.warehouse_id]
    elsewhere = open_engine(shop.context.settings.database)
    with Session(elsewhere) as session, session.begin():
        stock.change_location(session, shop.warehouse_id, active=False)
    elsewhere.dispose()
    assert places() == []
    other = shop.location("W2")
    assert places() == [other]
