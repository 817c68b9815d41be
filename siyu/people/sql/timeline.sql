-- grain: one row per event of a person, newest first
-- params: nodes Array(UInt32), events Array(String), types Array(String), since DateTime64(3), until DateTime64(3), before_time DateTime64(3), before_id String, most UInt32
-- reads: events
SELECT
    message_id, event, type, time, source, org, person AS node, properties_json, context_json
FROM events
WHERE person IN {nodes:Array(UInt32)}
    AND (empty({events:Array(String)}) OR event IN {events:Array(String)})
    AND (empty({types:Array(String)}) OR type IN {types:Array(String)})
    AND time >= {since:DateTime64(3, 'UTC')}
    AND time < {until:DateTime64(3, 'UTC')}
    AND (time, message_id) < ({before_time:DateTime64(3, 'UTC')}, {before_id:String})
-- An event that was loaded twice stands twice until its parts are merged.
ORDER BY time DESC, message_id DESC
LIMIT 1 BY message_id
LIMIT {most:UInt32}
