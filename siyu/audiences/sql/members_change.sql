-- grain: one row per chunk that changes; doing it twice changes nothing
-- params: kind String, owner UInt32, version UInt64, entered Array(UInt32), left Array(UInt32), chunks Array(UInt16)
-- reads: segment_members
INSERT INTO segment_members
SELECT
    {kind:String},
    {owner:UInt32},
    chunk,
    bitmapAndnot(
        bitmapOr(groupBitmapMergeState(state), bitmapBuild(arrayFilter(id -> bitShiftRight(id, 16) = chunk, {entered:Array(UInt32)}))),
        bitmapBuild(arrayFilter(id -> bitShiftRight(id, 16) = chunk, {left:Array(UInt32)}))),
    {version:UInt64}
FROM
(
    SELECT chunk, members AS state
    FROM segment_members FINAL
    WHERE kind = {kind:String} AND owner = {owner:UInt32} AND chunk IN {chunks:Array(UInt16)}
    UNION ALL
    SELECT arrayJoin({chunks:Array(UInt16)}) AS chunk, bitmapBuild(emptyArrayUInt32()) AS state
)
GROUP BY chunk
