-- grain: one row per node of the given nodes' persons, with the person it leads to
-- params: nodes Array(UInt32)
-- reads: redirects
WITH people AS
(
    SELECT arrayJoin({nodes:Array(UInt32)}) AS node, toUInt32(dictGetOrDefault('redirect', 'person', toUInt64(node), node)) AS person
)
SELECT node, person FROM people
UNION DISTINCT
SELECT person AS node, person FROM people
UNION DISTINCT
SELECT node, person FROM redirects FINAL WHERE person IN (SELECT person FROM people)
