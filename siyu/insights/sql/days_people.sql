-- grain:  one row per business day on which people were first seen
-- params: since_seconds Float64, until_seconds Float64, zone String, everyone UInt8, places Array(String)
-- reads:  person_values
WITH fresh AS
(
    SELECT person AS id, number
    FROM person_values FINAL
    WHERE key = 'first_seen_at' AND number >= {since_seconds:Float64} AND number < {until_seconds:Float64}
      AND ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
      AND id NOT IN (SELECT person FROM person_values FINAL WHERE key = 'kind' AND value != 'person')
)
SELECT
    toDate(fromUnixTimestamp(toInt64(number)), {zone:String}) AS day,
    count() AS new_people,
    countIf(id IN
    (
        SELECT person FROM person_values FINAL
        WHERE key = 'state' AND value = 'known' AND person IN (SELECT id FROM fresh)
    )) AS new_members
FROM fresh
GROUP BY day
ORDER BY day
