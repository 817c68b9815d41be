-- grain: one row per month in which something was ordered or refunded, oldest first
-- params: nodes Array(UInt32), since Date
-- reads: person_days
SELECT
    toStartOfMonth(day) AS month,
    sumIf(count, event = 'Order Completed') AS orders,
    sumIf(revenue, event = 'Order Completed') - sumIf(revenue, event = 'Order Refunded') AS amount
FROM person_days
WHERE event IN ('Order Completed', 'Order Refunded') AND day >= {since:Date} AND person IN {nodes:Array(UInt32)}
GROUP BY month
ORDER BY month
