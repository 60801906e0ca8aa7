extension Migration {
    /// Directories and bytes.
    static let disk1 = """
        CREATE TABLE directory ( -- A directory that a runtime may keep images in.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            path_id INTEGER NOT NULL REFERENCES text (id), -- The path.
            state TEXT NOT NULL -- Denied is not absent. e.g. present
                CHECK (state IN ('present', 'absent', 'denied', 'unknown')),
            device INTEGER, -- Device number; NULL where not read. e.g. 2049
            inode INTEGER, -- Inode number; NULL where not read. e.g. 131074
            target_id INTEGER NOT NULL REFERENCES text (id), -- The path with links followed.
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line; {0}, {1} stand for device, inode.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE disk_use ( -- What du counted below a path, on its file system only.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            path_id INTEGER NOT NULL REFERENCES text (id), -- The path.
            bytes_low INTEGER NOT NULL, -- Bytes on the disk, at least. [bytes] e.g. 186500000
            bytes_high INTEGER NOT NULL, -- At most; equal to bytes_low where exact. [bytes] e.g. 187500000
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line; {0} stands for KiB.
            CHECK (bytes_low <= bytes_high),
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE filesystem ( -- One row of df.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            path_id INTEGER NOT NULL REFERENCES text (id), -- The path asked about, or the mount point.
            device_id INTEGER NOT NULL REFERENCES text (id), -- The device.
            bytes INTEGER NOT NULL, -- Size. [bytes] e.g. 105089261568
            used INTEGER NOT NULL, -- Used. [bytes] e.g. 52031729664
            available INTEGER NOT NULL, -- Left for users. [bytes] e.g. 47672111104
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line; {0}, {1}, {2} stand for KiB of the above.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mount ( -- One row of /proc/self/mounts.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            device_id INTEGER NOT NULL REFERENCES text (id), -- The device.
            path TEXT NOT NULL, -- The mount point. e.g. /var/lib/docker
            type_id INTEGER NOT NULL REFERENCES text (id), -- The file system's type.
            quote TEXT NOT NULL, -- The line's text, redacted, cut at 200 characters.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tarball ( -- An image archive that is imported at every start and left on the disk.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            path_id INTEGER NOT NULL REFERENCES text (id), -- The path.
            bytes INTEGER NOT NULL, -- Size of the file. [bytes] e.g. 190000000
            quote TEXT NOT NULL, -- The line's text, redacted, cut at 200 characters.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        """
}
