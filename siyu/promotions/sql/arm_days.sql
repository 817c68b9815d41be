-- grain:  one row a business day and side (held out or not) with what was bought
-- params: salt UInt64, below UInt64, since DateTime64(3), until DateTime64(3), currency String
-- reads:  events, redirect, redirects
SELECT
    day, place < {below:UInt64} AS held,
    toInt64(countIf(event = 'Order Completed')) AS orders,
    toFloat64(sumIf(revenue, event = 'Order Completed')) - toFloat64(sumIf(abs(revenue), event = 'Order Refunded')) AS spent
FROM
(
    SELECT
        day, event, revenue,
        {salt:UInt64} + toUInt64(if(merged.first > 0, least(merged.first, bought.id), bought.id)) AS raw,
        bitXor(raw, bitShiftRight(raw, 30)) * 0xBF58476D1CE4E5B9 AS half,
        bitXor(half, bitShiftRight(half, 27)) * 0x94D049BB133111EB AS most,
        bitXor(most, bitShiftRight(most, 31)) AS place
    FROM
    (
        SELECT day, event, revenue, dictGetOrDefault('redirect', 'person', toUInt64(person), person) AS id
        FROM events FINAL
        WHERE event IN ('Order Completed', 'Order Refunded')
          AND day >= toDate({since:DateTime64(3)}) - 1 AND day <= toDate({until:DateTime64(3)}) + 1
          AND time >= {since:DateTime64(3)} AND time < {until:DateTime64(3)}
          AND currency IN ('', {currency:String}) AND person != 0
    ) AS bought
    LEFT JOIN
    (
        SELECT toUInt32(person) AS id, min(toUInt32(node)) AS first
        FROM redirects FINAL
        WHERE removed = 0
        GROUP BY id
    ) AS merged ON merged.id = bought.id
)
GROUP BY day, held
ORDER BY day, held
