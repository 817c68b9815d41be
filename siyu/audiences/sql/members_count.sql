-- grain: one row
-- params: kind String, owner UInt32
-- reads: segment_members
SELECT groupBitmapMerge(members) AS count
FROM segment_members FINAL
WHERE kind = {kind:String} AND owner = {owner:UInt32}
