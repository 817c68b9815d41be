SELECT DISTINCT id
FROM (SELECT id
FROM (SELECT person AS id
FROM person_values FINAL
WHERE key = {p11:String}
AND person IN {p12:Array(UInt32)})
WHERE id NOT IN (SELECT dictGetOrDefault('redirect', 'person', person, person) AS id
FROM events
WHERE event = {p0:String}
AND day >= {p1:Date}
AND day <= {p2:Date}
AND time > {p3:DateTime64(3, 'UTC')}
AND time <= {p4:DateTime64(3, 'UTC')}
AND arrayExists(x -> ifNull(x = {p5:String}, 0), `product.category`)
AND (({p6:Identifier}.:String = {p7:String} OR coalesce(toFloat64({p6:Identifier}.:Int64), {p6:Identifier}.:Float64, toFloat64({p6:Identifier}.:UInt64), toFloat64OrNull({p6:Identifier}.:String)) = {p8:Float64}))
AND (getSubcolumn(properties, {p9:String}) IS NOT NULL)
AND person != 0
AND person IN {p10:Array(UInt32)}
GROUP BY id
HAVING NOT ifNull(count() < {p8:Float64}, 0)))

{
 "p0": "Product Viewed",
 "p1": "2026-11-16",
 "p2": "2026-11-18",
 "p3": "2026-11-16 03:30:00+00:00",
 "p4": "2026-11-18 03:30:00+00:00",
 "p5": "零食",
 "p6": "properties.color",
 "p7": "red",
 "p8": 3.0,
 "p9": "odd name",
 "p10": [
  1,
  2
 ],
 "p11": "state",
 "p12": [
  1
 ]
}
