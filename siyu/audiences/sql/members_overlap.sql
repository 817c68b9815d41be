-- grain: one row per pair of owners
-- params: owners Array(UInt32)
-- reads: segment_members
WITH sets AS
(
    SELECT owner, groupBitmapMergeState(members) AS members
    FROM segment_members FINAL
    WHERE kind = 'segment' AND owner IN {owners:Array(UInt32)}
    GROUP BY owner
)
SELECT a.owner AS one, b.owner AS other, bitmapAndCardinality(a.members, b.members) AS both
FROM sets AS a CROSS JOIN sets AS b
WHERE a.owner <= b.owner
ORDER BY one, other
