extension Migration {
    /// How the node is configured and what runs on it.
    static let node1 = """
        CREATE TABLE setting ( -- One value that a program reported or a configuration file holds.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            key_id INTEGER NOT NULL REFERENCES setting_key (id), -- What it is. e.g. 3
            value_id INTEGER NOT NULL REFERENCES text (id), -- The value.
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line's text, redacted, cut.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE unit ( -- A systemd unit as its fragments merge: intent, not the running process.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            name_id INTEGER NOT NULL REFERENCES text (id), -- The unit's name.
            fragments_id INTEGER NOT NULL REFERENCES text_list (id), -- The unit file and its drop-ins. e.g. 5
            exec_start_id INTEGER NOT NULL REFERENCES text_list (id), -- Arguments of the ExecStart that stands. e.g. 5
            environment_id INTEGER NOT NULL REFERENCES text_list (id), -- NAME=value of Environment=. e.g. 5
            environment_files_id INTEGER NOT NULL REFERENCES text_list (id), -- Paths of EnvironmentFile=. e.g. 5
            changed_on_disk INTEGER NOT NULL CHECK (changed_on_disk IN (0, 1)), -- 1 where changed after loading. e.g. 0
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line's text, redacted, cut.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE unit_state ( -- A unit as systemd has it loaded.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            name_id INTEGER NOT NULL REFERENCES text (id), -- The unit's name.
            load_id INTEGER NOT NULL REFERENCES text (id), -- loaded, not-found, masked, ….
            active_id INTEGER NOT NULL REFERENCES text (id), -- active, inactive, failed, ….
            file_id INTEGER NOT NULL REFERENCES text (id), -- enabled, disabled, …; empty where there is no file.
            main_pid INTEGER NOT NULL, -- Process id; 0 where none runs. e.g. 812
            exec_start_id INTEGER NOT NULL REFERENCES text (id), -- The arguments as systemd would run them.
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line's text, redacted, cut.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE process ( -- One process of a container runtime.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            pid INTEGER NOT NULL, -- Process id. e.g. 812
            parent INTEGER, -- Process id of the parent; NULL where not told. e.g. 1
            user_id INTEGER NOT NULL REFERENCES text (id), -- The user.
            elapsed INTEGER, -- Since it started; NULL where not told. [s] e.g. 86400
            arguments_id INTEGER NOT NULL REFERENCES text (id), -- Its title; {} stands for the ID in column container.
            container BLOB CHECK (length(container) = 32), -- The ID that {} stands for; NULL where there is none.
            executable_id INTEGER NOT NULL REFERENCES text (id), -- Target of /proc/PID/exe; empty where not read.
            head TEXT NOT NULL, -- What stands before the title in its line. e.g. 812 1 root 86400
            quote TEXT, -- The line, redacted, cut; NULL where it is head and title, cut at 200 characters.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE socket ( -- A runtime's socket.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            name_id INTEGER NOT NULL REFERENCES text (id), -- The name that captures use as their instance.
            path_id INTEGER NOT NULL REFERENCES text (id), -- The path.
            target_id INTEGER NOT NULL REFERENCES text (id), -- The path with links followed.
            quote_id INTEGER NOT NULL REFERENCES text (id), -- The line's text, redacted, cut.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE socket_listener ( -- Who listens on a socket.
            reading_id INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE, -- Its capture's reading. e.g. 90
            line INTEGER NOT NULL, -- Line of the capture's output, from 1; 0 for its outcome itself. e.g. 4
            nth INTEGER NOT NULL, -- Counts the facts of one line, from 0. e.g. 0
            path_id INTEGER NOT NULL REFERENCES text (id), -- The path.
            pid INTEGER NOT NULL, -- Process id. e.g. 812
            process_id INTEGER NOT NULL REFERENCES text (id), -- The process's name.
            quote TEXT NOT NULL, -- The line's text, redacted, cut at 200 characters.
            PRIMARY KEY (reading_id, line, nth)
        ) STRICT, WITHOUT ROWID;

        """
}
