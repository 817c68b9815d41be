-- grain: one row a person who did the goal event in the window
-- params: event String, since DateTime64(3), until DateTime64(3)
-- reads: events, redirect
SELECT
    dictGetOrDefault('redirect', 'person', toUInt64(person), person) AS converted,
    toFloat64(sum(revenue)) AS spent
FROM events FINAL
WHERE event = {event:String}
  AND day >= toDate({since:DateTime64(3)}) - 1
  AND day <= toDate({until:DateTime64(3)}) + 1
  AND time >= {since:DateTime64(3)}
  AND time < {until:DateTime64(3)}
  AND person != 0
GROUP BY converted
ORDER BY converted
