-- grain:  one row per person who ordered in the window, and not for the first time
-- params: first Date, last Date, since DateTime64(3), everyone UInt8, places Array(String)
-- reads:  person_life, person_days, redirect
SELECT id
FROM
(
    SELECT dictGetOrDefault('redirect', 'person', person, person) AS id
    FROM person_life
    WHERE event = 'Order Completed' AND id IN
    (
        SELECT dictGetOrDefault('redirect', 'person', person, person) AS buyer
        FROM person_days
        WHERE event = 'Order Completed' AND day >= {first:Date} AND day <= {last:Date} AND person != 0
    )
    GROUP BY id
    HAVING min(first) < {since:DateTime64(3, 'UTC')} OR sum(count) > 1
)
WHERE ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
