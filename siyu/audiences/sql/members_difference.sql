-- grain: one row; who would enter and leave within a range of chunks if the computed membership became the current one
-- params: owner UInt32, version UInt64 (of the computed one), first UInt16, last UInt16
-- reads: segment_members
WITH
    (
        SELECT groupBitmapMergeState(members) FROM segment_members FINAL
        WHERE kind = 'next' AND owner = {owner:UInt32} AND version = {version:UInt64}
            AND chunk BETWEEN {first:UInt16} AND {last:UInt16}
    ) AS computed,
    (
        SELECT groupBitmapMergeState(members) FROM segment_members FINAL
        WHERE kind = 'segment' AND owner = {owner:UInt32} AND chunk BETWEEN {first:UInt16} AND {last:UInt16}
    ) AS current
SELECT
    bitmapToArray(bitmapAndnot(computed, current)) AS entered,
    bitmapToArray(bitmapAndnot(current, computed)) AS left
