SELECT DISTINCT id
FROM (SELECT id
FROM (SELECT dictGetOrDefault('redirect', 'person', person, person) AS id, time, multiIf(event = {p4:String}, 1, event = {p5:String}, 2, 0) AS step
FROM events
WHERE event IN {p0:Array(String)}
AND day >= {p1:Date}
AND day <= {p2:Date}
AND person != 0
AND person IN {p3:Array(UInt32)})
WHERE step > 0
GROUP BY id
HAVING windowFunnel({p6:UInt64})(toUInt64((toUnixTimestamp64Milli(time) + 62135596800000) * 16 + 15 - step), step = 1, step = 2) BETWEEN {p7:UInt8}
AND {p7:UInt8})

{
 "p0": [
  "Order Completed",
  "Product Added"
 ],
 "p1": "2026-11-16",
 "p2": "2026-11-18",
 "p3": [
  1,
  2
 ],
 "p4": "Product Added",
 "p5": "Order Completed",
 "p6": 4611686018427387904,
 "p7": 1
}
