-- grain:  one row per business day, with the distinct people who did something from the first day up to it
-- params: first Date, last Date, no_acts Array(String), everyone UInt8, places Array(String)
-- reads:  person_days, redirect
-- A bitmap a day, joined day by day: people are never sorted or hashed.
SELECT day, groupBitmapMerge(people) OVER (ORDER BY day) AS reached
FROM
(
    SELECT day, groupBitmapState(toUInt32(dictGetOrDefault('redirect', 'person', person, person))) AS people
    FROM person_days
    WHERE day >= {first:Date} AND day <= {last:Date} AND person != 0 AND event NOT IN {no_acts:Array(String)}
      AND ({everyone:UInt8} OR dictGetOrDefault('redirect', 'person', person, person) IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
    GROUP BY day
)
ORDER BY day
