WITH (SELECT groupBitmapState(id)
FROM (SELECT id
FROM (SELECT person AS id
FROM person_life
WHERE event = {p0:String}
AND person != 0
GROUP BY id
HAVING sum(count) >= {p1:Float64})
WHERE id NOT IN (SELECT person AS id
FROM person_days
WHERE event = {p0:String}
AND day >= {p2:Date}
AND day <= {p3:Date}
AND person != 0))) AS members SELECT bitmapCardinality(members) AS count

{
 "p0": "Order Completed",
 "p1": 4.0,
 "p2": "2026-09-20",
 "p3": "2026-11-18"
}
