CREATE TABLE IF NOT EXISTS segment_members ON CLUSTER `blue`
(
    kind    LowCardinality(String) COMMENT 'segment, list, snapshot; next: a segment being computed',
    owner   UInt32 COMMENT 'id of the segment, list or snapshot',
    chunk   UInt16 COMMENT 'upper 16 bits of the ids',
    members AggregateFunction(groupBitmap, UInt32),
    version UInt64
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/all/{database}/{table}', '{shard}-{replica}', version)
ORDER BY (kind, owner, chunk)
SETTINGS replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS segment_history ON CLUSTER `blue`
(
    segment UInt32,
    time    DateTime64(3, 'UTC'),
    size    UInt64
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/all/{database}/{table}', '{shard}-{replica}')
ORDER BY (segment, time)
SETTINGS replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
