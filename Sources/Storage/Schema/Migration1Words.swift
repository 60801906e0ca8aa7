extension Migration {
    /// Dictionary tables: what is the same on many nodes is kept once.
    static let words1 = """
        CREATE TABLE text ( -- Every repeated text once: names, paths, command lines, quoted lines.
            id INTEGER PRIMARY KEY, -- Number by which other tables refer to it. e.g. 12
            value TEXT NOT NULL UNIQUE -- The text itself. e.g. docker.io/library/nginx:1.27
        ) STRICT;

        CREATE TABLE text_list ( -- Every distinct list of texts once, such as an image's names.
            id INTEGER PRIMARY KEY, -- Number by which other tables refer to it. e.g. 5
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16) -- First half of SHA-256 of the items.
        ) STRICT;

        CREATE TABLE text_list_item ( -- One text of a list.
            list_id INTEGER NOT NULL REFERENCES text_list (id) ON DELETE CASCADE, -- The list. e.g. 5
            nth INTEGER NOT NULL, -- Place in the list, from 0. e.g. 0
            text_id INTEGER NOT NULL REFERENCES text (id), -- The text there. e.g. 12
            PRIMARY KEY (list_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE digest ( -- Every image or layer identifier once.
            id INTEGER PRIMARY KEY, -- Number by which other tables refer to it. e.g. 44
            -- 12 to 64 hex digits: some tools print them cut.
            hex TEXT NOT NULL UNIQUE -- The identifier without sha256:. e.g. c505bb498b0f
                CHECK (length(hex) BETWEEN 12 AND 64 AND hex NOT GLOB '*[^0-9a-f]*')
        ) STRICT;

        CREATE TABLE digest_list ( -- Every distinct list of identifiers once, such as an image's layers.
            id INTEGER PRIMARY KEY, -- Number by which other tables refer to it. e.g. 9
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16) -- First half of SHA-256 of the items.
        ) STRICT;

        CREATE TABLE digest_list_item ( -- One identifier of a list.
            list_id INTEGER NOT NULL REFERENCES digest_list (id) ON DELETE CASCADE, -- The list. e.g. 9
            nth INTEGER NOT NULL, -- Place in the list, from 0; the lowest layer comes first. e.g. 0
            digest_id INTEGER NOT NULL REFERENCES digest (id), -- The identifier there. e.g. 44
            PRIMARY KEY (list_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE capture_name ( -- Every capture's name once.
            id INTEGER PRIMARY KEY, -- Number by which other tables refer to it. e.g. 3
            name TEXT NOT NULL UNIQUE, -- As in the bundle. e.g. cri-images.k3s-containerd
            kind TEXT NOT NULL, -- The part before the first dot; file for a file. e.g. cri-images
            instance TEXT NOT NULL -- The rest: a socket's or root's name, a file's path. e.g. k3s-containerd
        ) STRICT;

        CREATE TABLE setting_key ( -- The settings that are kept: a closed vocabulary.
            id INTEGER PRIMARY KEY, -- Number by which the table setting refers to it. e.g. 3
            name TEXT NOT NULL UNIQUE -- The program or file, a dot, the setting. e.g. docker.root
        ) STRICT;

        INSERT INTO setting_key (name) VALUES
            ('docker.client-version'), ('docker.server-version'), ('docker.root'), ('docker.driver'),
            ('docker.driver-type'), ('docker.containerd-address'), ('docker.containerd-namespace'),
            ('docker.host-name'), ('docker.endpoint'), ('docker.emulated-by'),
            ('env.DOCKER_HOST'), ('env.DOCKER_CONTEXT'), ('env.CONTAINER_RUNTIME_ENDPOINT'),
            ('env.IMAGE_SERVICE_ENDPOINT'), ('env.CRI_CONFIG_FILE'),
            ('crictl.runtime-endpoint'), ('crictl.image-endpoint'), ('crictl.program'), ('crictl.default-endpoints'),
            ('cri.runtime-name'), ('cri.runtime-version'), ('cri.image-mountpoint'), ('cri.image-used-bytes'),
            ('cri.containerd-root'), ('cri.containerd-endpoint'),
            ('k3s.docker'), ('k3s.container-runtime-endpoint'), ('k3s.image-service-endpoint'), ('k3s.data-dir'),
            ('kubelet.container-runtime-endpoint'), ('kubelet.image-service-endpoint'), ('kubelet.container-runtime'),
            ('daemon.data-root'), ('daemon.storage-driver'), ('daemon.containerd-snapshotter'),
            ('containerd.root'), ('containerd.state'), ('containerd.address'), ('containerd.disabled-plugins'),
            ('containerd.discard-unpacked-layers'), ('containers.graphroot'),
            ('node.host-name'), ('node.system'), ('probe.never-listed');

        """
}
