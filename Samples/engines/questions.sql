-- Questions to a fleet, in SQL that Spark (over views.sql) and SQLite (over the database) both understand.

-- verdicts: Nodes by verdict, and what is stored twice there
SELECT verdict, count(*) AS nodes, sum(duplicated_bytes) AS duplicated_bytes, sum(residue_bytes) AS residue_bytes
FROM node_verdict GROUP BY verdict ORDER BY nodes DESC, verdict;

-- confidence: How sure the verdicts are
SELECT verdict, confidence, count(*) AS nodes FROM node_verdict
GROUP BY verdict, confidence ORDER BY nodes DESC, verdict, confidence;

-- top-nodes: Nodes that keep most twice
SELECT node, verdict, duplicated_bytes, duplicated_tier, freed_docker_bytes, freed_cri_bytes FROM node_verdict
WHERE duplicated_bytes > 0 ORDER BY duplicated_bytes DESC, node LIMIT 20;

-- top-images: Images that waste most, over all nodes
SELECT config_digest, names, nodes, duplicated_bytes, exact_nodes, removable_nodes, removable_bytes FROM fleet_image
ORDER BY duplicated_bytes DESC, config_digest, names LIMIT 20;

-- not-judged: What was missing where the evidence did not decide, and the command that would bring it
SELECT missing_evidence.capture, missing_evidence.why, missing_evidence.settle_with,
    count(DISTINCT missing_evidence.snapshot_id) AS nodes
FROM missing_evidence JOIN node_verdict ON node_verdict.snapshot_id = missing_evidence.snapshot_id
WHERE node_verdict.verdict = 'unknown'
GROUP BY missing_evidence.capture, missing_evidence.why, missing_evidence.settle_with ORDER BY nodes DESC, 1, 2, 3;

-- residues: What no list shows, by kind
SELECT kind, count(*) AS places, count(DISTINCT snapshot_id) AS nodes, sum(bytes) AS bytes FROM residue
GROUP BY kind ORDER BY bytes DESC, kind;

-- residue-places: The largest of them
SELECT node, kind, path, bytes, tier FROM residue ORDER BY bytes DESC, node, path LIMIT 20;

-- runtimes: Which runtime answers the kubelet, and from which store
SELECT view_on_node.server, store_on_node.engine, store_on_node.driver, count(*) AS nodes
FROM view_on_node
JOIN store_on_node ON store_on_node.snapshot_id = view_on_node.snapshot_id
    AND store_on_node.store = view_on_node.store
WHERE view_on_node.is_kubelets = 1
GROUP BY view_on_node.server, store_on_node.engine, store_on_node.driver ORDER BY nodes DESC, 1, 2, 3;

-- deciding-rules: Which rules decide
SELECT rule, says, strength, count(DISTINCT snapshot_id) AS nodes FROM evidence
WHERE says IN ('same', 'different', 'partly') AND strength = 'sufficient'
GROUP BY rule, says, strength ORDER BY nodes DESC, rule, says;

-- contradictions: Where evidence speaks against the verdict
SELECT node, statement, decided_by, against, settle_with FROM contradiction ORDER BY node, statement;

-- changes: Nodes whose verdict changed
SELECT node, before_at, changed_at, before, verdict, duplicated_bytes_before, duplicated_bytes FROM verdict_change
ORDER BY changed_at DESC, node;

-- plan: What the plans would free
SELECT count(DISTINCT snapshot_id) AS nodes, count(*) AS steps, sum(frees_bytes) AS frees_bytes FROM plan_step
WHERE frees_bytes IS NOT NULL;

-- labels: Verdicts by label
SELECT label_on_node.key, label_on_node.value, node_verdict.verdict, count(*) AS nodes
FROM label_on_node JOIN node_verdict ON node_verdict.snapshot_id = label_on_node.snapshot_id
GROUP BY label_on_node.key, label_on_node.value, node_verdict.verdict ORDER BY 1, 2, 3;

-- unread: Bundles that are not in the answers, by why
SELECT problem, count(*) AS bundles FROM bundle_problem GROUP BY problem ORDER BY problem;
