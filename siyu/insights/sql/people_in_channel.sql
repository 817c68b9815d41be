-- grain:  one row per person who did something in one channel (or source)
-- params: by String (channel, source), channel String, first Date, last Date, no_acts Array(String), everyone UInt8, places Array(String)
-- reads:  events, redirect
-- A channel is said as in channel_people.
SELECT DISTINCT dictGetOrDefault('redirect', 'person', person, person) AS id
FROM events
WHERE day >= {first:Date} AND day <= {last:Date} AND person != 0 AND event NOT IN {no_acts:Array(String)}
  AND if({by:String} = 'source', toString(source), lower(coalesce(nullIf(properties.channel.:String, ''), nullIf(toString(context.campaign.source), ''), ''))) = {channel:String}
  AND ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
