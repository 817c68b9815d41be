-- grain: one row per member; ascending where they are more than a few
-- params: kind String, owner UInt32
-- reads: segment_members
SELECT arrayJoin(bitmapToArray(groupBitmapMergeState(members))) AS id
FROM segment_members FINAL
WHERE kind = {kind:String} AND owner = {owner:UInt32}
