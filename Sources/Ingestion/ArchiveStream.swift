import CLibarchive
import Glibc
import NodeModel

/// The entries of an archive, one after the other; the only file that knows libarchive.
///
/// Two of libarchive's readers, one behind the other: the first only decompresses, and every byte that it gives to
/// the second, which only reads tar, is counted against the limits. So nothing that a header claims costs memory.
///
/// A class because it owns what libarchive allocated.
final class ArchiveStream {
    private static let blockSize = 64 << 10

    /// Where the packed bytes are; they must outlive the stream.
    enum Source {
        case descriptor(Int32)
        case memory(UnsafeRawBufferPointer)
        /// A tar that nobody has to decompress.
        case unpacked(UnsafeRawBufferPointer)
    }

    /// What stopped reading, and whether it was one of `Limits`.
    typealias Failure = (text: String, isLimit: Bool)

    enum Step {
        case entry(Entry)
        case end
        case failure(Failure)
    }

    struct Entry {
        enum Kind { case file, folder, link, special }

        var kind: Kind
        var name: [UInt8]
        /// In seconds since 1970.
        var modified: Int64
    }

    private let packed: OpaquePointer
    private let tar: OpaquePointer
    private let feed: UnsafeMutablePointer<ArchiveFeed>

    /// - Parameter path: for errors, as the user gave it.
    init(_ source: Source, path: String) throws(BundleError) {
        guard let packed = archive_read_new(), let tar = archive_read_new() else {
            throw BundleError(.unreadable, path: path, detail: "out of memory", advice: "free some memory")
        }
        self.packed = packed
        self.tar = tar
        feed = .allocate(capacity: 1)
        feed.initialize(to: ArchiveFeed(packed: packed))
        if case .unpacked(let bytes) = source {
            feed.pointee.count(bytes.count)
            archive_read_support_format_tar(tar)
            guard archive_read_open_memory(tar, bytes.baseAddress, bytes.count) == ARCHIVE_OK else {
                throw Self.notAnArchive(path, Self.message(tar))
            }
            return
        }
        archive_read_support_filter_gzip(packed)
        archive_read_support_filter_xz(packed)
        archive_read_support_filter_zstd(packed)
        archive_read_support_format_raw(packed)
        archive_read_support_format_tar(tar)
        let opened =
            switch source {
            case .descriptor(let file): archive_read_open_fd(packed, file, Self.blockSize)
            case .memory(let bytes), .unpacked(let bytes):
                archive_read_open_memory2(packed, bytes.baseAddress, bytes.count, Self.blockSize)
            }
        var entry: OpaquePointer?
        guard opened == ARCHIVE_OK, archive_read_next_header(packed, &entry) == ARCHIVE_OK,
            archive_read_open(tar, feed, nil, { _, feed, block in ArchiveFeed.next(feed, block) }, nil) == ARCHIVE_OK
        else { throw Self.notAnArchive(path, feed.pointee.failure ?? Self.message(packed)) }
    }

    deinit {
        archive_read_free(tar)
        archive_read_free(packed)
        feed.deinitialize(count: 1)
        feed.deallocate()
    }

    /// The next entry of any kind.
    func next() -> Step {
        var entry: OpaquePointer?
        feed.pointee.refill()
        let status = archive_read_next_header(tar, &entry)
        if status == ARCHIVE_EOF { return feed.pointee.failure == nil ? .end : .failure(failure) }
        guard status >= ARCHIVE_WARN, let entry else { return .failure(failure) }
        // Names in a pax header are UTF-8, and in the C locale only the second call gives them.
        let bytes = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
        let name = bytes.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } ?? []
        let type = archive_entry_filetype(entry)
        let isLink = archive_entry_hardlink(entry) != nil || type == S_IFLNK
        let kind: Entry.Kind = isLink ? .link : type == S_IFDIR ? .folder : type == S_IFREG ? .file : .special
        return .entry(Entry(kind: kind, name: name, modified: Int64(archive_entry_mtime(entry))))
    }

    /// Reads the entry to its end, keeping at most `room` bytes. Returns what broke it off.
    func read(into member: inout RawMember, room: Int) -> Failure? {
        while true {
            var block: UnsafeRawPointer?
            var count = 0
            var offset: la_int64_t = 0
            feed.pointee.refill()
            let status = archive_read_data_block(tar, &block, &count, &offset)
            guard status >= ARCHIVE_WARN else { return failure }
            // The holes of a sparse file are zeros, and as much a part of the limits as anything else.
            let hole = min(Int(clamping: offset), room) - member.bytes.count
            if hole > 0 {
                guard feed.pointee.admit(hole: hole) else { return failure }
                member.bytes.append(contentsOf: [UInt8](repeating: 0, count: hole))
            }
            if status == ARCHIVE_EOF {
                // Here it is where the member ends: behind its last byte there may be one more hole.
                if offset > room { member.isCut = true }
                return nil
            }
            let kept = min(count, room - member.bytes.count)
            if kept > 0 { member.bytes.append(contentsOf: UnsafeRawBufferPointer(start: block, count: kept)) }
            if kept < count { member.isCut = true }
        }
    }

    /// What a failure makes of the bundle that was being read.
    func damage(_ path: String, after last: String?, _ failure: Failure) -> BundleError {
        let after = last.map { ", after \($0)" } ?? ""
        return BundleError(
            failure.isLimit ? .tooLarge : .damaged, path: path,
            detail: "\(Issue.cutPrefix)\(archive_filter_bytes(packed, -1))\(after): \(failure.text)",
            advice: failure.isLimit
                ? "unpack it, and keep only what the collector wrote" : "copy it again, or collect the node again")
    }

    static func notAnArchive(_ path: String, _ detail: String) -> BundleError {
        BundleError(
            .notABundle, path: path, detail: detail,
            advice: "give a .tar, .tar.gz, .tar.xz or .tar.zst that collector.sh wrote, or an unpacked one")
    }

    private var failure: Failure { (feed.pointee.failure ?? Self.message(tar), feed.pointee.passedLimit) }

    private static func message(_ archive: OpaquePointer) -> String {
        archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be read"
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
    /// Bytes of holes, which no packed byte stands for.
    private var holes = 0
    private var allowed = ArchiveFeed.allowance
    private(set) var failure: String?
    private(set) var passedLimit = false

    init(packed: OpaquePointer) { self.packed = packed }

    /// Counts bytes that were unpacked elsewhere.
    mutating func count(_ unpacked: Int) { out += unpacked }

    /// Whether a hole may still be filled.
    mutating func admit(hole: Int) -> Bool {
        holes += hole
        if out + holes > Limits.unpackedBytes { _ = refuseSize() }
        return !passedLimit
    }

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
        if out + holes > Limits.unpackedBytes { return refuseSize() }
        if out > Self.ratioGrace, out / Limits.ratio > packedBytes {
            return refuse("it unpacks to more than \(Limits.ratio) times its size")
        }
        if allowed < 0 { return refuse("one header is longer than \(Self.allowance >> 20) MiB") }
        return count
    }

    private mutating func refuseSize() -> la_ssize_t {
        refuse("it unpacks to more than \(Limits.unpackedBytes >> 20) MiB")
    }

    private mutating func refuse(_ reason: String) -> la_ssize_t {
        failure = reason
        passedLimit = true
        return -1
    }
}
