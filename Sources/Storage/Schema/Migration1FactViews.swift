extension Migration {
    /// What each node's latest captures say, without numbers to look up.
    static let factViews1 = """
        CREATE VIEW image_in_view AS -- A name of an image as one list of a node shows it.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            CASE WHEN capture_name.instance <> '' THEN capture_name.instance
                WHEN capture_name.kind LIKE 'crictl-%' THEN 'crictl' ELSE 'docker'
                END AS view, -- docker, the name of a CRI socket, or crictl as configured. e.g. k3s-containerd
            name.value AS name, -- As printed; NULL for an image without a name. e.g. docker.io/library/nginx:1.27
            'sha256:' || digest.hex AS image_id, -- As printed, perhaps cut: what it identifies differs from tool to tool.
            (size_low + size_high) / 2 AS size_bytes, -- What the tool calls size; NULL where not told. [bytes] e.g. 187000000
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
            (size_low + size_high) / 2, in_use, pinned, capture_name.name, listed_image.line, node.latest_snapshot_id
        \(from("listed_image")) JOIN listing ON listing.id = listing_id LEFT JOIN digest ON digest.id = listing.image_id
        WHERE NOT EXISTS (SELECT 1 FROM text_list_item WHERE list_id = names_id);

        CREATE INDEX text_list_item_by_text ON text_list_item (text_id);
        CREATE INDEX listing_by_names ON listing (names_id);

        CREATE VIEW setting_on_node AS -- One value that a program of a node reported or a configuration file holds.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            setting_key.name AS setting, -- The program or file, a dot, the setting. e.g. docker.root
            value.value AS value, -- The value. e.g. /var/lib/docker
            capture_name.name AS capture, -- Where it was read. e.g. docker-info
            setting.line AS line, -- Line of its output. e.g. 1
            node.latest_snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        \(from("setting")) JOIN setting_key ON setting_key.id = key_id JOIN text AS value ON value.id = value_id;

        CREATE VIEW process_on_node AS -- A process of a container runtime on a node.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            pid AS pid, -- Process id. e.g. 812
            parent AS parent, -- Process id of the parent; NULL where not told. e.g. 1
            user.value AS user, -- The user. e.g. root
            elapsed AS elapsed, -- Since it started; NULL where not told. [s] e.g. 86400
            CASE WHEN container IS NULL THEN arguments.value
                ELSE replace(arguments.value, '{}', lower(hex(container)))
                END AS arguments, -- Its title, redacted. e.g. /usr/bin/dockerd -H fd://
            executable.value AS executable, -- Target of /proc/PID/exe; empty where not read. e.g. /usr/bin/dockerd
            process.line AS line, -- Line of the process list. e.g. 14
            node.latest_snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        \(from("process")) JOIN text AS user ON user.id = user_id JOIN text AS arguments ON arguments.id = arguments_id
        JOIN text AS executable ON executable.id = executable_id;

        CREATE VIEW unit_on_node AS -- A systemd unit of a node as it is loaded.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            unit.value AS unit, -- The unit's name. e.g. docker.service
            load.value AS load, -- loaded, not-found, masked, … e.g. loaded
            active.value AS active, -- active, inactive, failed, … e.g. active
            file.value AS file, -- enabled, disabled, …; empty where there is no file. e.g. enabled
            main_pid AS main_pid, -- Process id; 0 where none runs. e.g. 812
            exec_start.value AS exec_start, -- The arguments as systemd would run them.
            node.latest_snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        \(from("unit_state")) JOIN text AS unit ON unit.id = name_id JOIN text AS load ON load.id = load_id
        JOIN text AS active ON active.id = active_id JOIN text AS file ON file.id = file_id
        JOIN text AS exec_start ON exec_start.id = exec_start_id;

        CREATE VIEW disk_use_on_node AS -- What du counted below a path of a node, on its file system only.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            path.value AS path, -- The path. e.g. /var/lib/docker
            (bytes_low + bytes_high) / 2 AS bytes, -- Bytes on the disk. [bytes] e.g. 217571328
            node.latest_snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        \(from("disk_use")) JOIN text AS path ON path.id = path_id;

        CREATE VIEW filesystem_on_node AS -- One row of a node's df.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            path.value AS path, -- The path asked about, or the mount point. e.g. /var/lib/docker
            device.value AS device, -- The device. e.g. /dev/vda1
            bytes AS bytes, -- Its size. [bytes] e.g. 105089261568
            used AS used, -- Used. [bytes] e.g. 52031729664
            available AS available, -- Left for users. [bytes] e.g. 47672111104
            node.latest_snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        \(from("filesystem")) JOIN text AS path ON path.id = path_id JOIN text AS device ON device.id = device_id;

        CREATE VIEW label_on_node AS -- A label that the operator gave the collector.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            key.value AS key, -- The label's key. e.g. rack
            value.value AS value, -- The label's value. e.g. b4
            snapshot_label.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN snapshot_label ON snapshot_label.snapshot_id = node.latest_snapshot_id
        JOIN text AS key ON key.id = key_id JOIN text AS value ON value.id = value_id;

        CREATE TABLE schema_doc ( -- What every table, view and column means; taken from the comments of the schema.
            object TEXT NOT NULL, -- The table or view. e.g. node_verdict
            "column" TEXT NOT NULL, -- Its column; empty for the table or view itself. e.g. verdict
            meaning TEXT NOT NULL, -- What it is.
            unit TEXT NOT NULL, -- What its numbers count; empty where they are plain numbers or texts. e.g. bytes
            example TEXT NOT NULL, -- A value; empty where none helps. e.g. duplicated
            PRIMARY KEY (object, "column")
        ) STRICT, WITHOUT ROWID;

        """

    /// From each node to the facts of its latest snapshot.
    static func from(_ table: String) -> String {
        """
        FROM node JOIN snapshot_reading ON snapshot_reading.snapshot_id = node.latest_snapshot_id
        JOIN reading ON reading.id = snapshot_reading.reading_id
        JOIN capture_name ON capture_name.id = reading.capture_id JOIN \(table) ON \(table).reading_id = reading.id
        """
    }
}
