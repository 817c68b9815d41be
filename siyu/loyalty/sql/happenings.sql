-- grain: one row an event that may earn or take back, in the order in which they were loaded
-- params: after UInt64, until UInt64, events Array(String), since DateTime64(3)
-- reads: events
SELECT
    load_id, toString(event) AS name, message_id, person AS node, time, order_id,
    toString(revenue) AS amount, toString(currency) AS money,
    `product.id` AS product_ids, `product.sku` AS skus,
    arrayMap(word -> toString(word), `product.category`) AS categories,
    arrayMap(word -> toString(word), `product.brand`) AS brands,
    arrayMap((price, pieces) -> toString(price * pieces), `product.price`, `product.quantity`) AS worth
FROM events
WHERE load_id > {after:UInt64} AND load_id <= {until:UInt64} AND event IN {events:Array(String)}
  AND day >= toDate({since:DateTime64(3)}) - 1 AND time >= {since:DateTime64(3)}
ORDER BY load_id, time, message_id
LIMIT 1 BY message_id
