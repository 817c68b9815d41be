-- grain:  one row per product, as it came in, that somebody bought and kept, or looked at
-- params: nodes Array(UInt32), since DateTime64(3), most UInt32
-- reads:  events
SELECT
    word,
    max(kept > 0) AS bought,
    toUnixTimestamp64Milli(max(last)) AS milliseconds
FROM
(
    SELECT
        concat(id, '\t', sku) AS word,
        sum(multiIf(event = 'Order Completed', 1, event = 'Order Refunded', -1, 0) * toInt64(pieces * 10000)) AS kept,
        countIf(event NOT IN ('Order Completed', 'Order Refunded')) AS looks,
        maxIf(time, event != 'Order Refunded') AS last
    FROM events FINAL
    ARRAY JOIN `product.id` AS id, `product.sku` AS sku, `product.quantity` AS pieces
    WHERE event IN ('Order Completed', 'Order Refunded', 'Product Viewed', 'Product Added')
      AND day >= toDate({since:DateTime64(3)}) AND person IN {nodes:Array(UInt32)}
    GROUP BY word
    HAVING kept > 0 OR looks > 0
)
GROUP BY word
ORDER BY milliseconds DESC, word
LIMIT {most:UInt32}
