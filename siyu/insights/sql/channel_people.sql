-- grain:  one row per channel (or source) with the people who did something there
-- params: by String (channel, source), first Date, last Date, no_acts Array(String), everyone UInt8, places Array(String)
-- reads:  events, redirect
-- The channel of an event is its property `channel`, else the source of its campaign; empty where neither is said.
SELECT if({by:String} = 'source', toString(source), lower(coalesce(nullIf(properties.channel.:String, ''), nullIf(toString(context.campaign.source), ''), ''))) AS channel, groupBitmap(toUInt32(dictGetOrDefault('redirect', 'person', person, person))) AS people
FROM events
WHERE day >= {first:Date} AND day <= {last:Date} AND person != 0 AND event NOT IN {no_acts:Array(String)}
  AND ({everyone:UInt8} OR dictGetOrDefault('redirect', 'person', person, person) IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
GROUP BY channel
ORDER BY people DESC
LIMIT {most:UInt32}
