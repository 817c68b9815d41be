"""A small shop: products with prices and stock, and shortcuts a shopkeeper would click."""

import itertools
from dataclasses import dataclass

from sqlalchemy import func, select

from siyu.commerce import (
    after_sales,
    catalogue,
    orders,
    payments,
    prices,
    sales_channels,
    stock,
    waybills,
)
from siyu.commerce.carts import CartEntry
from siyu.commerce.checkouts import Basket, Placing, check_out
from siyu.commerce.opening import open_commerce
from siyu.commerce.payments import sandbox
from siyu.commerce.stock.models import StockLevelRow
from siyu.kernel.context import Context
from siyu.warehouse import Warehouse

KEYS = itertools.count(1)
ADDRESS = orders.Address(name="李华", phone="+8613800138000", region="上海", street="人民路 1 号")


@dataclass
class Shop:
    context: Context
    channel_id: int = 0
    book_id: int = 0
    warehouse_id: int = 0

    def open(self, **channel):
        open_commerce(self.context)
        if Warehouse not in self.context.services:
            self.context.put(object(), kind=Warehouse)
        with self.context.session() as session:
            self.book_id = prices.add_price_book(session, name="标准", currency="CNY").id
            self.channel_id = sales_channels.add_sales_channel(
                session,
                code="mall",
                name="小程序",
                kind=sales_channels.SalesChannelKind.mini_program,
                price_book_id=self.book_id,
                payment_providers=["sandbox"],
                **channel,
            ).id
        self.warehouse_id = self.location("W1", services=("ship",))
        return self

    def accept(self, *providers):
        """Take payments in these ways only."""
        with self.context.session() as session:
            sales_channels.change_sales_channel(
                session, self.channel_id, payment_providers=list(providers)
            )

    def location(self, code, *, kind=stock.LocationKind.warehouse, services=("ship",), **rest):
        with self.context.session() as session:
            return stock.add_location(
                session, code=code, name=code, kind=kind, services=services, **rest
            ).id

    def sku(self, code, *, price=1000, on_hand=0, location_id=None, floor=0, **product):
        """A product of one SKU, on sale."""
        with self.context.session() as session:
            made = catalogue.add_product(
                session,
                catalogue.NewProduct(code=f"P-{code}", title=f"商品{code}", **product),
                [catalogue.NewSku(code=code, floor_minor=floor)],
            )
            sku_id = catalogue.skus_of(session, made.id)[0].id
            catalogue.set_status(session, made.id, catalogue.ProductStatus.on_sale)
            prices.set_prices(
                session, self.book_id, [prices.NewPrice(sku_id=sku_id, unit_minor=price)]
            )
        if on_hand:
            self.receive(sku_id, on_hand, location_id=location_id)
        return sku_id

    def receive(self, sku_id, quantity, *, location_id=None, cause=None):
        with self.context.session() as session:
            number = session.scalar(select(func.count()).select_from(StockLevelRow))
            stock.receive(
                session,
                sku_id=sku_id,
                location_id=location_id or self.warehouse_id,
                quantity=quantity,
                cause=cause or f"test:{number}:{sku_id}:{location_id}",
            )

    def level(self, sku_id, location_id=None):
        with self.context.session(read_only=True) as session:
            return stock.levels(session, [sku_id], location_ids=[location_id or self.warehouse_id])[
                0
            ]

    def buy(self, lines, *, person=1, key=None, placed_by="member", expected=None, **basket):
        """An order of SKU → quantity."""
        placing = Placing(
            basket=Basket(
                person_id=person,
                sales_channel="mall",
                entries=tuple(CartEntry(sku_id=s, quantity=q) for s, q in lines.items()),
                **basket,
            ),
            address=ADDRESS,
            placed_by=placed_by,
            expected_total_minor=expected,
        )
        return check_out(self.context, placing, key=key or f"key {next(KEYS)}")

    def callback(self, order_id, *, amount=None):
        """The sandbox's callback for an order that was paid there: headers and body."""
        number, _ = payments.start_payment(self.context, order_id, provider="sandbox")
        with self.context.session() as session:
            return sandbox.pay(session, number, amount_minor=amount)

    def hear(self, callback):
        return payments.receive_callback(self.context, "sandbox", *callback)

    def pay(self, order_id):
        return self.hear(self.callback(order_id))

    def bought(self, lines, **rest):
        """An order that is paid."""
        placed = self.buy(lines, **rest)
        if not placed.paid:
            assert self.pay(placed.order_id) == payments.Outcome.paid
        return placed.order_id

    def ship(self, order_id, quantities=None, *, carrier="SF", waybill=None):
        with self.context.session() as session:
            return waybills.send_parcel(
                session,
                order_id,
                quantities=quantities,
                carrier=carrier,
                waybill=waybill or f"SF{next(KEYS):012}",
                by="staff:1",
            ).id

    def receive_parcels(self, order_id):
        with self.context.session() as session:
            orders.confirm_receipt(session, order_id)

    def ask(self, order_id, quantities, kind=after_sales.AfterSaleKind.refund_only):
        with self.context.session() as session:
            return after_sales.ask(
                session, order_id, kind=kind, quantities=quantities, reason="x", by="member"
            ).id

    def approve(self, after_sale_id):
        with self.context.session() as session:
            return after_sales.approve(session, after_sale_id, by="staff:1").amount_minor

    def refund(self, order_id, quantities):
        """Ask and agree at once; the amount that goes back."""
        return self.approve(self.ask(order_id, quantities))

    def order(self, order_id):
        with self.context.session(read_only=True) as session:
            return orders.require_order(session, order_id)

    def lines(self, order_id):
        with self.context.session(read_only=True) as session:
            return orders.lines_of(session, order_id)

    def state(self, order_id):
        return orders.display_state(self.order(order_id), self.lines(order_id))

    def told(self, name):
        """Events of a name in the outbox, oldest first."""
        from siyu.kernel.events import OutboxRow

        with self.context.session(read_only=True) as session:
            return [
                row.payload
                for row in session.scalars(
                    select(OutboxRow).where(OutboxRow.name == name).order_by(OutboxRow.id)
                )
            ]

    def broken(self):
        """What invariants of the room find; empty when all hold."""
        from siyu.commerce.manifest import MODULE

        return [found for one in MODULE.invariants for found in one.broken(self.context)]
