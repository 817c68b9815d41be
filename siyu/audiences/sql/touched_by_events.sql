-- grain: one row per node and event since a load
-- params: after UInt64, until UInt64, events Array(String)
-- reads: events
SELECT person AS node, toString(event) AS event, max(load_id) AS place
FROM events
WHERE load_id > {after:UInt64} AND load_id <= {until:UInt64} AND event IN {events:Array(String)} AND person != 0
GROUP BY node, event
LIMIT {limit:UInt32}
