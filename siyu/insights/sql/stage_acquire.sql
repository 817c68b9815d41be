-- grain:  one row per person first seen in the window
-- params: since_seconds Float64, until_seconds Float64, everyone UInt8, places Array(String)
-- reads:  person_values
-- Ordered by (key, person): one key is one stretch of the table. 30 M people: 0.3 s.
SELECT person AS id
FROM person_values FINAL
WHERE key = 'first_seen_at' AND number >= {since_seconds:Float64} AND number < {until_seconds:Float64}
  AND ({everyone:UInt8} OR id IN (SELECT person FROM person_values FINAL WHERE key IN {places:Array(String)}))
  -- Households and companies stand among persons; they are few.
  AND id NOT IN (SELECT person FROM person_values FINAL WHERE key = 'kind' AND value != 'person')
