-- grain:  one row per hour of a day with orders; `so_far` are those before a moment of it
-- params: day Date, moment DateTime64(3), zone String, currency String, everyone UInt8, orgs Array(UInt32)
-- reads:  events
SELECT
    toHour(time, {zone:String}) AS hour,
    count() AS orders,
    countIf(time <= {moment:DateTime64(3, 'UTC')}) AS orders_so_far,
    sumIf(e.revenue, e.currency IN ('', {currency:String})) AS revenue,
    sumIf(e.revenue, e.currency IN ('', {currency:String}) AND time <= {moment:DateTime64(3, 'UTC')}) AS revenue_so_far
FROM events AS e
WHERE event = 'Order Completed' AND day = {day:Date}
  AND ({everyone:UInt8} OR org IN {orgs:Array(UInt32)})
GROUP BY hour
ORDER BY hour
