CREATE TABLE IF NOT EXISTS person_values_local ON CLUSTER `blue`
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version, removed)
ORDER BY (key, person)
SETTINGS replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS person_values ON CLUSTER `blue` AS person_values_local
ENGINE = Distributed(`blue`, `siyu`, person_values_local, person);

CREATE TABLE IF NOT EXISTS redirects ON CLUSTER `blue`
(
    node    UInt32,
    person  UInt32,
    version UInt64,
    removed UInt8
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/all/{database}/{table}', '{shard}-{replica}', version, removed)
ORDER BY node
SETTINGS replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE DICTIONARY IF NOT EXISTS redirect ON CLUSTER `blue`
(
    node   UInt64,
    person UInt32
)
PRIMARY KEY node
SOURCE(CLICKHOUSE(QUERY 'SELECT node, person FROM `siyu`.redirects FINAL'))
LAYOUT(HASHED())
LIFETIME(0);
