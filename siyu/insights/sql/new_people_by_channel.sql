-- grain:  one row per new person, with the channel (or source) they came by: the first that is named by what they did
-- params: by String, first Date, last Date, since_seconds Float64, until_seconds Float64, no_acts Array(String), everyone UInt8, places Array(String)
-- reads:  events, person_values, redirect
SELECT id, argMinIf(said, time, said != '') AS channel
FROM
(
    SELECT dictGetOrDefault('redirect', 'person', person, person) AS id, time, if({by:String} = 'source', toString(source), lower(coalesce(nullIf(properties.channel.:String, ''), nullIf(toString(context.campaign.source), ''), ''))) AS said
    FROM events
    WHERE day >= {first:Date} AND day <= {last:Date} AND person != 0 AND event NOT IN {no_acts:Array(String)}
)
WHERE id IN
(
    SELECT person
    FROM person_values FINAL
    WHERE key = 'first_seen_at' AND number >= {since_seconds:Float64} AND number < {until_seconds:Float64}
)
  AND ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
GROUP BY id
