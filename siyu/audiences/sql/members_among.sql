-- grain: one row per given person who is a member
-- params: kind String, owner UInt32, people Array(UInt32), chunks Array(UInt16)
-- reads: segment_members
SELECT arrayJoin(bitmapToArray(bitmapAnd(groupBitmapMergeState(members), bitmapBuild({people:Array(UInt32)})))) AS id
FROM segment_members FINAL
WHERE kind = {kind:String} AND owner = {owner:UInt32} AND chunk IN {chunks:Array(UInt16)}
