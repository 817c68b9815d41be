-- grain:  one row per hour of a day in which people came for the first time that day; `so_far` are those before a moment of it
-- params: day Date, moment DateTime64(3), zone String, no_acts Array(String), everyone UInt8, places Array(String)
-- reads:  events, redirect
SELECT
    toHour(came, {zone:String}) AS hour,
    count() AS active_people,
    countIf(came <= {moment:DateTime64(3, 'UTC')}) AS active_people_so_far
FROM
(
    SELECT dictGetOrDefault('redirect', 'person', person, person) AS id, min(time) AS came
    FROM events
    WHERE day = {day:Date} AND person != 0 AND event NOT IN {no_acts:Array(String)}
    GROUP BY id
)
WHERE ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
GROUP BY hour
ORDER BY hour
