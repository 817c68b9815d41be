CREATE TABLE IF NOT EXISTS person_values
(
    key       LowCardinality(String),
    person    UInt32 COMMENT 'node',
    value     String CODEC(ZSTD(1)),
    number    Float64 COMMENT 'the value as a number, where it is one',
    longitude Float64,
    latitude  Float64,
    version   UInt64,
    removed   UInt8,

    INDEX version version TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version, removed)
ORDER BY (key, person)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS redirects
(
    node    UInt32,
    person  UInt32,
    version UInt64,
    removed UInt8
)
ENGINE = ReplacingMergeTree(version, removed)
ORDER BY node
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE DICTIONARY IF NOT EXISTS redirect
(
    node   UInt64,
    person UInt32
)
PRIMARY KEY node
SOURCE(CLICKHOUSE(QUERY 'SELECT node, person FROM `siyu`.redirects FINAL'))
LAYOUT(HASHED())
LIFETIME(0);
