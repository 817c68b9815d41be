-- grain:  one row an order of the window of which something was kept
-- params: since DateTime64(3), until DateTime64(3)
-- reads:  events, redirect, person_values
-- A refund that names no goods is of the whole order (the tracking specification says so).
SELECT orders.milliseconds AS milliseconds, orders.org AS org, tiers.value AS tier, orders.words AS words
FROM
(
    SELECT
        if(order_id != '', order_id, message_id) AS number,
        toUnixTimestamp64Milli(minIf(time, event = 'Order Completed')) AS milliseconds,
        anyIf(org, event = 'Order Completed') AS org,
        anyIf(person, event = 'Order Completed') AS node,
        dictGetOrDefault('redirect', 'person', toUInt64(node), node) AS buyer,
        sumMap(
            arrayMap((id, sku) -> concat(id, '\t', sku), `product.id`, `product.sku`),
            arrayMap(pieces -> if(event = 'Order Completed', 1, -1) * toInt64(pieces * 10000), `product.quantity`)) AS kept,
        arrayFilter((word, pieces) -> pieces > 0, kept.1, kept.2) AS words
    FROM events FINAL
    WHERE event IN ('Order Completed', 'Order Refunded')
      AND day >= toDate({since:DateTime64(3)}) - 1 AND time >= {since:DateTime64(3)} AND time < {until:DateTime64(3)}
    GROUP BY number
    HAVING countIf(event = 'Order Completed') > 0
       AND countIf(event = 'Order Refunded' AND empty(`product.id`)) = 0
       AND notEmpty(words)
) AS orders
LEFT JOIN
(
    SELECT person, value FROM person_values FINAL WHERE key = 'tier'
) AS tiers ON tiers.person = orders.buyer
ORDER BY milliseconds, number
