-- grain:  two rows at most: people held out, and the others, with what they bought in the window
-- params: salt UInt64, below UInt64, since DateTime64(3), until DateTime64(3), currency String
-- reads:  person_life, events, redirect, redirects
-- A person's place is that of the lowest of their nodes (holdouts.py); orders less refunds.
SELECT
    place < {below:UInt64} AS held,
    count() AS people, countIf(placed > 0) AS buyers,
    sum(placed) AS orders, sum(placed * placed) AS orders_square,
    sum(paid) AS spent, sum(paid * paid) AS spent_square
FROM
(
    SELECT
        {salt:UInt64} + toUInt64(if(merged.first > 0, least(merged.first, lives.id), lives.id)) AS raw,
        bitXor(raw, bitShiftRight(raw, 30)) * 0xBF58476D1CE4E5B9 AS half,
        bitXor(half, bitShiftRight(half, 27)) * 0x94D049BB133111EB AS most,
        bitXor(most, bitShiftRight(most, 31)) AS place,
        bought.placed AS placed, bought.paid AS paid
    FROM
    (
        SELECT dictGetOrDefault('redirect', 'person', toUInt64(person), person) AS id
        FROM person_life
        WHERE person != 0
        GROUP BY id
    ) AS lives
    LEFT JOIN
    (
        SELECT toUInt32(person) AS id, min(toUInt32(node)) AS first
        FROM redirects FINAL
        WHERE removed = 0
        GROUP BY id
    ) AS merged ON merged.id = lives.id
    LEFT JOIN
    (
        SELECT
            dictGetOrDefault('redirect', 'person', toUInt64(person), person) AS id,
            toInt64(countIf(event = 'Order Completed')) AS placed,
            toFloat64(sumIf(revenue, event = 'Order Completed')) - toFloat64(sumIf(abs(revenue), event = 'Order Refunded')) AS paid
        FROM events FINAL
        WHERE event IN ('Order Completed', 'Order Refunded')
          AND day >= toDate({since:DateTime64(3)}) - 1 AND day <= toDate({until:DateTime64(3)}) + 1
          AND time >= {since:DateTime64(3)} AND time < {until:DateTime64(3)}
          AND currency IN ('', {currency:String}) AND person != 0
        GROUP BY id
    ) AS bought ON bought.id = lives.id
)
GROUP BY held
ORDER BY held
