extension Migration {
    /// What fleet reports are read from: a row of sums a judgement, and the images over all nodes.
    static let totals2 = """
        CREATE TABLE judgement_total ( -- The sums of a judgement; its row comes last and counts it into the fleet.
            snapshot_id INTEGER PRIMARY KEY REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            rule_set_id INTEGER NOT NULL REFERENCES text (id), -- Name of the rules that judged. e.g. 2026.1
            verdict TEXT NOT NULL -- The verdict. e.g. duplicated
                CHECK (verdict IN ('duplicated', 'partly-duplicated', 'leftover', 'separate', 'same-store',
                    'single-store', 'unknown')),
            confidence TEXT NOT NULL -- How sure it is. e.g. certain
                CHECK (confidence IN ('certain', 'likely', 'contested', 'none')),
            duplicated_bytes INTEGER, -- Bytes held a second time; NULL where not known. [bytes] e.g. 68263936
            duplicated_tier TEXT -- How good that figure is. e.g. exact
                CHECK (duplicated_tier IN ('exact', 'estimated', 'bound')),
            freeable_bytes INTEGER, -- Freed on the side that gives more; NULL where not known. [bytes] e.g. 68263936
            freeable_tier TEXT -- How good that figure is. e.g. exact
                CHECK (freeable_tier IN ('exact', 'estimated', 'bound')),
            planned_bytes INTEGER, -- Freed by the plan, which spares what is in use; NULL for none. [bytes] e.g. 68263936
            planned_tier TEXT -- How good that figure is. e.g. exact
                CHECK (planned_tier IN ('exact', 'estimated', 'bound')),
            left_over_bytes INTEGER, -- Bytes that no list shows; NULL where none or not known. [bytes] e.g. 217571328
            left_over_tier TEXT -- How good that figure is. e.g. exact
                CHECK (left_over_tier IN ('exact', 'estimated', 'bound')),
            set_up_id INTEGER NOT NULL REFERENCES text (id), -- The stores and the commands that list them. e.g. 60
            CHECK ((duplicated_bytes IS NULL) = (duplicated_tier IS NULL)),
            CHECK ((freeable_bytes IS NULL) = (freeable_tier IS NULL)),
            CHECK ((planned_bytes IS NULL) = (planned_tier IS NULL)),
            CHECK ((left_over_bytes IS NULL) = (left_over_tier IS NULL))
        ) STRICT;

        CREATE INDEX judgement_total_by_verdict ON judgement_total (verdict, confidence);
        CREATE INDEX snapshot_by_time ON snapshot (collected_at);

        CREATE TABLE judged_full_disk ( -- A file system with stores on it that is more than 85 % full.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            path_id INTEGER NOT NULL REFERENCES text (id), -- The first of its paths. e.g. 31
            device_id INTEGER NOT NULL REFERENCES text (id), -- The device. e.g. 32
            bytes INTEGER NOT NULL, -- Size. [bytes] e.g. 105089261568
            used INTEGER NOT NULL, -- Used. [bytes] e.g. 96031729664
            available INTEGER NOT NULL, -- Left for users. [bytes] e.g. 3672111104
            is_one_of_several INTEGER NOT NULL -- 1 where the node's stores lie on other file systems too. e.g. 0
                CHECK (is_one_of_several IN (0, 1)),
            PRIMARY KEY (snapshot_id, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fleet_image_sum ( -- What nodes keep twice, added up over their latest snapshots by triggers.
            id INTEGER PRIMARY KEY, -- Number of the row. e.g. 1
            names_id INTEGER NOT NULL REFERENCES text_list (id), -- Its names as printed there. e.g. 5
            config_id INTEGER REFERENCES digest (id), -- Config digest; NULL where another thing joined it. e.g. 44
            nodes INTEGER NOT NULL, -- Nodes that keep it twice; 0 where none does any more. e.g. 31
            estimated_nodes INTEGER NOT NULL, -- Those whose figure is estimated. e.g. 1
            bound_nodes INTEGER NOT NULL, -- Those whose figure is a bound. e.g. 0
            removable_nodes INTEGER NOT NULL, -- Those that can do without the copy. e.g. 12
            -- In two parts, so that no sum of what bundles claim can run over.
            high INTEGER NOT NULL, -- Bytes held twice, whole multiples of 2^32. e.g. 0
            low INTEGER NOT NULL, -- The rest of them. e.g. 2825650000
            removable_high INTEGER NOT NULL, -- Those on nodes that can do without, multiples of 2^32. e.g. 0
            removable_low INTEGER NOT NULL -- The rest of them. e.g. 1093800000
        ) STRICT;

        CREATE UNIQUE INDEX fleet_image_sum_key ON fleet_image_sum (names_id, ifnull(config_id, 0));

        CREATE TRIGGER judgement_summed AFTER INSERT ON judgement_total
        WHEN EXISTS (SELECT 1 FROM node WHERE latest_snapshot_id = NEW.snapshot_id) BEGIN
            \(count(1, imagesOf: "NEW.snapshot_id"))
        END;

        CREATE TRIGGER judgement_removed BEFORE DELETE ON judgement
        WHEN EXISTS (SELECT 1 FROM node WHERE latest_snapshot_id = OLD.snapshot_id) BEGIN
            \(count(-1, imagesOf: "OLD.snapshot_id"))
        END;

        CREATE TRIGGER node_latest_changed AFTER UPDATE OF latest_snapshot_id ON node
        WHEN OLD.latest_snapshot_id IS NOT NEW.latest_snapshot_id BEGIN
            \(count(-1, imagesOf: "OLD.latest_snapshot_id"))
            \(count(1, imagesOf: "NEW.latest_snapshot_id"))
        END;

        """

    /// Words that the closed vocabularies lacked, and where Docker's image database was read.
    static let words2 = """
        DROP VIEW residue;
        DROP VIEW snapshot_verdict;
        DROP VIEW node_verdict;
        ALTER TABLE judged_residue RENAME TO judged_residue_1;
        CREATE TABLE judged_residue ( -- Bytes of images on the disk that no list shows.
            snapshot_id INTEGER NOT NULL REFERENCES judgement (snapshot_id) ON DELETE CASCADE, -- Snapshot. e.g. 17
            nth INTEGER NOT NULL, -- Place in the judgement's list, from 0. e.g. 0
            kind TEXT NOT NULL -- What it is. e.g. stopped-docker
                CHECK (kind IN ('stopped-docker', 'stopped-containerd', 'stopped-crio', 'hidden-docker-store',
                    'airgap-tarballs', 'second-dockerd', 'build-cache', 'nested-runtime')),
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
        INSERT INTO judged_residue SELECT * FROM judged_residue_1;
        DROP TABLE judged_residue_1;

        ALTER TABLE image_config ADD COLUMN root_id INTEGER REFERENCES text (id); -- Docker's data root; NULL where asked.

        """

    /// One image of a judgement more or less in `fleet_image_sum`; nothing where the judgement is not whole.
    private static func count(_ sign: Int, imagesOf snapshot: String) -> String {
        let columns = [
            "nodes", "estimated_nodes", "bound_nodes", "removable_nodes", "high", "low", "removable_high",
            "removable_low",
        ]
        return """
            INSERT INTO fleet_image_sum (names_id, config_id, \(columns.joined(separator: ", ")))
            SELECT names_id, config_id, \(sign), \(sign) * (duplicated_tier = 'estimated'),
                \(sign) * (duplicated_tier = 'bound'), \(sign) * removable, \(sign) * (duplicated_bytes >> 32),
                \(sign) * (duplicated_bytes & 4294967295), \(sign) * removable * (duplicated_bytes >> 32),
                \(sign) * removable * (duplicated_bytes & 4294967295)
            FROM judged_image WHERE snapshot_id = \(snapshot) AND duplicated_bytes IS NOT NULL
                AND EXISTS (SELECT 1 FROM judgement_total WHERE judgement_total.snapshot_id = \(snapshot))
            ON CONFLICT (names_id, ifnull(config_id, 0)) DO UPDATE SET
                \(columns.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", "));
            """
    }
}
