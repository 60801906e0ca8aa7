extension Migration {
    /// What the rules made of each snapshot: derived, so it may be dropped and made again.
    static let judgement1 = """
        CREATE TABLE judgement ( -- The answer for a snapshot; like every judged_ table, derived from its facts.
            snapshot_id INTEGER PRIMARY KEY REFERENCES snapshot (id) ON DELETE CASCADE, -- The snapshot. e.g. 17
            rule_set_id INTEGER NOT NULL REFERENCES text (id), -- Name of the rules that judged. e.g. 2026.1
            verdict TEXT NOT NULL -- The verdict. e.g. duplicated
                CHECK (verdict IN ('duplicated', 'partly-duplicated', 'leftover', 'separate', 'same-store',
                    'single-store', 'unknown')),
            confidence TEXT NOT NULL -- How sure it is. e.g. certain
                CHECK (confidence IN ('certain', 'likely', 'contested', 'none')),
            relation TEXT NOT NULL -- Whether docker and crictl list one store. e.g. different
                CHECK (relation IN ('same', 'different', 'partly', 'unknown', 'notApplicable')),
            headline TEXT NOT NULL, -- The answer in one sentence.
            duplicated_bytes INTEGER, -- Bytes held a second time; NULL where not known. [bytes] e.g. 68263936
            duplicated_tier TEXT -- How good that figure is. e.g. exact
                CHECK (duplicated_tier IN ('exact', 'estimated', 'bound')),
            duplicated_formula_id INTEGER REFERENCES text (id), -- How it was computed.
            duplicated_inputs_id INTEGER REFERENCES text_list (id), -- Captures that it was computed from.
            freed_docker_bytes INTEGER, -- Freed by removing Docker's; NULL where not known. [bytes] e.g. 68263936
            freed_docker_tier TEXT -- How good that figure is. e.g. exact
                CHECK (freed_docker_tier IN ('exact', 'estimated', 'bound')),
            freed_docker_formula_id INTEGER REFERENCES text (id), -- How it was computed.
            freed_docker_inputs_id INTEGER REFERENCES text_list (id), -- Captures that it was computed from.
            freed_cri_bytes INTEGER, -- Freed by removing the kubelet's; NULL where not known. [bytes] e.g. 68263936
            freed_cri_tier TEXT -- How good that figure is. e.g. exact
                CHECK (freed_cri_tier IN ('exact', 'estimated', 'bound')),
            freed_cri_formula_id INTEGER REFERENCES text (id), -- How it was computed.
            freed_cri_inputs_id INTEGER REFERENCES text_list (id), -- Captures that it was computed from.
            CHECK ((duplicated_bytes IS NULL) = (duplicated_tier IS NULL)),
            CHECK ((freed_docker_bytes IS NULL) = (freed_docker_tier IS NULL)),
            CHECK ((freed_cri_bytes IS NULL) = (freed_cri_tier IS NULL))
        ) STRICT;

        CREATE TABLE judged_store ( -- A place on disk that one runtime owns.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            name TEXT NOT NULL, -- Name within the judgement, such as k3s-containerd.
            engine TEXT NOT NULL -- The program family that owns it. e.g. docker
                CHECK (engine IN ('docker', 'containerd', 'crio', 'podman')),
            root_id INTEGER NOT NULL REFERENCES text (id), -- Root directory; empty where not known.
            driver_id INTEGER NOT NULL REFERENCES text (id), -- Storage driver or snapshotter; empty where not known.
            namespace_id INTEGER NOT NULL REFERENCES text (id), -- containerd namespace; empty for other engines.
            live INTEGER CHECK (live IN (0, 1)), -- 1 where its daemon runs; NULL where not known. e.g. 1
            image_count INTEGER, -- Images in it; NULL where not known. e.g. 12
            bytes_on_disk INTEGER, -- Counted by du below the root; NULL where not counted. [bytes] e.g. 133627904
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_view ( -- What one command line shows of a store.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            name TEXT NOT NULL, -- docker, or the name of a CRI socket.
            command_id INTEGER NOT NULL REFERENCES text (id), -- The command as typed. e.g. docker images
            endpoint_id INTEGER NOT NULL REFERENCES text (id), -- Socket that it talks to; empty where not known.
            server_id INTEGER NOT NULL REFERENCES text (id), -- Who answers.
            store TEXT, -- Name of the store that it shows; NULL where not known. e.g. docker
            image_count INTEGER, -- Images in its list; NULL where it could not be had. e.g. 12
            is_kubelets INTEGER NOT NULL CHECK (is_kubelets IN (0, 1)), -- 1 where the kubelet uses it. e.g. 1
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_image ( -- An image in more than one store, or listed by more than one view of one store.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            names_id INTEGER NOT NULL REFERENCES text_list (id), -- Its names as printed.
            config_id INTEGER REFERENCES digest (id), -- Config digest; NULL where another thing joined it.
            joined_by TEXT NOT NULL -- What its records were joined by. e.g. configDigest
                CHECK (joined_by IN ('configDigest', 'repoDigest', 'containerdMap', 'diffIDs', 'name')),
            duplicated_bytes INTEGER, -- Its share of them; NULL where not known. [bytes] e.g. 68263936
            duplicated_tier TEXT -- How good that figure is. e.g. exact
                CHECK (duplicated_tier IN ('exact', 'estimated', 'bound')),
            duplicated_formula_id INTEGER REFERENCES text (id), -- How it was computed.
            duplicated_inputs_id INTEGER REFERENCES text_list (id), -- Captures that it was computed from.
            pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)), -- 1 where it is pinned. e.g. 1
            removable INTEGER NOT NULL CHECK (removable IN (0, 1)), -- 1 where the other store can do without it. e.g. 1
            reason_id INTEGER NOT NULL REFERENCES text (id), -- Why it is removable or not.
            CHECK ((duplicated_bytes IS NULL) = (duplicated_tier IS NULL)),
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_image_store ( -- An image of judged_image in one store.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            image_nth INTEGER NOT NULL, -- The image. e.g. 0
            store_id INTEGER NOT NULL REFERENCES text (id), -- Name of the store or view. e.g. docker
            is_stored INTEGER NOT NULL CHECK (is_stored IN (0, 1)), -- 1 where it is in that store. e.g. 1
            size_low INTEGER, -- What is called its size there, at least; NULL where not told. [bytes] e.g. 186500000
            size_high INTEGER, -- At most. [bytes] e.g. 187500000
            in_use INTEGER NOT NULL CHECK (in_use IN (0, 1)), -- 1 where a container there uses it. e.g. 1
            running INTEGER, -- Running containers there; NULL where not told. e.g. 1
            total INTEGER, -- All containers there; NULL where not told. e.g. 2
            CHECK (size_low <= size_high),
            FOREIGN KEY (snapshot_id, image_nth) REFERENCES judged_image (snapshot_id, nth) ON DELETE CASCADE,
            PRIMARY KEY (snapshot_id, image_nth, store_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_name_conflict ( -- One name on different content in two stores; a row a store.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            store TEXT NOT NULL, -- Name of the store.
            name TEXT NOT NULL, -- The image's name.
            digest_id INTEGER NOT NULL REFERENCES digest (id), -- What it is there.
            PRIMARY KEY (snapshot_id, nth, store)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_residue ( -- Bytes of images on the disk that no list shows.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            kind TEXT NOT NULL -- What it is. e.g. stopped-docker
                CHECK (kind IN ('stopped-docker', 'stopped-containerd', 'stopped-crio', 'hidden-docker-store',
                    'airgap-tarballs', 'second-dockerd')),
            path_id INTEGER NOT NULL REFERENCES text (id), -- Where it is.
            bytes INTEGER, -- Its size; NULL where not known. [bytes] e.g. 68263936
            tier TEXT -- How good that figure is. e.g. exact
                CHECK (tier IN ('exact', 'estimated', 'bound')),
            formula_id INTEGER REFERENCES text (id), -- How it was computed.
            inputs_id INTEGER REFERENCES text_list (id), -- Captures that it was computed from.
            images_id INTEGER NOT NULL REFERENCES text_list (id), -- Images that are known to be in it.
            statement TEXT NOT NULL, -- What was found.
            CHECK ((bytes IS NULL) = (tier IS NULL)),
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_check ( -- One rule's word on the snapshot.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            rule_id INTEGER NOT NULL REFERENCES text (id), -- The rule's id. e.g. runtime-name
            title_id INTEGER NOT NULL REFERENCES text (id), -- What it asks.
            by_hand INTEGER NOT NULL CHECK (by_hand IN (0, 1)), -- 1 for the five that an engineer does by hand. e.g. 1
            says TEXT NOT NULL -- What it says of the two views. e.g. different
                CHECK (says IN ('same', 'different', 'partly', 'nothing', 'unknown')),
            strength TEXT NOT NULL -- How much its word weighs. e.g. sufficient
                CHECK (strength IN ('sufficient', 'supporting')),
            statement_id INTEGER NOT NULL REFERENCES text (id), -- What was seen.
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_source ( -- A line that proves a check, contradiction, residue or store.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            about TEXT NOT NULL -- Which list the proven thing is in. e.g. check
                CHECK (about IN ('check', 'contradiction', 'residue', 'store')),
            about_nth INTEGER NOT NULL, -- Its place in that list, from 0. e.g. 3
            capture_id INTEGER NOT NULL REFERENCES capture_name (id), -- The capture. e.g. 3
            line INTEGER NOT NULL, -- Line of its output, from 1; 0 for its outcome itself. e.g. 2
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line, redacted, cut.
            PRIMARY KEY (snapshot_id, about, about_nth, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_contradiction ( -- Two pieces of evidence that cannot both be so.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            statement TEXT NOT NULL, -- What is contradictory.
            decided_by_id INTEGER NOT NULL REFERENCES text_list (id), -- Rules of the side that decided.
            against_id INTEGER NOT NULL REFERENCES text_list (id), -- Rules of the other side.
            settle_with_id INTEGER NOT NULL REFERENCES text (id), -- Command that would settle it.
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_missing ( -- Evidence that is not there.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            rule_id INTEGER REFERENCES text (id), -- The rule that lacked it; NULL for the snapshot as a whole.
            capture_id INTEGER NOT NULL REFERENCES text (id), -- What was not there. e.g. cri-version.containerd
            why_id INTEGER NOT NULL REFERENCES text (id), -- Why. e.g. timeout
            settle_with_id INTEGER NOT NULL REFERENCES text (id), -- Command that would bring it. e.g. crictl version
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_step ( -- One command of the clean-up, printed and never run.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            command TEXT NOT NULL, -- One line of shell.
            purpose_id INTEGER NOT NULL REFERENCES text (id), -- What it does.
            frees_bytes INTEGER, -- What it frees; NULL where not known. [bytes] e.g. 68263936
            frees_tier TEXT -- How good that figure is. e.g. exact
                CHECK (frees_tier IN ('exact', 'estimated', 'bound')),
            frees_formula_id INTEGER REFERENCES text (id), -- How it was computed.
            frees_inputs_id INTEGER REFERENCES text_list (id), -- Captures that it was computed from.
            risk_id INTEGER NOT NULL REFERENCES text (id), -- What it could break.
            CHECK ((frees_bytes IS NULL) = (frees_tier IS NULL)),
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE judged_warning ( -- A caution about commands that look safe and are not.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            warning TEXT NOT NULL, -- The caution.
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        """
}
