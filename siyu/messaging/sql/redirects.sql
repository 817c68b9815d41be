-- grain: one row a node that leads to another person
-- params: none
-- reads: redirects
SELECT node, person FROM redirects FINAL WHERE removed = 0 ORDER BY node
