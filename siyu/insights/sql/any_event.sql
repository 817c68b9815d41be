-- grain:  one row where there is any event at all
-- params: none
-- reads:  person_life
SELECT 1 AS there FROM person_life LIMIT 1
