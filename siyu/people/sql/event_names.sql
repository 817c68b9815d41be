-- grain: one row per name of an event that happened to a person, the most frequent first
-- params: nodes Array(UInt32), most UInt32
-- reads: person_life
SELECT event, sum(count) AS happened, min(first) AS first_at, max(last) AS last_at
FROM person_life
WHERE person IN {nodes:Array(UInt32)}
GROUP BY event
ORDER BY happened DESC, event
LIMIT {most:UInt32}
