SELECT DISTINCT id
FROM (SELECT id
FROM (SELECT dictGetOrDefault('redirect', 'person', person, person) AS id
FROM person_days
WHERE event = {p9:String}
AND day >= {p10:Date}
AND day <= {p11:Date}
AND person != 0
AND person IN {p12:Array(UInt32)}
AND dictGetOrDefault('redirect', 'person', person, person) IN (SELECT id
FROM (SELECT id
FROM (SELECT arrayJoin(bitmapToArray(members)) AS id
FROM segment_members FINAL
WHERE kind = {p4:String}
AND owner = {p5:UInt32}
AND chunk IN {p6:Array(UInt16)})
WHERE id IN {p2:Array(UInt32)}
UNION ALL SELECT id
FROM (SELECT arrayJoin(bitmapToArray(members)) AS id
FROM segment_members FINAL
WHERE kind = {p7:String}
AND owner = {p8:UInt32}
AND chunk IN {p6:Array(UInt16)})
WHERE id IN {p2:Array(UInt32)})
WHERE id IN (SELECT person AS id
FROM person_values FINAL
WHERE key = {p3:String}
AND person IN {p2:Array(UInt32)}
AND person IN (SELECT person AS id
FROM person_values FINAL
WHERE key = {p0:String}
AND number = {p1:Float64}
AND person IN {p2:Array(UInt32)})))
GROUP BY id
HAVING sum(count) >= {p13:Float64})
WHERE id NOT IN (SELECT dictGetOrDefault('redirect', 'person', person, person) AS id
FROM person_days
WHERE event = {p14:String}
AND day >= {p15:Date}
AND person != 0
AND person IN {p12:Array(UInt32)}))

{
 "p0": "tier",
 "p1": 2.0,
 "p2": [
  1
 ],
 "p3": "tag:55",
 "p4": "segment",
 "p5": 7,
 "p6": [
  0
 ],
 "p7": "list",
 "p8": 8,
 "p9": "Product Viewed",
 "p10": "2026-10-20",
 "p11": "2026-11-18",
 "p12": [
  1,
  2
 ],
 "p13": 3.0,
 "p14": "Order Completed",
 "p15": "2026-10-01"
}
