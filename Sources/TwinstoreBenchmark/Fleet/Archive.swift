import CLibarchive
import Glibc

/// Writes bundles as the collector does: a tar in gzip.
enum Archive {
    /// Bytes of the archive; the same members give the same bytes.
    static func gzip(_ bundle: SyntheticBundle, clock: Moment, level: Int) -> [UInt8]? {
        guard let archive = archive_write_new() else { return nil }
        defer { archive_write_free(archive) }
        let total = bundle.members.reduce(64 << 10) { $0 + $1.content.count + 1_536 }
        var out = [UInt8](repeating: 0, count: total)
        var used = 0
        archive_write_set_format_ustar(archive)
        archive_write_add_filter_gzip(archive)
        archive_write_set_options(archive, "gzip:compression-level=\(level),gzip:!timestamp")
        archive_write_set_bytes_per_block(archive, 10_240)
        let isWritten = out.withUnsafeMutableBytes { space in
            guard archive_write_open_memory(archive, space.baseAddress, total, &used) == ARCHIVE_OK else {
                return false
            }
            var entries: [(path: Bytes, content: Bytes?)] = bundle.members.map { ($0.path, $0.content) }
            let folders: [(path: Bytes, content: Bytes?)] = [("captures", nil), ("files", nil)]
            entries.insert(contentsOf: folders, at: 2)
            for (path, content) in entries {
                guard write(archive, "\(bundle.name)/\(path)", content, clock) else { return false }
            }
            return archive_write_close(archive) == ARCHIVE_OK
        }
        return isWritten ? Array(out.prefix(used)) : nil
    }

    private static func write(_ archive: OpaquePointer, _ path: Bytes, _ content: Bytes?, _ clock: Moment) -> Bool {
        guard let entry = archive_entry_new() else { return false }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, path.string)
        archive_entry_set_filetype(entry, content == nil ? S_IFDIR : S_IFREG)
        archive_entry_set_perm(entry, content == nil ? 0o700 : 0o600)
        archive_entry_set_size(entry, la_int64_t(content?.count ?? 0))
        archive_entry_set_mtime(entry, clock.seconds, 0)
        guard archive_write_header(archive, entry) == ARCHIVE_OK else { return false }
        guard let bytes = content?.array, !bytes.isEmpty else { return true }
        return archive_write_data(archive, bytes, bytes.count) == bytes.count
    }
}
