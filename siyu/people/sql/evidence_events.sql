-- grain: one row per message asked for
-- params: nodes Array(UInt32), message_ids Array(String)
-- reads: events
SELECT message_id, any(event) AS event, any(type) AS type
FROM events
WHERE person IN {nodes:Array(UInt32)} AND message_id IN {message_ids:Array(String)}
GROUP BY message_id
