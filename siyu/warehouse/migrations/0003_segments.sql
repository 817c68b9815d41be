-- Who is in a segment, a list or a snapshot, and how many were.

-- In chunks of 65 536 ids, so that one person more rewrites 8 KB and not the 4 MB of a large segment.
CREATE TABLE IF NOT EXISTS {{everywhere:segment_members}}
(
    kind    LowCardinality(String) COMMENT 'segment, list, snapshot; next: a segment being computed',
    owner   UInt32 COMMENT 'id of the segment, list or snapshot',
    chunk   UInt16 COMMENT 'upper 16 bits of the ids',
    members AggregateFunction(groupBitmap, UInt32),
    version UInt64
)
ENGINE = {{engine_everywhere:ReplacingMergeTree(version)}}
ORDER BY (kind, owner, chunk)
SETTINGS {{once}};

CREATE TABLE IF NOT EXISTS {{everywhere:segment_history}}
(
    segment UInt32,
    time    DateTime64(3, 'UTC'),
    size    UInt64
)
ENGINE = {{engine_everywhere:MergeTree}}
ORDER BY (segment, time)
SETTINGS {{once}};
