-- grain:  one row per person active on two days of the window or more
-- params: first Date, last Date, no_acts Array(String), everyone UInt8, places Array(String)
-- reads:  person_days, redirect
SELECT id
FROM
(
    SELECT dictGetOrDefault('redirect', 'person', person, person) AS id, min(day) AS first_day, max(day) AS last_day
    FROM person_days
    WHERE day >= {first:Date} AND day <= {last:Date} AND person != 0 AND event NOT IN {no_acts:Array(String)}
    GROUP BY id
    HAVING first_day < last_day
)
WHERE ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
