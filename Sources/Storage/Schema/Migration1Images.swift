extension Migration {
    /// What the image lists, inspections and containers say.
    static let images1 = """
        CREATE TABLE listing ( -- Every distinct row of an image list once, quotes apart.
            id INTEGER PRIMARY KEY, -- Number by which listed_image refers to it. e.g. 23
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the rest.
            image_id INTEGER REFERENCES digest (id), -- The printed ID; NULL where none was printed. e.g. 44
            names_id INTEGER NOT NULL REFERENCES text_list (id), -- Repository and tag as printed. e.g. 5
            repo_digests_id INTEGER NOT NULL REFERENCES text_list (id), -- Repository and digest as printed. e.g. 5
            size_low INTEGER, -- What the tool calls size, at least; NULL where not told. [bytes] e.g. 186500000
            size_high INTEGER, -- At most; equal to size_low where exact. [bytes] e.g. 187500000
            content_low INTEGER, -- Docker 29's CONTENT SIZE, at least; NULL where not told. [bytes] e.g. 186500000
            content_high INTEGER, -- At most; equal to content_low where exact. [bytes] e.g. 187500000
            in_use INTEGER NOT NULL CHECK (in_use IN (0, 1)), -- 1 where the list says that a container uses it. e.g. 0
            pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)), -- 1 where it is pinned. e.g. 0
            CHECK ((size_low IS NULL) = (size_high IS NULL) AND size_low <= size_high),
            CHECK ((content_low IS NULL) = (content_high IS NULL) AND content_low <= content_high)
        ) STRICT;

        CREATE TABLE listed_image ( -- One image as one list shows it.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            listing_id INTEGER NOT NULL REFERENCES listing (id), -- What it says. e.g. 23
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line's text, redacted, cut.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX listed_image_by_listing ON listed_image (listing_id);
        CREATE INDEX listing_by_image ON listing (image_id);

        CREATE TABLE image_config ( -- Every distinct inspection of an image once, quotes apart.
            id INTEGER PRIMARY KEY, -- Number by which inspected_image refers to it. e.g. 23
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 16), -- First half of SHA-256 of the rest.
            image_id INTEGER NOT NULL REFERENCES digest (id), -- The image's ID in that tool.
            diff_list_id INTEGER NOT NULL REFERENCES digest_list (id), -- Its diffIDs, from the bottom up. e.g. 9
            size_low INTEGER, -- What the tool calls size, at least; NULL where not told. [bytes] e.g. 186500000
            size_high INTEGER, -- At most; equal to size_low where exact. [bytes] e.g. 187500000
            names_id INTEGER NOT NULL REFERENCES text_list (id), -- Repository and tag as printed. e.g. 5
            repo_digests_id INTEGER NOT NULL REFERENCES text_list (id), -- Repository and digest as printed. e.g. 5
            CHECK ((size_low IS NULL) = (size_high IS NULL) AND size_low <= size_high)
        ) STRICT;

        CREATE TABLE inspected_image ( -- The layers of one image, as its config or an inspection lists them.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            image_config_id INTEGER NOT NULL REFERENCES image_config (id), -- What it says. e.g. 23
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line's text, redacted, cut.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE container ( -- A container and the image that it keeps in use.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            container TEXT NOT NULL, -- The container's ID. e.g. 3f4e5d
            image_id INTEGER REFERENCES digest (id), -- The image's ID; NULL where the runtime does not tell.
            image_name_id INTEGER NOT NULL REFERENCES text (id), -- The image's name; empty where not told.
            state_id INTEGER NOT NULL REFERENCES text (id), -- As the runtime names it.
            quote TEXT NOT NULL, -- The line, redacted, cut; {0} stands for the container, {1} for the image.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE deletion ( -- An image left one list, and the other did or did not follow.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            image_id INTEGER NOT NULL REFERENCES text (id), -- The image's name or ID.
            removed_from_id INTEGER NOT NULL REFERENCES text (id), -- The view that it was removed from.
            other_view_id INTEGER NOT NULL REFERENCES text (id), -- The other view.
            still_listed INTEGER NOT NULL CHECK (still_listed IN (0, 1)), -- 1 where the other still does. e.g. 1
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line's text, redacted, cut.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        """
}
