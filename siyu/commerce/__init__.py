"""What is sold: catalogue, prices, stock, carts, orders, payments, fulfilment, after-sales.

Owns: tables ``commerce_*``.  Calls: promotions, loyalty, imports, people, organization,
warehouse.
Hears: ``people.persons_merged``, ``people.person_erased``, and its own ``commerce.order_completed``.
Publishes: ``commerce.order_completed``, ``…_refunded``, ``…_cancelled``, ``…_shipped``, ``…_received``, in
the words of the tracking specification; ``commerce.parcel_out``, ``…_delivered``, ``…_troubled``,
``…_returned``.

Inside, each folder knows only those before it: catalogue, prices, sales_channels, stock, carts, carriers,
orders, waybills, checkouts, payments, after_sales, members, recommendations; ``goods_files`` knows the
first four, and ``ship_files`` its cells, orders and waybills; storefront speaks to members, desk to the
console. ``benefits`` is the one place that speaks to promotions and loyalty.

Locks are taken in one order everywhere: an order that exists, its payments; then points, coupons,
promotion limits, and stock by (SKU, location).
"""

from .events import (
    OrderCancelled,
    OrderCompleted,
    OrderReceived,
    OrderRefunded,
    OrderShipped,
    ParcelDelivered,
    ParcelOut,
    ParcelReturned,
    ParcelTroubled,
)
from .stock_alerts import StockAlert, stock_alerts

__all__ = [
    "OrderCancelled",
    "OrderCompleted",
    "OrderReceived",
    "OrderRefunded",
    "OrderShipped",
    "ParcelDelivered",
    "ParcelOut",
    "ParcelReturned",
    "ParcelTroubled",
    "StockAlert",
    "stock_alerts",
]
