WITH (SELECT groupBitmapState(id)
FROM (SELECT id
FROM (SELECT person AS id
FROM person_days
WHERE event = {p7:String}
AND day >= {p8:Date}
AND day <= {p9:Date}
AND person != 0
AND person IN (SELECT id
FROM (SELECT arrayJoin(bitmapToArray(members)) AS id
FROM segment_members FINAL
WHERE kind = {p3:String}
AND owner = {p4:UInt32}
UNION ALL SELECT arrayJoin(bitmapToArray(members)) AS id
FROM segment_members FINAL
WHERE kind = {p5:String}
AND owner = {p6:UInt32})
WHERE id IN (SELECT person AS id
FROM person_values FINAL
WHERE key = {p2:String}
AND person IN (SELECT person AS id
FROM person_values FINAL
WHERE key = {p0:String}
AND number = {p1:Float64})))
GROUP BY id
HAVING sum(count) >= {p10:Float64})
WHERE id NOT IN (SELECT person AS id
FROM person_days
WHERE event = {p11:String}
AND day >= {p12:Date}
AND person != 0))) AS members SELECT bitmapCardinality(members) AS count

{
 "p0": "tier",
 "p1": 2.0,
 "p2": "tag:55",
 "p3": "segment",
 "p4": 7,
 "p5": "list",
 "p6": 8,
 "p7": "Product Viewed",
 "p8": "2026-10-20",
 "p9": "2026-11-18",
 "p10": 3.0,
 "p11": "Order Completed",
 "p12": "2026-10-01"
}
