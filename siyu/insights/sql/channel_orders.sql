-- grain:  one row per channel (or source) with the orders that came by it
-- params: by String, first Date, last Date, currency String, everyone UInt8, orgs Array(UInt32)
-- reads:  events
SELECT
    if({by:String} = 'source', toString(source), lower(coalesce(nullIf(properties.channel.:String, ''), nullIf(toString(context.campaign.source), ''), ''))) AS channel,
    count() AS orders,
    sumIf(e.revenue, e.currency IN ('', {currency:String})) AS revenue
FROM events AS e
WHERE event = 'Order Completed' AND day >= {first:Date} AND day <= {last:Date}
  AND ({everyone:UInt8} OR org IN {orgs:Array(UInt32)})
GROUP BY channel
ORDER BY revenue DESC
LIMIT {most:UInt32}
