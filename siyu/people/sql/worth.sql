-- grain: one row per node that ordered or was refunded
-- params: nodes Array(UInt32)
-- reads: person_life
SELECT
    person AS node,
    sumIf(count, event = 'Order Completed') AS orders,
    sumIf(count, event = 'Order Refunded') AS refunds,
    sumIf(revenue, event = 'Order Completed') AS spent,
    sumIf(revenue, event = 'Order Refunded') AS refunded,
    minIf(first, event = 'Order Completed') AS first_order_at,
    maxIf(last, event = 'Order Completed') AS last_order_at
FROM person_life
WHERE event IN ('Order Completed', 'Order Refunded') AND person IN {nodes:Array(UInt32)}
GROUP BY person
