import Glibc
import NodeModel

/// Reads an archive's members into memory. Nothing is ever extracted.
enum BundleReader {
    /// Whether a member's bytes are worth their memory, by its path with the top directory still on it.
    typealias Wants = (_ path: String) -> Bool

    /// Reads a `.tar`, `.tar.gz`, `.tar.xz` or `.tar.zst` file, standard input (`-`) or an unpacked folder.
    static func read(_ path: String, wanting wants: Wants = { _ in true }) throws(BundleError) -> RawBundle {
        if path == "-" {
            guard isatty(STDIN_FILENO) == 0 else {
                throw BundleError(
                    .unreadable, path: path, detail: "it is a terminal", advice: "pipe a bundle into it, or name a file"
                )
            }
            return try walk(.descriptor(STDIN_FILENO), path, wants)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderReader.systemError(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FolderReader.systemError(path) }
        if status.st_mode & S_IFMT == S_IFDIR { return try FolderReader.read(path, wanting: wants) }
        if status.st_mode & S_IFMT == S_IFREG, let packed = SmallGzip.bytes(of: descriptor, size: Int(status.st_size)),
            let bundle = small(packed, path, wants)
        {
            return bundle
        }
        return try walk(.descriptor(descriptor), path, wants)
    }

    /// Reads an archive that is already in memory.
    static func read(
        _ bytes: [UInt8], name: String, wanting wants: Wants = { _ in true }
    ) throws(BundleError) -> RawBundle {
        if let bundle = small(bytes, name, wants) { return bundle }
        return try bytes.withUnsafeBufferPointer { buffer throws(BundleError) in
            try walk(.memory(UnsafeRawBufferPointer(buffer)), name, wants)
        }
    }

    /// What nearly every bundle is: a sound, small gzip file. Nil for anything else, which is then read as a stream.
    private static func small(_ packed: [UInt8], _ path: String, _ wants: Wants) -> RawBundle? {
        guard let tar = SmallGzip.content(packed) else { return nil }
        return tar.withUnsafeBytes { bytes in
            guard let archive = try? ArchiveStream(.unpacked(bytes), path: path) else { return nil }
            var gatherer = MemberGatherer()
            guard gather(archive, wants, into: &gatherer) == nil else { return nil }
            return gatherer.bundle(name: name(of: path, gatherer), damage: nil)
        }
    }

    private static func walk(
        _ source: ArchiveStream.Source, _ path: String, _ wants: Wants
    ) throws(BundleError) -> RawBundle {
        let archive = try ArchiveStream(source, path: path)
        var gatherer = MemberGatherer()
        let failure = gather(archive, wants, into: &gatherer)
        if let failure, !failure.isLimit, gatherer.met == 0, failure.text.contains("Unrecognized archive format") {
            throw ArchiveStream.notAnArchive(path, "it is no tar archive")
        }
        let damage = failure.map { archive.damage(path, after: gatherer.last, $0) }
        return gatherer.bundle(name: name(of: path, gatherer), damage: damage)
    }

    /// Reads entries until the end; returns what stopped it before.
    private static func gather(
        _ archive: ArchiveStream, _ wants: Wants, into gatherer: inout MemberGatherer
    ) -> ArchiveStream.Failure? {
        while true {
            switch archive.next() {
            case .end: return nil
            case .failure(let failure): return failure
            case .entry(let entry):
                guard gatherer.meet() else { break }
                let path = admit(entry, &gatherer)
                var member = RawMember(path: path ?? "", bytes: [], modified: entry.modified)
                let isWanted = path.map(wants) ?? false
                let room = path == nil ? 0 : isWanted ? gatherer.room : Limits.memberBytes
                let failure = archive.read(into: &member, room: room)
                if failure != nil { member.isCut = true }
                if isWanted { gatherer.add(member) } else if path != nil { gatherer.add(unread: member) }
                if let failure { return failure }
            }
            if let limit = gatherer.passedLimit { return (limit, true) }
        }
    }

    /// The path to keep an entry under; nil for what is no regular file or must not be kept.
    private static func admit(_ entry: ArchiveStream.Entry, _ gatherer: inout MemberGatherer) -> String? {
        switch entry.kind {
        case .file: return gatherer.admit(entry.name)
        case .folder: return nil
        case .link: return gatherer.ignore("links", String(decoding: entry.name, as: UTF8.self))
        case .special:
            return gatherer.ignore("devices and other special files", String(decoding: entry.name, as: UTF8.self))
        }
    }

    /// For standard input the archive's top directory is the best name that there is.
    private static func name(of path: String, _ gatherer: MemberGatherer) -> String {
        path == "-" ? gatherer.commonTop ?? path : FolderReader.lastComponent(path)
    }
}
