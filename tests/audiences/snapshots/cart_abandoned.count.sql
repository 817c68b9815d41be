WITH (SELECT groupBitmapState(id)
FROM (SELECT id
FROM (SELECT person AS id, time, multiIf(event = {p3:String}, 1, event = {p4:String}, 2, 0) AS step
FROM events
WHERE event IN {p0:Array(String)}
AND day >= {p1:Date}
AND day <= {p2:Date}
AND person != 0)
WHERE step > 0
GROUP BY id
HAVING windowFunnel({p5:UInt64})(toUInt64((toUnixTimestamp64Milli(time) + 62135596800000) * 16 + 15 - step), step = 1, step = 2) BETWEEN {p6:UInt8}
AND {p6:UInt8})) AS members SELECT bitmapCardinality(members) AS count

{
 "p0": [
  "Order Completed",
  "Product Added"
 ],
 "p1": "2026-11-16",
 "p2": "2026-11-18",
 "p3": "Product Added",
 "p4": "Order Completed",
 "p5": 4611686018427387904,
 "p6": 1
}
