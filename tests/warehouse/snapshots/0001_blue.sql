CREATE TABLE IF NOT EXISTS events_local ON CLUSTER `blue`
(
    event              LowCardinality(String),
    type               LowCardinality(String),
    day                Date CODEC(Delta, ZSTD(1)) COMMENT 'in the business time zone',
    person             UInt32 COMMENT 'node; 0 is nobody',
    message_id         String CODEC(ZSTD(1)),
    time               DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at        DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sent_at            DateTime64(3, 'UTC') DEFAULT received_at CODEC(Delta, ZSTD(1)),
    original_timestamp DateTime64(3, 'UTC') DEFAULT time CODEC(Delta, ZSTD(1)),
    user_id            String CODEC(ZSTD(1)),
    anonymous_id       String CODEC(ZSTD(1)),
    group_id           String CODEC(ZSTD(1)),
    source             LowCardinality(String),
    org                UInt32 COMMENT 'node of the org tree; 0 is none',
    load_id            UInt64 CODEC(Delta, ZSTD(1)) COMMENT 'rises with each batch of the loader: what has come since is load_id > …',
    properties_json    String CODEC(ZSTD(1)),
    context_json       String CODEC(ZSTD(1)),
    properties JSON(max_dynamic_paths = 64, max_dynamic_types = 8, SKIP products),
    context Tuple(
        ip String, userAgent String, locale LowCardinality(String), timezone LowCardinality(String),
        page Tuple(url String, path String, referrer String, title String, search String),
        campaign Tuple(name LowCardinality(String), source LowCardinality(String), medium LowCardinality(String), term LowCardinality(String), content LowCardinality(String)),
        os Tuple(name LowCardinality(String), version LowCardinality(String)),
        device Tuple(type LowCardinality(String), manufacturer LowCardinality(String), model LowCardinality(String)),
        app Tuple(name LowCardinality(String), version LowCardinality(String)),
        library Tuple(name LowCardinality(String), version LowCardinality(String))) CODEC(ZSTD(1)),

    order_id           String CODEC(ZSTD(1)),
    revenue            Decimal(18, 4) COMMENT 'in currency units: revenue, else total, else value',
    currency           LowCardinality(String),
    coupon             LowCardinality(String),
    quantity           Decimal(18, 4) COMMENT 'pieces of all products',
    `product.id`       Array(String) CODEC(ZSTD(1)),
    `product.sku`      Array(String) CODEC(ZSTD(1)),
    `product.name`     Array(String) CODEC(ZSTD(1)),
    `product.category` Array(LowCardinality(String)),
    `product.brand`    Array(LowCardinality(String)),
    `product.price`    Array(Decimal(18, 4)),
    `product.quantity` Array(Decimal(18, 4)) COMMENT 'one where none is named',

    INDEX load_id load_id TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(day)
ORDER BY (event, day, person, message_id)
SETTINGS replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS events ON CLUSTER `blue` AS events_local
ENGINE = Distributed(`blue`, `siyu`, events_local, person);

CREATE TABLE IF NOT EXISTS event_lines_local ON CLUSTER `blue`
(
    event              LowCardinality(String),
    type               LowCardinality(String),
    day                Date,
    person             UInt32,
    message_id         String,
    time               DateTime64(3, 'UTC'),
    received_at        DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
    sent_at            DateTime64(3, 'UTC') DEFAULT received_at,
    original_timestamp DateTime64(3, 'UTC') DEFAULT time,
    user_id            String,
    anonymous_id       String,
    group_id           String,
    source             LowCardinality(String),
    org                UInt32,
    load_id            UInt64,
    properties_json    String,
    context_json       String
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS event_lines ON CLUSTER `blue` AS event_lines_local
ENGINE = Distributed(`blue`, `siyu`, event_lines_local, person);

CREATE MATERIALIZED VIEW IF NOT EXISTS event_lines_view ON CLUSTER `blue` TO events_local
AS
WITH
    JSONExtract(properties_json, 'Tuple(
        order_id String, revenue String, total String, value String, currency String, coupon String,
        product_id String, sku String, name String, category String, brand String, price String, quantity String,
        products Array(Tuple(product_id String, sku String, name String, category String, brand String, price String, quantity String)))') AS sent,
    notEmpty(sent.products) OR (sent.product_id = '' AND sent.sku = '') AS listed,
    if(listed, sent.products.price, [sent.price]) AS prices,
    arrayMap(
        text -> if(text = '', 1, toDecimal64OrZero(text, 4)),
        if(listed, sent.products.quantity, [sent.quantity])) AS quantities
SELECT
    event, type, day, person, message_id, time, received_at, sent_at, original_timestamp,
    user_id, anonymous_id, group_id, source, org, load_id, properties_json, context_json,
    JSONExtract(properties_json, 'JSON(max_dynamic_paths = 64, max_dynamic_types = 8, SKIP products)') AS properties,
    JSONExtract(context_json, 'Tuple(
        ip String, userAgent String, locale LowCardinality(String), timezone LowCardinality(String),
        page Tuple(url String, path String, referrer String, title String, search String),
        campaign Tuple(name LowCardinality(String), source LowCardinality(String), medium LowCardinality(String), term LowCardinality(String), content LowCardinality(String)),
        os Tuple(name LowCardinality(String), version LowCardinality(String)),
        device Tuple(type LowCardinality(String), manufacturer LowCardinality(String), model LowCardinality(String)),
        app Tuple(name LowCardinality(String), version LowCardinality(String)),
        library Tuple(name LowCardinality(String), version LowCardinality(String)))') AS context,
    sent.order_id AS order_id,
    toDecimal64OrZero(multiIf(sent.revenue != '', sent.revenue, sent.total != '', sent.total, sent.value), 4) AS revenue,
    toLowCardinality(sent.currency) AS currency,
    toLowCardinality(sent.coupon) AS coupon,
    arraySum(quantities) AS quantity,
    if(listed, sent.products.product_id, [sent.product_id]) AS `product.id`,
    if(listed, sent.products.sku, [sent.sku]) AS `product.sku`,
    if(listed, sent.products.name, [sent.name]) AS `product.name`,
    if(listed, sent.products.category, [sent.category]) AS `product.category`,
    if(listed, sent.products.brand, [sent.brand]) AS `product.brand`,
    arrayMap(text -> toDecimal64OrZero(text, 4), prices) AS `product.price`,
    quantities AS `product.quantity`
FROM event_lines_local;

CREATE TABLE IF NOT EXISTS person_days_local ON CLUSTER `blue`
(
    event   LowCardinality(String),
    day     Date CODEC(Delta, ZSTD(1)),
    person  UInt32,
    count   UInt32,
    revenue Decimal(18, 4)
)
ENGINE = ReplicatedSummingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', (count, revenue))
PARTITION BY toYYYYMM(day)
ORDER BY (event, day, person)
SETTINGS replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS person_days ON CLUSTER `blue` AS person_days_local
ENGINE = Distributed(`blue`, `siyu`, person_days_local, person);

CREATE MATERIALIZED VIEW IF NOT EXISTS person_days_view ON CLUSTER `blue` TO person_days_local
AS SELECT event, day, person, toUInt32(count()) AS count, toDecimal64(sum(revenue), 4) AS revenue
FROM events_local
GROUP BY event, day, person;

CREATE TABLE IF NOT EXISTS person_life_local ON CLUSTER `blue`
(
    event   LowCardinality(String),
    person  UInt32,
    count   SimpleAggregateFunction(sum, UInt64),
    revenue SimpleAggregateFunction(sum, Decimal(38, 4)),
    first   SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last    SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (event, person)
SETTINGS replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS person_life ON CLUSTER `blue` AS person_life_local
ENGINE = Distributed(`blue`, `siyu`, person_life_local, person);

CREATE MATERIALIZED VIEW IF NOT EXISTS person_life_view ON CLUSTER `blue` TO person_life_local
AS SELECT event, person, count() AS count, sum(revenue) AS revenue, min(time) AS first, max(time) AS last
FROM events_local
GROUP BY event, person;

CREATE TABLE IF NOT EXISTS message_ids_local ON CLUSTER `blue`
(
    hash UInt64 COMMENT 'sipHash64 of the message id',
    day  Date COMMENT 'received, UTC'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY day
ORDER BY hash
TTL day + INTERVAL 4 DAY
SETTINGS index_granularity = 512, ttl_only_drop_parts = 1, replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS message_ids ON CLUSTER `blue` AS message_ids_local
ENGINE = Distributed(`blue`, `siyu`, message_ids_local, hash);

CREATE MATERIALIZED VIEW IF NOT EXISTS message_ids_view ON CLUSTER `blue` TO message_ids_local
AS SELECT sipHash64(message_id) AS hash, toDate(received_at) AS day
FROM events_local;
