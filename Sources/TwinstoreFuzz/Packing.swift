import CLibarchive
import Glibc

/// Packs and unpacks seeds. What is tried reads archives itself.
enum Packing: CaseIterable {
    case gzip, xz, zstd

    /// The bytes in this packing, at its fastest; empty where libarchive fails.
    func pack(_ bytes: [UInt8]) -> [UInt8] {
        guard let archive = archive_write_new() else { return [] }
        defer { archive_write_free(archive) }
        var out = [UInt8](repeating: 0, count: bytes.count + bytes.count / 4 + (64 << 10))
        var used = 0
        archive_write_set_format_raw(archive)
        switch self {
        case .gzip: archive_write_add_filter_gzip(archive)
        case .xz: archive_write_add_filter_xz(archive)
        case .zstd: archive_write_add_filter_zstd(archive)
        }
        archive_write_set_filter_option(archive, nil, "compression-level", "1")
        archive_write_set_bytes_per_block(archive, 0)
        let space = out.count
        let isPacked = out.withUnsafeMutableBytes { buffer in
            guard archive_write_open_memory(archive, buffer.baseAddress, space, &used) == ARCHIVE_OK,
                let entry = archive_entry_new()
            else { return false }
            defer { archive_entry_free(entry) }
            archive_entry_set_filetype(entry, S_IFREG)
            archive_entry_set_pathname(entry, "data")
            return archive_write_header(archive, entry) == ARCHIVE_OK
                && archive_write_data(archive, bytes, bytes.count) == bytes.count
                && archive_write_close(archive) == ARCHIVE_OK
        }
        return isPacked ? Array(out.prefix(used)) : []
    }

    /// The regular members of an archive, whatever packed it.
    static func members(of packed: [UInt8]) -> [(path: String, bytes: [UInt8])] {
        guard let archive = archive_read_new() else { return [] }
        defer { archive_read_free(archive) }
        archive_read_support_filter_all(archive)
        archive_read_support_format_tar(archive)
        return packed.withUnsafeBytes { bytes in
            guard archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == ARCHIVE_OK else { return [] }
            var found: [(path: String, bytes: [UInt8])] = []
            var entry: OpaquePointer?
            while archive_read_next_header(archive, &entry) == ARCHIVE_OK, let entry {
                guard archive_entry_filetype(entry) == S_IFREG, let path = archive_entry_pathname(entry) else {
                    continue
                }
                var content = [UInt8](repeating: 0, count: Int(archive_entry_size(entry)))
                let count = archive_read_data(archive, &content, content.count)
                found.append((String(cString: path), Array(content.prefix(max(0, count)))))
            }
            return found
        }
    }
}
