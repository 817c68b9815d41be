-- grain:  one row per channel with ad spend in the brand's currency
-- params: first Date, last Date, currency String, everyone UInt8, orgs Array(UInt32)
-- reads:  events
-- FINAL: imports correct what they said of a day. The rows are one a day, channel and campaign.
SELECT lower(coalesce(properties.channel.:String, '')) AS channel, sum(revenue) AS cost
FROM events FINAL
WHERE event = 'Ad Spend Reported' AND day >= {first:Date} AND day <= {last:Date}
  AND currency IN ('', {currency:String})
  AND ({everyone:UInt8} OR org IN {orgs:Array(UInt32)})
GROUP BY channel
ORDER BY cost DESC
LIMIT {most:UInt32}
