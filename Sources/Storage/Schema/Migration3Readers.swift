extension Migration {
    /// Views that say the same in SQLite and where another reader runs their SQL as its own: DuckDB divides into fractions.
    static let readers3 = """
        DROP VIEW image_in_view;
        CREATE VIEW image_in_view AS -- A name of an image as one list of a node shows it.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            CASE WHEN capture_name.instance <> '' THEN capture_name.instance
                WHEN capture_name.kind LIKE 'crictl-%' THEN 'crictl' ELSE 'docker'
                END AS view, -- docker, the name of a CRI socket, or crictl as configured. e.g. k3s-containerd
            name.value AS name, -- As printed; NULL for an image without a name. e.g. docker.io/library/nginx:1.27
            'sha256:' || digest.hex AS image_id, -- As printed, perhaps cut: what it identifies differs from tool to tool.
            (size_low + size_high) >> 1 AS size_bytes, -- What the tool calls size; NULL where not told. [bytes] e.g. 187000000
            in_use AS in_use, -- 1 where the list says that a container uses it. e.g. 0
            pinned AS pinned, -- 1 where it is pinned. e.g. 0
            capture_name.name AS capture, -- The list. e.g. cri-images.k3s-containerd
            listed_image.line AS line, -- Line of its output. e.g. 4
            node.latest_snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        \(from("listed_image")) JOIN listing ON listing.id = listing_id
        JOIN text_list_item AS item ON item.list_id = names_id JOIN text AS name ON name.id = item.text_id
        LEFT JOIN digest ON digest.id = listing.image_id
        UNION ALL
        SELECT node.name, CASE WHEN capture_name.instance <> '' THEN capture_name.instance
            WHEN capture_name.kind LIKE 'crictl-%' THEN 'crictl' ELSE 'docker' END, NULL, 'sha256:' || digest.hex,
            (size_low + size_high) >> 1, in_use, pinned, capture_name.name, listed_image.line, node.latest_snapshot_id
        \(from("listed_image")) JOIN listing ON listing.id = listing_id LEFT JOIN digest ON digest.id = listing.image_id
        WHERE NOT EXISTS (SELECT 1 FROM text_list_item WHERE list_id = names_id);

        DROP VIEW disk_use_on_node;
        CREATE VIEW disk_use_on_node AS -- What du counted below a path of a node, on its file system only.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            path.value AS path, -- The path. e.g. /var/lib/docker
            (bytes_low + bytes_high) >> 1 AS bytes, -- Bytes on the disk. [bytes] e.g. 217571328
            node.latest_snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        \(from("disk_use")) JOIN text AS path ON path.id = path_id;

        """
}
