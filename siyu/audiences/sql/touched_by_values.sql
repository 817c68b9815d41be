-- grain: one row per person and key since a version
-- params: after UInt64, until UInt64, keys Array(String)
-- reads: person_values
SELECT person AS node, toString(key) AS key, max(version) AS place
FROM person_values
WHERE version > {after:UInt64} AND version <= {until:UInt64} AND key IN {keys:Array(String)}
GROUP BY node, key
LIMIT {limit:UInt32}
