-- grain: one row per segment that a person is in
-- params: person UInt32, chunk UInt16 (that of the person)
-- reads: segment_members
SELECT owner
FROM segment_members FINAL
WHERE kind = 'segment' AND chunk = {chunk:UInt16} AND bitmapContains(members, {person:UInt32})
