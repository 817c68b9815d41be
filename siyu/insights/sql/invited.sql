-- grain:  one row: how often an invitation was accepted in the window
-- params: first Date, last Date, everyone UInt8, places Array(String)
-- reads:  person_days, redirect
SELECT sum(count) AS invited
FROM
(
    SELECT dictGetOrDefault('redirect', 'person', person, person) AS id, count
    FROM person_days
    WHERE event = 'Invite Accepted' AND day >= {first:Date} AND day <= {last:Date} AND person != 0
)
WHERE ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
