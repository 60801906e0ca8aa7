import NodeModel

extension FactTable {
    static let directory = FactTable(
        "directory", columns: ["path_id", "state", "device", "inode", "target_id"], quote: .word,
        list: \.directories, source: \.source,
        inQuote: { [$0.device, $0.inode].compactMap { $0 }.map(String.init) },
        write: { directory, row in
            row.word(directory.path)
            row.text(directory.state.rawValue)
            row.integer(directory.device)
            row.integer(directory.inode)
            row.word(directory.target)
        },
        read: { row, source in
            Directory(
                path: try row.word(), state: try row.vocabulary(DirectoryState.self),
                device: row.optionalInteger(), inode: row.optionalInteger(), target: try row.word(),
                source: source)
        })

    static let diskUse = FactTable(
        "disk_use", columns: ["path_id", "bytes_low", "bytes_high"], quote: .word,
        list: \.diskUses, source: \.source,
        inQuote: { [String($0.bytes.low / 1024)] },
        write: { use, row in
            row.word(use.path)
            row.range(use.bytes)
        },
        read: { row, source in
            DiskUse(path: try row.word(), bytes: row.range(), source: source)
        })

    static let filesystem = FactTable(
        "filesystem", columns: ["path_id", "device_id", "bytes", "used", "available"], quote: .word,
        list: \.filesystems, source: \.source,
        inQuote: { [$0.bytes / 1024, $0.used / 1024, $0.available / 1024].map(String.init) },
        write: { filesystem, row in
            row.word(filesystem.path)
            row.word(filesystem.device)
            row.integer(filesystem.bytes)
            row.integer(filesystem.used)
            row.integer(filesystem.available)
        },
        read: { row, source in
            Filesystem(
                path: try row.word(), device: try row.word(), bytes: row.integer(), used: row.integer(),
                available: row.integer(), source: source)
        })

    static let mount = FactTable(
        "mount", columns: ["device_id", "path", "type_id"], quote: .text,
        list: \.mounts, source: \.source,
        write: { mount, row in
            row.word(mount.device)
            row.text(mount.path)
            row.word(mount.type)
        },
        read: { row, source in
            Mount(device: try row.word(), path: row.text(), type: try row.word(), source: source)
        })

    static let tarball = FactTable(
        "tarball", columns: ["path_id", "bytes"], quote: .text,
        list: \.tarballs, source: \.source,
        write: { tarball, row in
            row.word(tarball.path)
            row.integer(tarball.bytes)
        },
        read: { row, source in
            Tarball(path: try row.word(), bytes: row.integer(), source: source)
        })
}
