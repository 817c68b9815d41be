WITH bitmapAndnot((SELECT groupBitmapState(id)
FROM (SELECT person AS id
FROM person_values FINAL
WHERE key = {p0:String})), (SELECT groupBitmapState(id)
FROM (SELECT person AS id
FROM events
WHERE event = {p1:String}
AND day >= {p2:Date}
AND day <= {p3:Date}
AND time > {p4:DateTime64(3, 'UTC')}
AND time <= {p5:DateTime64(3, 'UTC')}
AND arrayExists(x -> ifNull(x = {p6:String}, 0), `product.category`)
AND (({p7:Identifier}.:String = {p8:String} OR coalesce(toFloat64({p7:Identifier}.:Int64), {p7:Identifier}.:Float64, toFloat64({p7:Identifier}.:UInt64), toFloat64OrNull({p7:Identifier}.:String)) = {p9:Float64}))
AND (getSubcolumn(properties, {p10:String}) IS NOT NULL)
AND person != 0
GROUP BY id
HAVING NOT ifNull(count() < {p9:Float64}, 0)))) AS members SELECT bitmapCardinality(members) AS count

{
 "p0": "state",
 "p1": "Product Viewed",
 "p2": "2026-11-16",
 "p3": "2026-11-18",
 "p4": "2026-11-16 03:30:00+00:00",
 "p5": "2026-11-18 03:30:00+00:00",
 "p6": "零食",
 "p7": "properties.color",
 "p8": "red",
 "p9": 3.0,
 "p10": "odd name"
}
