extension Migration {
    /// Rows that took more room than what they say. Runs last, because it takes away the index that keeps texts unique.
    static let compact2 = """
        DROP VIEW process_on_node;
        DROP VIEW capture_outcome;
        DELETE FROM schema_doc WHERE object IN ('process', 'container');
        UPDATE schema_doc SET meaning = 'The bundle''s file or folder, as ingest was given it or found it.'
        WHERE object = 'quarantined_bundle' AND "column" = 'name';

        -- An image's ID is in its listing: {0} stands for it in the line, whose own braces are doubled.
        INSERT OR IGNORE INTO text (value)
        SELECT replace(value, '{', '{{') FROM listed_image JOIN text ON text.id = quote_id;
        UPDATE listed_image SET quote_id = (SELECT new.id FROM text AS old
            JOIN text AS new ON new.value = replace(old.value, '{', '{{') WHERE old.id = listed_image.quote_id)
        WHERE listing_id IN (SELECT id FROM listing WHERE image_id IS NOT NULL);

        INSERT OR IGNORE INTO text (value) SELECT quote FROM container;
        ALTER TABLE container RENAME TO container_1;
        CREATE TABLE container ( -- A container and the image that it keeps in use.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            container BLOB CHECK (length(container) = 32), -- The container's ID; NULL where column printed has it.
            printed TEXT, -- The ID as printed, where it was cut or an older twinstore stored it; else NULL. e.g. 3f4e5d
            image_id INTEGER REFERENCES digest (id), -- The image's ID; NULL where the runtime does not tell.
            image_name_id INTEGER NOT NULL REFERENCES text (id), -- The image's name; empty where not told.
            state_id INTEGER NOT NULL REFERENCES text (id), -- As the runtime names it.
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line; {0}, {1} stand for the container, the image.
            CHECK ((container IS NULL) = (printed IS NOT NULL)),
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO container
        SELECT reading_id, line, nth, NULL, container, image_id, image_name_id, state_id, text.id
        FROM container_1 JOIN text ON text.value = quote ORDER BY reading_id, line, nth;
        DROP TABLE container_1;

        ALTER TABLE process RENAME TO process_1;
        CREATE TABLE process_form ( -- What processes have in common, such as all shims of a fleet, once.
            id INTEGER PRIMARY KEY, -- Number by which the table process refers to it. e.g. 23
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the rest.
            parent INTEGER, -- Process id of the parent; NULL where not told. e.g. 1
            user_id INTEGER NOT NULL REFERENCES text (id), -- The user.
            arguments_id INTEGER NOT NULL REFERENCES text (id), -- The title; {} stands for process.container.
            executable_id INTEGER NOT NULL REFERENCES text (id), -- Target of /proc/PID/exe; empty where not read.
            head_id INTEGER REFERENCES text (id) -- What stands before the title; {0} to {3} are pid to elapsed.
        ) STRICT;
        CREATE TABLE process ( -- One process of a container runtime.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            process_form_id INTEGER NOT NULL REFERENCES process_form (id), -- What others have as well. e.g. 23
            pid INTEGER NOT NULL, -- Process id. e.g. 812
            elapsed INTEGER, -- Since it started; NULL where not told. [s] e.g. 86400
            container BLOB CHECK (length(container) = 32), -- The ID that {} stands for; NULL where there is none.
            quote TEXT, -- The line, redacted, cut; NULL where it is head and title, cut at 200 characters.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;
        -- A line of schema 1 has its head in the row, whole: a pattern without anything to fill in.
        -- SQL has no SHA-256; a random fingerprint only means that no later process is found to be like it.
        INSERT OR IGNORE INTO text (value) SELECT replace(head, '{', '{{') FROM process_1 WHERE quote IS NULL;
        CREATE TEMP TABLE form AS
        SELECT row_number() OVER (ORDER BY reading_id, line, nth) AS id, process_1.*,
            iif(quote IS NULL, text.id, NULL) AS head_text
        FROM process_1 LEFT JOIN text ON text.value = replace(head, '{', '{{');
        INSERT INTO process_form
        SELECT id, randomblob(16), parent, user_id, arguments_id, executable_id, head_text FROM form;
        INSERT INTO process
        SELECT reading_id, line, nth, id, pid, elapsed, container, quote FROM form ORDER BY reading_id, line, nth;
        DROP TABLE form;
        DROP TABLE process_1;

        CREATE TABLE attempt_list ( -- Every distinct list of captures that took no time and gave nothing, once.
            id INTEGER PRIMARY KEY, -- Number by which the table snapshot refers to it. e.g. 4
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16) -- First half of SHA-256 of the items.
        ) STRICT;
        CREATE TABLE attempt_list_item ( -- One capture that took no time and gave nothing, mostly a skipped one.
            list_id INTEGER NOT NULL REFERENCES attempt_list (id) ON DELETE CASCADE, -- The list. e.g. 4
            nth INTEGER NOT NULL, -- Place among all captures of the snapshot, from 0. e.g. 3
            attempt_id INTEGER NOT NULL REFERENCES attempt (id), -- What it was and how it ended. e.g. 8
            PRIMARY KEY (list_id, nth)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE snapshot ADD COLUMN idle_id INTEGER REFERENCES attempt_list (id); -- Captures not in table capture.

        ALTER TABLE text RENAME TO text_1;
        CREATE TABLE text ( -- Every repeated text once: names, paths, command lines, quoted lines.
            id INTEGER PRIMARY KEY, -- Number by which other tables refer to it. e.g. 12
            value TEXT NOT NULL -- The text itself. e.g. docker.io/library/nginx:1.27
        ) STRICT;
        INSERT INTO text SELECT id, value FROM text_1 ORDER BY id;
        DROP TABLE text_1;
        CREATE TABLE text_key ( -- Finds a text by its hash, in a fraction of the room that an index of texts takes.
            hash INTEGER NOT NULL, -- First six bytes of SHA-256 of the text.
            text_id INTEGER NOT NULL REFERENCES text (id), -- The text. e.g. 12
            PRIMARY KEY (hash, text_id)
        ) STRICT, WITHOUT ROWID;

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
        \(from("process")) JOIN process_form ON process_form.id = process_form_id
        JOIN text AS user ON user.id = user_id JOIN text AS arguments ON arguments.id = arguments_id
        JOIN text AS executable ON executable.id = executable_id;

        CREATE VIEW capture_outcome AS -- How each capture of each node ended.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            capture_name.name AS capture, -- The capture. e.g. cri-images.k3s-containerd
            capture_name.kind AS kind, -- The part before the first dot. e.g. cri-images
            capture_name.instance AS instance, -- The rest. e.g. k3s-containerd
            outcome AS outcome, -- How it ended. e.g. timeout
            exit AS exit, -- The command's exit status; NULL where nothing ran. e.g. 124
            milliseconds AS milliseconds, -- How long it took. [ms] e.g. 20000
            bytes AS bytes, -- Output as kept in the bundle. [bytes] e.g. 8123
            redactions AS redactions, -- Secrets that were removed. e.g. 0
            command.value AS command, -- The command as it ran. e.g. docker version
            message.value AS message, -- First lines of standard error.
            node.latest_snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN capture ON capture.snapshot_id = node.latest_snapshot_id
        JOIN attempt ON attempt.id = capture.attempt_id \(attempted)
        UNION ALL
        SELECT node.name, capture_name.name, capture_name.kind, capture_name.instance, outcome, exit, 0, 0, redactions,
            command.value, message.value, node.latest_snapshot_id
        FROM node JOIN snapshot ON snapshot.id = node.latest_snapshot_id
        JOIN attempt_list_item AS item ON item.list_id = snapshot.idle_id
        JOIN attempt ON attempt.id = item.attempt_id \(attempted);

        """

    private static let attempted = """
        JOIN capture_name ON capture_name.id = attempt.capture_id
        JOIN text AS command ON command.id = command_id JOIN text AS message ON message.id = message_id
        """
}
