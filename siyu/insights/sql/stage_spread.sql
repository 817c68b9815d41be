-- grain:  one row per person who shared, reviewed or invited in the window
-- params: first Date, last Date, everyone UInt8, places Array(String)
-- reads:  person_days, redirect
SELECT DISTINCT dictGetOrDefault('redirect', 'person', person, person) AS id
FROM person_days
WHERE event IN ('Product Shared', 'Cart Shared', 'Product Reviewed', 'Invite Sent')
  AND day >= {first:Date} AND day <= {last:Date} AND person != 0
  AND ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
