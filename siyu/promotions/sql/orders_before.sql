-- grain:  one row a person who had bought before a day, with the number of their orders
-- params: day Date
-- reads:  person_days, redirect
SELECT dictGetOrDefault('redirect', 'person', toUInt64(person), person) AS buyer, sum(count) AS orders
FROM person_days
WHERE event = 'Order Completed' AND day < {day:Date} AND person != 0
GROUP BY buyer
