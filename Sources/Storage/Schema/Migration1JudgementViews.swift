extension Migration {
    /// What the rules found on each node at its latest snapshot.
    static let judgementViews1 = """
        CREATE VIEW duplicate_image AS -- An image that a node keeps twice.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            \(list("names_id")) AS names, -- Its names, with commas between. e.g. nginx:1.27
            'sha256:' || digest.hex AS config_digest, -- NULL where only a manifest digest or a name joined it.
            joined_by AS joined_by, -- What its two records were joined by; a name is weak. e.g. configDigest
            (SELECT group_concat(value, ', ') FROM (SELECT value FROM judged_image_store AS place
                JOIN text ON text.id = store_id WHERE place.snapshot_id = image.snapshot_id AND image_nth = image.nth
                AND is_stored ORDER BY value)) AS stores, -- The stores that have it. e.g. docker, k3s-containerd
            image.duplicated_bytes AS duplicated_bytes, -- Its own share of the bytes held twice. [bytes] e.g. 91150000
            image.duplicated_tier AS duplicated_tier, -- How good that figure is. e.g. exact
            (SELECT group_concat(value, ', ') FROM (SELECT value FROM judged_image_store AS place
                JOIN text ON text.id = store_id WHERE place.snapshot_id = image.snapshot_id AND image_nth = image.nth
                AND in_use ORDER BY value)) AS in_use_by, -- Stores whose containers use it; NULL for none. e.g. docker
            pinned AS pinned, -- 1 where it is pinned. e.g. 0
            removable AS removable, -- 1 where the store that the kubelet does not use can do without it. e.g. 1
            reason.value AS reason, -- Why it is removable, or why not.
            image.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_image AS image ON image.snapshot_id = node.latest_snapshot_id
        JOIN text AS reason ON reason.id = reason_id LEFT JOIN digest ON digest.id = config_id
        WHERE image.duplicated_bytes IS NOT NULL;

        CREATE VIEW fleet_image AS -- An image that at least one node keeps twice, over all nodes.
        SELECT
            \(list("names_id")) AS names, -- Its names, with commas between. e.g. nginx:1.27
            'sha256:' || digest.hex AS config_digest, -- NULL where only a manifest digest or a name joined it.
            count(*) AS nodes, -- Nodes that keep it twice. e.g. 31
            sum(duplicated_bytes) AS duplicated_bytes, -- Bytes held twice, over all nodes. [bytes] e.g. 2825650000
            sum(duplicated_tier = 'exact') AS exact_nodes, -- Nodes whose figure is exact. e.g. 30
            sum(removable) AS removable_nodes, -- Nodes that can do without the copy now. e.g. 12
            sum(CASE WHEN removable THEN duplicated_bytes ELSE 0 END) AS removable_bytes -- There. [bytes] e.g. 1093800000
        FROM node JOIN judged_image ON judged_image.snapshot_id = node.latest_snapshot_id
        LEFT JOIN digest ON digest.id = config_id
        WHERE duplicated_bytes IS NOT NULL
        GROUP BY config_id, CASE WHEN config_id IS NULL THEN names_id END;

        CREATE VIEW evidence AS -- What each rule said of each node, and a row for each line that proves it.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            rule.value AS rule, -- The rule's id. e.g. runtime-name
            title.value AS title, -- What it asks. e.g. Which runtime answers crictl
            by_hand AS by_hand, -- 1 for the five that an engineer does by hand. e.g. 0
            says AS says, -- What it says of the two views. e.g. different
            strength AS strength, -- How much its word weighs. e.g. sufficient
            statement.value AS statement, -- What was seen.
            capture_name.name AS capture, -- The capture that proves it; NULL where none does. e.g. crictl-version
            source.line AS line, -- Line of its output, from 1; 0 for its outcome itself. e.g. 2
            quote.value AS quote, -- The line, redacted, cut. e.g. RuntimeName:  containerd
            judged_check.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_check ON judged_check.snapshot_id = node.latest_snapshot_id
        JOIN text AS rule ON rule.id = rule_id JOIN text AS title ON title.id = title_id
        JOIN text AS statement ON statement.id = statement_id
        LEFT JOIN judged_source AS source ON source.snapshot_id = judged_check.snapshot_id AND source.about = 'check'
            AND source.about_nth = judged_check.nth
        LEFT JOIN capture_name ON capture_name.id = source.capture_id LEFT JOIN text AS quote ON quote.id = source.quote_id;

        CREATE VIEW residue AS -- Bytes of images on a node's disk that no list shows.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            kind AS kind, -- What it is. e.g. stopped-docker
            path.value AS path, -- Where it is. e.g. /var/lib/docker
            bytes AS bytes, -- Its size; NULL where not known. [bytes] e.g. 217571328
            tier AS tier, -- How good that figure is. e.g. exact
            \(list("images_id")) AS images, -- Images that are known to be in it; NULL for none. e.g. nginx:1.27
            statement AS statement, -- What was found.
            judged_residue.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_residue ON judged_residue.snapshot_id = node.latest_snapshot_id
        JOIN text AS path ON path.id = path_id;

        CREATE VIEW store_on_node AS -- A place on a node's disk that one runtime owns.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            judged_store.name AS store, -- Its name on this node. e.g. k3s-containerd
            engine AS engine, -- The program family that owns it. e.g. containerd
            root.value AS root, -- Root directory; empty where not known. e.g. /var/lib/docker
            driver.value AS driver, -- Storage driver or snapshotter; empty where not known. e.g. overlay2
            namespace.value AS namespace, -- containerd namespace; empty for other engines. e.g. k8s.io
            live AS live, -- 1 where its daemon runs; NULL where not known. e.g. 1
            image_count AS images, -- Images in it; NULL where not known. e.g. 12
            bytes_on_disk AS bytes_on_disk, -- Counted by du below the root; NULL where not counted. [bytes] e.g. 133627904
            judged_store.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_store ON judged_store.snapshot_id = node.latest_snapshot_id
        JOIN text AS root ON root.id = root_id JOIN text AS driver ON driver.id = driver_id
        JOIN text AS namespace ON namespace.id = namespace_id;

        CREATE VIEW view_on_node AS -- A command line of a node, and the store that it shows.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            judged_view.name AS view, -- docker, or the name of a CRI socket. e.g. k3s-containerd
            command.value AS command, -- The command as typed. e.g. crictl images
            endpoint.value AS endpoint, -- Socket that it talks to; empty where not known. e.g. /run/docker.sock
            server.value AS server, -- Who answers. e.g. dockerd 26.1.5
            store AS store, -- The store that it shows; NULL where not known. e.g. docker
            image_count AS images, -- Images in its list; NULL where it could not be had. e.g. 12
            is_kubelets AS is_kubelets, -- 1 where the kubelet uses it. e.g. 0
            judged_view.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_view ON judged_view.snapshot_id = node.latest_snapshot_id
        JOIN text AS command ON command.id = command_id JOIN text AS endpoint ON endpoint.id = endpoint_id
        JOIN text AS server ON server.id = server_id;

        CREATE VIEW missing_evidence AS -- What was missing to judge a node better, and the command that would bring it.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            capture.value AS capture, -- What was not there. e.g. cri-version.containerd
            why.value AS why, -- Why: not captured, or the capture's outcome. e.g. timeout
            settle_with.value AS settle_with, -- Command that would bring it. e.g. crictl version
            group_concat(rule.value, ', ') AS rules, -- Rules that lacked it; NULL where only the whole did.
            missing.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_missing AS missing ON missing.snapshot_id = node.latest_snapshot_id
        JOIN text AS capture ON capture.id = capture_id JOIN text AS why ON why.id = why_id
        JOIN text AS settle_with ON settle_with.id = settle_with_id LEFT JOIN text AS rule ON rule.id = rule_id
        GROUP BY missing.snapshot_id, capture_id, why_id, settle_with_id;

        CREATE VIEW contradiction AS -- Two pieces of evidence of a node that cannot both be so.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            statement AS statement, -- What is contradictory.
            \(list("decided_by_id")) AS decided_by, -- Rules of the side that decided. e.g. runtime-name
            \(list("against_id")) AS against, -- Rules of the other side. e.g. configuration
            settle_with.value AS settle_with, -- Command that would settle it. e.g. systemctl restart k3s-agent
            judged_contradiction.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_contradiction ON judged_contradiction.snapshot_id = node.latest_snapshot_id
        JOIN text AS settle_with ON settle_with.id = settle_with_id;

        CREATE VIEW name_conflict AS -- One name on different content in two stores of a node; a row a store.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            judged_name_conflict.name AS name, -- The image's name. e.g. example/app:latest
            store AS store, -- The store. e.g. docker
            'sha256:' || digest.hex AS digest, -- What the name means there.
            judged_name_conflict.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_name_conflict ON judged_name_conflict.snapshot_id = node.latest_snapshot_id
        JOIN digest ON digest.id = digest_id;

        CREATE VIEW plan_step AS -- A command of a node's clean-up, in order. Printed, never run.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            nth + 1 AS step, -- Its place, from 1. e.g. 2
            command AS command, -- One line of shell.
            purpose.value AS purpose, -- What it does.
            frees_bytes AS frees_bytes, -- What it frees; NULL where it only looks, or not known. [bytes] e.g. 68263936
            frees_tier AS frees_tier, -- How good that figure is. e.g. exact
            risk.value AS risk, -- What it could break.
            judged_step.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_step ON judged_step.snapshot_id = node.latest_snapshot_id
        JOIN text AS purpose ON purpose.id = purpose_id JOIN text AS risk ON risk.id = risk_id;

        """

    /// The texts of a list, with commas between; NULL for an empty list.
    static func list(_ id: String) -> String {
        """
        (SELECT group_concat(value, ', ') FROM (SELECT value FROM text_list_item
                JOIN text ON text.id = text_id WHERE list_id = \(id) ORDER BY text_list_item.nth))
        """
    }
}
