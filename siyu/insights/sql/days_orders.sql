-- grain:  one row per business day with orders
-- params: first Date, last Date, currency String, everyone UInt8, orgs Array(UInt32)
-- reads:  events
-- Without FINAL, as person_days counts: the loader lets no message through twice. Revenue in other
-- currencies is left out, as it cannot be added. 30 M people, 90 days: some 10 M rows of three columns.
SELECT
    day,
    count() AS orders,
    sumIf(e.revenue, e.currency IN ('', {currency:String})) AS revenue
FROM events AS e
WHERE event = 'Order Completed' AND day >= {first:Date} AND day <= {last:Date}
  AND ({everyone:UInt8} OR org IN {orgs:Array(UInt32)})
GROUP BY day
ORDER BY day
