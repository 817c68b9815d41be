SELECT DISTINCT id
FROM (SELECT id
FROM (SELECT dictGetOrDefault('redirect', 'person', person, person) AS id
FROM person_life
WHERE event = {p0:String}
AND person != 0
AND person IN {p1:Array(UInt32)}
GROUP BY id
HAVING sum(count) >= {p2:Float64})
WHERE id NOT IN (SELECT dictGetOrDefault('redirect', 'person', person, person) AS id
FROM person_days
WHERE event = {p0:String}
AND day >= {p3:Date}
AND day <= {p4:Date}
AND person != 0
AND person IN {p1:Array(UInt32)}))

{
 "p0": "Order Completed",
 "p1": [
  1,
  2
 ],
 "p2": 4.0,
 "p3": "2026-09-20",
 "p4": "2026-11-18"
}
