SELECT DISTINCT id
FROM (SELECT person AS id
FROM person_values FINAL
WHERE key = {p0:String}
AND (length(value) != 10 OR (substring(value, 6) IN {p4:Array(String)}))
AND toMonth(multiIf(ifNull(toString(toDate32OrNull(substring(value, 1, 10))), '') != substring(value, 1, 10), NULL, length(value) = 10, toDate32OrNull(substring(value, 1, 10)), toDate32(parseDateTime64BestEffortOrNull(value, 3, 'UTC'), {p1:String}))) * 100 + toDayOfMonth(multiIf(ifNull(toString(toDate32OrNull(substring(value, 1, 10))), '') != substring(value, 1, 10), NULL, length(value) = 10, toDate32OrNull(substring(value, 1, 10)), toDate32(parseDateTime64BestEffortOrNull(value, 3, 'UTC'), {p1:String}))) IN {p2:Array(UInt16)}
AND multiIf(ifNull(toString(toDate32OrNull(substring(value, 1, 10))), '') != substring(value, 1, 10), NULL, length(value) = 10, toDate32OrNull(substring(value, 1, 10)), toDate32(parseDateTime64BestEffortOrNull(value, 3, 'UTC'), {p1:String})) < {p3:Date32}
AND person IN {p5:Array(UInt32)})

{
 "p0": "trait:birthday",
 "p1": "Asia/Shanghai",
 "p2": [
  1116,
  1117,
  1118,
  1119,
  1120,
  1121,
  1122
 ],
 "p3": "2026-11-16",
 "p4": [
  "11-16",
  "11-17",
  "11-18",
  "11-19",
  "11-20",
  "11-21",
  "11-22"
 ],
 "p5": [
  1
 ]
}
