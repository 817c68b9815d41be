-- grain: one row a load that brought such events, in their order
-- params: after UInt64, until UInt64, events Array(String), since DateTime64(3)
-- reads: events
SELECT load_id, count() AS happened
FROM events
WHERE load_id > {after:UInt64} AND load_id <= {until:UInt64} AND event IN {events:Array(String)}
  AND day >= toDate({since:DateTime64(3)}) - 1 AND time >= {since:DateTime64(3)}
GROUP BY load_id
ORDER BY load_id
LIMIT 5000
