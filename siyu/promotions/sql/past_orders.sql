-- grain:  one row an order of a business day, as it came in
-- params: day Date, currency String
-- reads:  events, redirect
SELECT
    dictGetOrDefault('redirect', 'person', toUInt64(person), person) AS buyer,
    toUnixTimestamp64Milli(time) AS milliseconds,
    org,
    coalesce(properties.sales_channel.:String, properties.channel.:String, '') AS channel,
    toFloat64OrZero(coalesce(properties.shipping.:String, toString(properties.shipping.:Float64), toString(properties.shipping.:Int64), '')) AS shipping,
    `product.sku` AS skus, `product.id` AS products,
    arrayMap(word -> toString(word), `product.category`) AS categories,
    arrayMap(word -> toString(word), `product.brand`) AS brands,
    arrayMap(price -> toFloat64(price), `product.price`) AS prices,
    arrayMap(pieces -> toFloat64(pieces), `product.quantity`) AS quantities
FROM events
WHERE event = 'Order Completed' AND day = {day:Date} AND currency IN ('', {currency:String})
ORDER BY time, message_id
LIMIT 1 BY message_id
