-- grain:  one row a person with a birthday on one of these days, ascending
-- params: days Array(String) (MM-DD)
-- reads:  person_values, redirect
SELECT DISTINCT dictGetOrDefault('redirect', 'person', toUInt64(person), person) AS id
FROM person_values FINAL
WHERE key = 'trait:birthday' AND right(replaceAll(substring(value, 1, 10), '/', '-'), 5) IN {days:Array(String)}
ORDER BY id
