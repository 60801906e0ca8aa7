extension Migration {
    /// Layers, blobs and names of the stores themselves.
    static let layers1 = """
        CREATE TABLE docker_layer ( -- Every distinct layer of Docker's graph drivers once.
            id INTEGER PRIMARY KEY, -- Number by which docker_layer_line refers to it. e.g. 23
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the rest.
            root_id INTEGER NOT NULL REFERENCES text (id), -- Docker's data root.
            driver_id INTEGER NOT NULL REFERENCES text (id), -- The storage driver.
            chain_id INTEGER NOT NULL REFERENCES digest (id), -- The chainID.
            diff_id INTEGER REFERENCES digest (id), -- The diffID; NULL where it could not be read.
            parent_id INTEGER REFERENCES digest (id), -- The parent's chainID; NULL for a lowest layer.
            bytes INTEGER -- Uncompressed; NULL where it could not be read. [bytes] e.g. 77882514
        ) STRICT;

        CREATE TABLE docker_layer_line ( -- A layer of a node's Docker graph driver.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            docker_layer_id INTEGER NOT NULL REFERENCES docker_layer (id), -- What it says. e.g. 23
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE layer_snapshot ( -- Every distinct snapshot of a containerd namespace once.
            id INTEGER PRIMARY KEY, -- Number by which layer_snapshot_line refers to it. e.g. 23
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the rest.
            socket_id INTEGER NOT NULL REFERENCES text (id), -- The socket's name.
            namespace_id INTEGER NOT NULL REFERENCES text (id), -- The namespace.
            chain_id INTEGER REFERENCES digest (id), -- chainID of an image's layer; NULL for a container's own.
            bytes_low INTEGER NOT NULL, -- Bytes on the disk, at least. [bytes] e.g. 186500000
            bytes_high INTEGER NOT NULL, -- At most; equal to bytes_low where exact. [bytes] e.g. 187500000
            CHECK (bytes_low <= bytes_high)
        ) STRICT;

        CREATE TABLE layer_snapshot_line ( -- A snapshot of a node's containerd.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            layer_snapshot_id INTEGER NOT NULL REFERENCES layer_snapshot (id), -- What it says. e.g. 23
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE content_record ( -- Every distinct blob that a containerd namespace refers to, once.
            id INTEGER PRIMARY KEY, -- Number by which content_record_line refers to it. e.g. 23
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the rest.
            socket_id INTEGER NOT NULL REFERENCES text (id), -- The socket's name.
            namespace_id INTEGER NOT NULL REFERENCES text (id), -- The namespace.
            digest_id INTEGER NOT NULL REFERENCES digest (id), -- The blob's digest.
            bytes_low INTEGER NOT NULL, -- Bytes of the blob, at least. [bytes] e.g. 186500000
            bytes_high INTEGER NOT NULL, -- At most; equal to bytes_low where exact. [bytes] e.g. 187500000
            diff_id INTEGER REFERENCES digest (id), -- diffID of a layer blob.
            config_id INTEGER REFERENCES digest (id), -- Config that a manifest refers to.
            reference_list_id INTEGER NOT NULL REFERENCES digest_list (id), -- Blobs that it refers to. e.g. 9
            snapshot_chain_id INTEGER REFERENCES digest (id), -- chainID that a config is unpacked to.
            CHECK (bytes_low <= bytes_high)
        ) STRICT;

        CREATE TABLE content_record_line ( -- A blob that a node's containerd refers to.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            content_record_id INTEGER NOT NULL REFERENCES content_record (id), -- What it says. e.g. 23
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE image_record ( -- Every distinct name in a containerd namespace once.
            id INTEGER PRIMARY KEY, -- Number by which image_record_line refers to it. e.g. 23
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the rest.
            socket_id INTEGER NOT NULL REFERENCES text (id), -- The socket's name.
            namespace_id INTEGER NOT NULL REFERENCES text (id), -- The namespace.
            reference_id INTEGER NOT NULL REFERENCES text (id), -- The name.
            target_id INTEGER NOT NULL REFERENCES digest (id), -- Index or manifest that it points to.
            pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)) -- 1 where it is pinned. e.g. 0
        ) STRICT;

        CREATE TABLE image_record_line ( -- A name in a node's containerd.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            image_record_id INTEGER NOT NULL REFERENCES image_record (id), -- What it says. e.g. 23
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE content_blob ( -- Every distinct file of a containerd content store once.
            id INTEGER PRIMARY KEY, -- Number by which content_blob_line refers to it. e.g. 23
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the rest.
            root_id INTEGER NOT NULL REFERENCES text (id), -- containerd's root directory.
            digest_id INTEGER NOT NULL REFERENCES digest (id), -- The blob's digest.
            bytes INTEGER NOT NULL -- Size of the file. [bytes] e.g. 29126474
        ) STRICT;

        CREATE TABLE content_blob_line ( -- A file of a node's containerd content store.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            content_blob_id INTEGER NOT NULL REFERENCES content_blob (id), -- What it says. e.g. 23
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE containerd_namespace ( -- A namespace that a containerd has.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            socket_id INTEGER NOT NULL REFERENCES text (id), -- The socket's name.
            name_id INTEGER NOT NULL REFERENCES text (id), -- The namespace's name.
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line's text, redacted, cut.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        """
}
