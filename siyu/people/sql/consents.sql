-- grain: one row per purpose and channel that anybody has spoken of
-- params: everywhere UInt8, belongings Array(String)
-- reads: person_values
SELECT
    -- `consent:<purpose>:<channel>`, and a purpose may hold a colon.
    arrayStringConcat(arraySlice(splitByChar(':', key), 2, -1), ':') AS purpose,
    splitByChar(':', key)[-1] AS channel,
    countIf(value = 'granted') AS granted,
    countIf(value = 'withdrawn') AS withdrawn
FROM person_values FINAL
WHERE startsWith(key, 'consent:')
    AND (
        {everywhere:UInt8}
        OR person IN (
            SELECT person FROM person_values FINAL WHERE key IN {belongings:Array(String)}
        )
    )
GROUP BY purpose, channel
ORDER BY purpose, channel
