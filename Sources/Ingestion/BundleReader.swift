import CLibarchive
import Glibc
import NodeModel

/// Reads an archive's members into memory. Nothing is ever extracted; the only file that knows libarchive.
///
/// Two of libarchive's readers, one behind the other: the first only decompresses, and every byte that it gives to
/// the second, which only reads tar, is counted against the limits. So nothing that a header claims costs memory.
enum BundleReader {
    private static let blockSize = 64 << 10

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
            return try read(descriptor: STDIN_FILENO, path: path, wants)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderReader.systemError(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FolderReader.systemError(path) }
        if status.st_mode & S_IFMT == S_IFDIR { return try FolderReader.read(path, wanting: wants) }
        return try read(descriptor: descriptor, path: path, wants)
    }

    /// Reads an archive that is already in memory.
    static func read(
        _ bytes: [UInt8], name: String, wanting wants: Wants = { _ in true }
    ) throws(BundleError) -> RawBundle {
        try bytes.withUnsafeBufferPointer { buffer throws(BundleError) in
            try walk(name, wants) { archive_read_open_memory2($0, buffer.baseAddress, buffer.count, blockSize) }
        }
    }

    private static func read(
        descriptor: Int32, path: String, _ wants: Wants
    ) throws(BundleError) -> RawBundle {
        try walk(path, wants) { archive_read_open_fd($0, descriptor, blockSize) }
    }

    private static func walk(
        _ path: String, _ wants: Wants, open: (OpaquePointer) -> Int32
    ) throws(BundleError) -> RawBundle {
        guard let packed = archive_read_new(), let tar = archive_read_new() else {
            throw BundleError(.unreadable, path: path, detail: "out of memory", advice: "free some memory")
        }
        let feed = UnsafeMutablePointer<ArchiveFeed>.allocate(capacity: 1)
        feed.initialize(to: ArchiveFeed(packed: packed))
        defer {
            archive_read_free(tar)
            archive_read_free(packed)
            feed.deinitialize(count: 1)
            feed.deallocate()
        }
        archive_read_support_filter_gzip(packed)
        archive_read_support_filter_xz(packed)
        archive_read_support_filter_zstd(packed)
        archive_read_support_format_raw(packed)
        archive_read_support_format_tar(tar)
        var entry: OpaquePointer?
        guard open(packed) == ARCHIVE_OK, archive_read_next_header(packed, &entry) == ARCHIVE_OK,
            archive_read_open(tar, feed, nil, { _, feed, block in ArchiveFeed.next(feed, block) }, nil) == ARCHIVE_OK
        else { throw notAnArchive(path, feed.pointee.failure ?? message(packed)) }

        var gatherer = MemberGatherer()
        let failure = gather(tar, feed, wants, into: &gatherer)
        if let failure, !failure.isLimit, gatherer.met == 0, failure.text.contains("Unrecognized archive format") {
            throw notAnArchive(path, "it is no tar archive")
        }
        let damage = failure.map { failure in
            let after = gatherer.last.map { ", after \($0)" } ?? ""
            return BundleError(
                failure.isLimit ? .tooLarge : .damaged, path: path,
                detail: "stopped at byte \(archive_filter_bytes(packed, -1))\(after): \(failure.text)",
                advice: failure.isLimit
                    ? "unpack it, and keep only what the collector wrote" : "copy it again, or collect the node again")
        }
        return gatherer.bundle(name: name(of: path, gatherer), damage: damage)
    }

    /// Reads entries until the end; returns what stopped it before.
    private static func gather(
        _ tar: OpaquePointer, _ feed: UnsafeMutablePointer<ArchiveFeed>, _ wants: Wants,
        into gatherer: inout MemberGatherer
    ) -> (text: String, isLimit: Bool)? {
        func failure() -> (text: String, isLimit: Bool) {
            (feed.pointee.failure ?? message(tar), feed.pointee.passedLimit)
        }
        while true {
            var entry: OpaquePointer?
            feed.pointee.refill()
            let status = archive_read_next_header(tar, &entry)
            if status == ARCHIVE_EOF { return feed.pointee.failure == nil ? nil : failure() }
            guard status >= ARCHIVE_WARN, let entry else { return failure() }
            guard gatherer.meet() else { break }
            let path = admit(entry, &gatherer)
            var member = RawMember(path: path ?? "", bytes: [], modified: Int64(archive_entry_mtime(entry)))
            let isWanted = path.map(wants) ?? false
            let room = path == nil ? 0 : isWanted ? gatherer.room : Limits.memberBytes
            let isWhole = read(tar, feed, into: &member, room: room)
            if !isWhole { member.isCut = true }
            if isWanted { gatherer.add(member) } else if path != nil { gatherer.add(unread: member) }
            guard isWhole else { return failure() }
            if gatherer.passedLimit != nil { break }
        }
        return (gatherer.passedLimit ?? "a limit was passed", true)
    }

    /// The path to keep an entry under; nil for what is no regular file or must not be kept.
    private static func admit(_ entry: OpaquePointer, _ gatherer: inout MemberGatherer) -> String? {
        // Names in a pax header are UTF-8, and in the C locale only the second call gives them.
        let bytes = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
        let name = bytes.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } ?? []
        let type = archive_entry_filetype(entry)
        if archive_entry_hardlink(entry) != nil || type == S_IFLNK {
            return gatherer.ignore("links", String(decoding: name, as: UTF8.self))
        }
        if type == S_IFDIR { return nil }
        guard type == S_IFREG else {
            return gatherer.ignore("devices and other special files", String(decoding: name, as: UTF8.self))
        }
        return gatherer.admit(name)
    }

    /// Reads an entry to its end, keeping at most `room` bytes. False where the archive broke off.
    private static func read(
        _ tar: OpaquePointer, _ feed: UnsafeMutablePointer<ArchiveFeed>, into member: inout RawMember, room: Int
    ) -> Bool {
        while true {
            var block: UnsafeRawPointer?
            var count = 0
            var offset: la_int64_t = 0
            feed.pointee.refill()
            let status = archive_read_data_block(tar, &block, &count, &offset)
            if status == ARCHIVE_EOF { return true }
            guard status >= ARCHIVE_WARN else { return false }
            // The holes of a sparse file are zeros, and as much a part of the limit as anything else.
            let hole = min(Int(clamping: offset), room) - member.bytes.count
            if hole > 0 { member.bytes.append(contentsOf: repeatElement(0, count: hole)) }
            let kept = min(count, room - member.bytes.count)
            if kept > 0 { member.bytes.append(contentsOf: UnsafeRawBufferPointer(start: block, count: kept)) }
            if kept < count { member.isCut = true }
        }
    }

    /// For standard input the archive's top directory is the best name that there is.
    private static func name(of path: String, _ gatherer: MemberGatherer) -> String {
        path == "-" ? gatherer.commonTop ?? path : FolderReader.lastComponent(path)
    }

    private static func message(_ archive: OpaquePointer) -> String {
        archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be read"
    }

    private static func notAnArchive(_ path: String, _ detail: String) -> BundleError {
        BundleError(
            .notABundle, path: path, detail: detail,
            advice: "give a .tar, .tar.gz, .tar.xz or .tar.zst that collector.sh wrote, or an unpacked one")
    }
}

/// What the decompressing reader hands to the tar reader, counted.
private struct ArchiveFeed {
    /// Bytes that the tar reader may take for one header or block. A sparse map or a chain of headers without end
    /// would otherwise be gathered in memory inside a single call.
    private static let allowance = 4 << 20
    /// This much may come out of a small archive, whatever the ratio.
    private static let ratioGrace = 1 << 20

    let packed: OpaquePointer
    private var out = 0
    private var allowed = ArchiveFeed.allowance
    private(set) var failure: String?
    private(set) var passedLimit = false

    init(packed: OpaquePointer) { self.packed = packed }

    mutating func refill() { allowed = Self.allowance }

    static func next(
        _ context: UnsafeMutableRawPointer?, _ block: UnsafeMutablePointer<UnsafeRawPointer?>?
    ) -> la_ssize_t {
        guard let context, let block else { return -1 }
        return context.assumingMemoryBound(to: ArchiveFeed.self).pointee.next(block)
    }

    private mutating func next(_ block: UnsafeMutablePointer<UnsafeRawPointer?>) -> la_ssize_t {
        var count = 0
        var offset: la_int64_t = 0
        let status = archive_read_data_block(packed, block, &count, &offset)
        if status == ARCHIVE_EOF { return 0 }
        guard status >= ARCHIVE_WARN else {
            failure = archive_error_string(packed).map { String(cString: $0) } ?? "it cannot be decompressed"
            return -1
        }
        out += count
        allowed -= count
        let packedBytes = Int(archive_filter_bytes(packed, -1))
        if out > Limits.unpackedBytes {
            return refuse("it unpacks to more than \(Limits.unpackedBytes >> 20) MiB")
        }
        if out > Self.ratioGrace, out / Limits.ratio > packedBytes {
            return refuse("it unpacks to more than \(Limits.ratio) times its size")
        }
        if allowed < 0 { return refuse("one header is longer than \(Self.allowance >> 20) MiB") }
        return count
    }

    private mutating func refuse(_ reason: String) -> la_ssize_t {
        failure = reason
        passedLimit = true
        return -1
    }
}
