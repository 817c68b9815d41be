-- grain: one row per chunk of either; afterwards the target holds exactly what the source does
-- params: from_kind String, from_owner UInt32, from_version UInt64 (0: any), kind String, owner UInt32, version UInt64
-- reads: segment_members
INSERT INTO segment_members
SELECT {kind:String}, {owner:UInt32}, chunk, groupBitmapMergeState(state), {version:UInt64}
FROM
(
    SELECT chunk, members AS state
    FROM segment_members FINAL
    WHERE kind = {from_kind:String} AND owner = {from_owner:UInt32}
        AND ({from_version:UInt64} = 0 OR version = {from_version:UInt64})
    UNION ALL
    SELECT chunk, bitmapBuild(emptyArrayUInt32()) AS state
    FROM segment_members FINAL
    WHERE kind = {kind:String} AND owner = {owner:UInt32}
)
GROUP BY chunk
