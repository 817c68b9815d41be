-- grain:  one row per source and day back from today
-- params: days UInt16, time_zone String
-- reads:  events
-- Counted before merging: a repeat that the loader did not see counts twice until it is merged.
WITH toDate(now(), {time_zone:String}) AS today
SELECT
    source,
    toInt32(today - day) AS days_ago,
    count() AS events,
    max(received_at) AS last_received_at
FROM events
WHERE day > today - {days:UInt16} AND day <= today
GROUP BY source, days_ago
