-- grain: one row per member, ascending, after a given id
-- params: kind String, owner UInt32, after UInt32, chunk UInt16 (that of `after`), limit UInt32
-- reads: segment_members
SELECT arrayJoin(bitmapToArray(bitmapSubsetLimit(groupBitmapMergeState(members), {after:UInt32} + 1, {limit:UInt32}))) AS id
FROM segment_members FINAL
WHERE kind = {kind:String} AND owner = {owner:UInt32} AND chunk >= {chunk:UInt16}
