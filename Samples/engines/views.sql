-- The flat views of the database (its table schema_doc documents their columns) over the lines of `twinstore facts`.
-- `line` has one row a bundle: path, facts (facts-v1.schema.json; NULL where unreadable), problem. A snapshot's id
-- is the SHA-256 of its bundle here, and a number in the database.

-- One row a snapshot, as in the database: a bundle counts once, and of two bundles of one node and time the first.
CREATE OR REPLACE TEMPORARY VIEW taken AS
SELECT *, row_number() OVER (PARTITION BY facts.node, facts.machine, facts.collectedAt ORDER BY path) AS place
FROM (
    SELECT *, row_number() OVER (PARTITION BY facts.source.sha256 ORDER BY path) AS copy FROM line
    WHERE facts IS NOT NULL
) WHERE copy = 1;

CREATE OR REPLACE TEMPORARY VIEW snapshot AS
SELECT facts.*, facts.source.sha256 AS snapshot_id, element_at(split(path, '/'), -1) AS bundle,
    row_number() OVER (PARTITION BY facts.node, facts.machine ORDER BY facts.collectedAt DESC) = 1 AS is_latest
FROM taken WHERE place = 1;

CREATE OR REPLACE TEMPORARY VIEW latest AS SELECT * FROM snapshot WHERE is_latest;

CREATE OR REPLACE TEMPORARY VIEW bundle_problem AS
SELECT element_at(split(path, '/'), -1) AS bundle, '' AS sha256, 'unreadable' AS problem, problem AS reason
FROM line WHERE facts IS NULL
UNION ALL
SELECT element_at(split(path, '/'), -1), facts.source.sha256, 'conflict',
    concat('another bundle has the same node ', facts.node, ' and the same time ', facts.collectedAt)
FROM taken WHERE place > 1;

CREATE OR REPLACE TEMPORARY VIEW node_latest AS
SELECT latest.node, latest.machine, latest.snapshot_id, latest.collectedAt AS collected_at, latest.bundle,
    latest.source.sha256, latest.provenance.collectorVersion AS collector, count(*) AS snapshots
FROM latest JOIN snapshot AS own ON own.node = latest.node AND own.machine = latest.machine
GROUP BY 1, 2, 3, 4, 5, 6, 7;

CREATE OR REPLACE TEMPORARY VIEW snapshot_verdict AS
SELECT node, machine, snapshot_id, collectedAt AS collected_at, CAST(is_latest AS INT) AS is_latest, verdict,
    confidence, relation, headline, duplicatedBytes.bytes AS duplicated_bytes, duplicatedBytes.tier AS duplicated_tier,
    freedByRemoving.docker.bytes AS freed_docker_bytes, freedByRemoving.docker.tier AS freed_docker_tier,
    freedByRemoving.cri.bytes AS freed_cri_bytes, freedByRemoving.cri.tier AS freed_cri_tier,
    CASE WHEN exists(residues, found -> found.bytes IS NOT NULL)
        THEN aggregate(residues, 0L, (sum, found) -> sum + coalesce(found.bytes, 0L)) END AS residue_bytes,
    ruleSet AS rule_set
FROM snapshot;

CREATE OR REPLACE TEMPORARY VIEW node_verdict AS SELECT * FROM snapshot_verdict WHERE is_latest = 1;

CREATE OR REPLACE TEMPORARY VIEW verdict_change AS
SELECT node, before_at, collected_at AS changed_at, before, verdict, duplicated_bytes_before, duplicated_bytes,
    snapshot_id, is_latest
FROM (
    SELECT *, lag(collected_at) OVER earlier AS before_at, lag(verdict) OVER earlier AS before,
        lag(duplicated_bytes) OVER earlier AS duplicated_bytes_before
    FROM snapshot_verdict WINDOW earlier AS (PARTITION BY node, machine ORDER BY collected_at)
) WHERE before <> verdict;

CREATE OR REPLACE TEMPORARY VIEW duplicate_image AS
SELECT node, snapshot_id, array_join(image.names, ', ') AS names, image.configDigest AS config_digest,
    image.join AS joined_by, array_join(image.stores, ', ') AS stores, image.duplicated.bytes AS duplicated_bytes,
    image.duplicated.tier AS duplicated_tier, nullif(array_join(image.inUseBy, ', '), '') AS in_use_by,
    CAST(image.pinned AS INT) AS pinned, CAST(image.removable AS INT) AS removable, image.reason
FROM latest LATERAL VIEW explode(images) AS image WHERE image.duplicated IS NOT NULL;

CREATE OR REPLACE TEMPORARY VIEW fleet_image AS
SELECT min(names) AS names, config_digest, count(*) AS nodes, sum(duplicated_bytes) AS duplicated_bytes,
    count_if(duplicated_tier = 'exact') AS exact_nodes, sum(removable) AS removable_nodes,
    sum(CASE WHEN removable = 1 THEN duplicated_bytes ELSE 0 END) AS removable_bytes
FROM duplicate_image GROUP BY config_digest, CASE WHEN config_digest IS NULL THEN names END;

CREATE OR REPLACE TEMPORARY VIEW evidence AS
SELECT node, snapshot_id, check.id AS rule, check.title, CAST(check.byHand AS INT) AS by_hand, check.says,
    check.strength, check.statement, proof.capture, proof.line, proof.quote
FROM latest LATERAL VIEW explode(checks) AS check LATERAL VIEW OUTER explode(check.sources) AS proof;

CREATE OR REPLACE TEMPORARY VIEW residue AS
SELECT node, snapshot_id, found.kind, found.path, found.bytes, found.tier,
    nullif(array_join(found.images, ', '), '') AS images, found.statement
FROM latest LATERAL VIEW explode(residues) AS found;

CREATE OR REPLACE TEMPORARY VIEW store_on_node AS
SELECT node, snapshot_id, store.id AS store, store.engine, store.root, store.driver, store.namespace,
    CAST(store.live AS INT) AS live, store.imageCount AS images, store.bytesOnDisk AS bytes_on_disk
FROM latest LATERAL VIEW explode(stores) AS store;

CREATE OR REPLACE TEMPORARY VIEW view_on_node AS
SELECT node, snapshot_id, list.id AS view, list.command, list.endpoint, list.server, list.store,
    list.imageCount AS images, CAST(list.isKubelets AS INT) AS is_kubelets
FROM latest LATERAL VIEW explode(views) AS list;

CREATE OR REPLACE TEMPORARY VIEW missing_evidence AS
SELECT node, snapshot_id, capture, why, settle_with,
    nullif(array_join(array_sort(collect_set(rule)), ', '), '') AS rules
FROM (
    SELECT node, snapshot_id, lack.capture, lack.why, lack.settleWith AS settle_with, CAST(NULL AS STRING) AS rule
    FROM latest LATERAL VIEW explode(missing) AS lack
    UNION ALL
    SELECT node, snapshot_id, lack.capture, lack.why, lack.settleWith, check.id
    FROM latest LATERAL VIEW explode(checks) AS check LATERAL VIEW explode(check.missing) AS lack
) GROUP BY node, snapshot_id, capture, why, settle_with;

CREATE OR REPLACE TEMPORARY VIEW contradiction AS
SELECT node, snapshot_id, found.statement, array_join(found.decidedBy, ', ') AS decided_by,
    array_join(found.against, ', ') AS against, found.settleWith AS settle_with
FROM latest LATERAL VIEW explode(contradictions) AS found;

CREATE OR REPLACE TEMPORARY VIEW plan_step AS
SELECT node, snapshot_id, nth + 1 AS step, next.command, next.purpose, next.frees.bytes AS frees_bytes,
    next.frees.tier AS frees_tier, next.risk
FROM latest LATERAL VIEW posexplode(plan) AS nth, next;

CREATE OR REPLACE TEMPORARY VIEW label_on_node AS
SELECT node, snapshot_id, key, value FROM latest LATERAL VIEW explode(labels) AS key, value;
