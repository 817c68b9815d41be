-- grain:  one row per person who did something in the window
-- params: first Date, last Date, no_acts Array(String), everyone UInt8, places Array(String)
-- reads:  person_days, redirect
SELECT DISTINCT dictGetOrDefault('redirect', 'person', person, person) AS id
FROM person_days
WHERE day >= {first:Date} AND day <= {last:Date} AND person != 0 AND event NOT IN {no_acts:Array(String)}
  AND ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
