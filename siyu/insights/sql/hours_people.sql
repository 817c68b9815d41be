-- grain:  one row per hour of a day in which people were first seen; `so_far` are those before a moment of it
-- params: since_seconds Float64, until_seconds Float64, moment_seconds Float64, zone String, everyone UInt8, places Array(String)
-- reads:  person_values
SELECT
    toHour(fromUnixTimestamp(toInt64(number)), {zone:String}) AS hour,
    count() AS new_people,
    countIf(number <= {moment_seconds:Float64}) AS new_people_so_far
FROM
(
    SELECT person AS id, number
    FROM person_values FINAL
    WHERE key = 'first_seen_at' AND number >= {since_seconds:Float64} AND number < {until_seconds:Float64}
      AND ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
      AND id NOT IN (SELECT person FROM person_values FINAL WHERE key = 'kind' AND value != 'person')
)
GROUP BY hour
ORDER BY hour
