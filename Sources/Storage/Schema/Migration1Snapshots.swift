extension Migration {
    /// Nodes, snapshots, how their captures ended, and which readings each snapshot is made of.
    static let snapshots1 = """
        CREATE TABLE node ( -- A machine. Two of one name are told apart by the hash of their machine ids.
            id INTEGER PRIMARY KEY, -- Number of the node in this file. e.g. 7
            name TEXT NOT NULL, -- As the collector was told, else the host name. e.g. gpu-07
            machine TEXT NOT NULL, -- SHA-256 of the machine id; empty where it is not known. e.g. 9f86d081884c
            -- Kept by the triggers snapshot_added and snapshot_removed.
            latest_snapshot_id INTEGER UNIQUE REFERENCES snapshot (id) ON DELETE SET NULL, -- Its newest. e.g. 17
            UNIQUE (name, machine)
        ) STRICT;

        CREATE TABLE snapshot ( -- What one bundle says about one node at one moment.
            id INTEGER PRIMARY KEY, -- Number of the snapshot in this file. e.g. 17
            node_id INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE, -- Whose it is. e.g. 7
            collected_at INTEGER NOT NULL, -- By the node's own clock. [seconds since 1970 UTC] e.g. 1795464451
            bundle_name TEXT NOT NULL, -- The bundle's file or folder, without its path. e.g. gpu-07.tar.gz
            bundle_sha256 TEXT NOT NULL UNIQUE, -- SHA-256 of the bundle's members. e.g. b5bb9d8014a0f9b1
            format INTEGER NOT NULL, -- Version of the bundle format; 0 where it was made by hand. e.g. 1
            collector_id INTEGER NOT NULL REFERENCES text (id), -- Version of the collector, in table text. e.g. 2
            uid INTEGER, -- Effective user id of the collector; NULL where it is not known. e.g. 0
            offline INTEGER NOT NULL CHECK (offline IN (0, 1)), -- 1 where only the disk was read. e.g. 0
            root_id INTEGER NOT NULL REFERENCES text (id), -- Root below which files were read, in table text. e.g. 4
            process_total INTEGER, -- Processes on the node before all but the runtimes' were dropped. e.g. 212
            UNIQUE (node_id, collected_at)
        ) STRICT;

        CREATE TRIGGER snapshot_added AFTER INSERT ON snapshot BEGIN
            UPDATE node SET latest_snapshot_id = NEW.id WHERE id = NEW.node_id AND NEW.collected_at >= ifnull(
                (SELECT collected_at FROM snapshot WHERE id = node.latest_snapshot_id), NEW.collected_at);
        END;

        CREATE TRIGGER snapshot_removed AFTER DELETE ON snapshot BEGIN
            UPDATE node SET latest_snapshot_id =
                (SELECT id FROM snapshot WHERE node_id = OLD.node_id ORDER BY collected_at DESC LIMIT 1)
                WHERE id = OLD.node_id;
            DELETE FROM node WHERE id = OLD.node_id AND latest_snapshot_id IS NULL;
        END;

        CREATE TABLE snapshot_label ( -- A label that the operator gave the collector.
            snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE, -- The snapshot. e.g. 17
            key_id INTEGER NOT NULL REFERENCES text (id), -- The label's key, in table text. e.g. 31
            value_id INTEGER NOT NULL REFERENCES text (id), -- The label's value, in table text. e.g. 32
            PRIMARY KEY (snapshot_id, key_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE attempt ( -- Every distinct way in which a capture ended, once.
            id INTEGER PRIMARY KEY, -- Number by which the table capture refers to it. e.g. 8
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the rest.
            capture_id INTEGER NOT NULL REFERENCES capture_name (id), -- The capture. e.g. 3
            outcome TEXT NOT NULL -- How it ended; absent, denied, failed and empty are never one thing. e.g. ok
                CHECK (outcome IN ('ok', 'empty', 'absent', 'denied', 'failed', 'timeout', 'truncated', 'skipped')),
            exit INTEGER, -- The command's exit status; NULL where nothing ran. e.g. 0
            redactions INTEGER NOT NULL, -- Secrets that were removed from it. e.g. 0
            command_id INTEGER NOT NULL REFERENCES text (id), -- The command as it ran, in table text. e.g. 61
            message_id INTEGER NOT NULL REFERENCES text (id) -- First lines of its standard error, in text. e.g. 1
        ) STRICT;

        CREATE TABLE capture ( -- One row of a bundle's manifest: what was attempted.
            snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE, -- The snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the snapshot's list, from 0. e.g. 4
            attempt_id INTEGER NOT NULL REFERENCES attempt (id), -- What it was and how it ended. e.g. 8
            milliseconds INTEGER NOT NULL, -- How long it took. [ms] e.g. 41
            bytes INTEGER NOT NULL, -- Standard output as kept in the bundle. [bytes] e.g. 8123
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE issue ( -- What the ingester could not read or would not keep.
            snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE, -- The snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the snapshot's list, from 0. e.g. 0
            capture_id INTEGER NOT NULL REFERENCES capture_name (id), -- The capture. e.g. 3
            line INTEGER NOT NULL, -- First line it is about, from 1; 0 for the whole capture. e.g. 12
            message TEXT NOT NULL, -- What was wrong. e.g. a row without an image ID
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE reading ( -- The facts of one capture. Captures of equal facts share one, whatever their node.
            id INTEGER PRIMARY KEY, -- Number by which the tables of facts refer to it. e.g. 90
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the facts.
            capture_id INTEGER NOT NULL REFERENCES capture_name (id) -- The capture that was read. e.g. 3
        ) STRICT;

        CREATE TABLE snapshot_reading ( -- Which readings a snapshot is made of.
            snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE, -- The snapshot. e.g. 17
            part INTEGER NOT NULL, -- 0; more where facts did not come in the order of captures and lines. e.g. 0
            reading_id INTEGER NOT NULL REFERENCES reading (id), -- The reading. e.g. 90
            PRIMARY KEY (snapshot_id, part, reading_id)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX snapshot_reading_by_reading ON snapshot_reading (reading_id);

        CREATE TRIGGER reading_unused AFTER DELETE ON snapshot_reading BEGIN
            DELETE FROM reading WHERE id = OLD.reading_id
                AND NOT EXISTS (SELECT 1 FROM snapshot_reading WHERE reading_id = OLD.reading_id);
        END;

        CREATE TABLE quarantined_bundle ( -- A bundle that could not be read, and so was not stored.
            id INTEGER PRIMARY KEY, -- Number of the row. e.g. 1
            name TEXT NOT NULL, -- The bundle's file or folder, without its path. e.g. gpu-09.tar.gz
            sha256 TEXT NOT NULL, -- SHA-256 of what could be read; empty where nothing could. e.g. 2c26b46b68ff
            reason TEXT NOT NULL, -- Why. e.g. the archive ends early
            UNIQUE (name, sha256)
        ) STRICT;

        CREATE TABLE conflicting_bundle ( -- A bundle that says something else of a node at a clock already stored.
            id INTEGER PRIMARY KEY, -- Number of the row. e.g. 1
            snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE, -- The one that was kept. e.g. 17
            name TEXT NOT NULL, -- The refused bundle's file or folder. e.g. gpu-07-copy.tar.gz
            sha256 TEXT NOT NULL, -- SHA-256 of its members. e.g. fcde2b2edba5
            UNIQUE (snapshot_id, sha256)
        ) STRICT;

        """
}
