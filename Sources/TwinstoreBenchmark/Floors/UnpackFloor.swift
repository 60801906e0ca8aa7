import CLibarchive

/// Reads one bundle and looks at nothing in it: what libarchive and zlib cost.
enum UnpackFloor {
    /// Bytes of the members.
    static func run(_ path: String) throws -> Int {
        let packed = try FileBytes.read(path)
        guard let archive = archive_read_new() else { throw FleetWriter.Failure(description: "no memory") }
        defer { archive_read_free(archive) }
        archive_read_support_format_tar(archive)
        archive_read_support_filter_gzip(archive)
        return try packed.withUnsafeBytes { bytes in
            guard archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == ARCHIVE_OK else {
                throw FleetWriter.Failure(description: "\(path): no archive")
            }
            var total = 0
            var entry: OpaquePointer?
            while archive_read_next_header(archive, &entry) == ARCHIVE_OK {
                var block: UnsafeRawPointer?
                var size = 0
                var offset: la_int64_t = 0
                while archive_read_data_block(archive, &block, &size, &offset) == ARCHIVE_OK { total += size }
            }
            return total
        }
    }
}
