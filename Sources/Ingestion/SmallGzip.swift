import CLibdeflate
import Glibc

/// A small gzip file, decompressed in one go by libdeflate: what nearly every bundle is, at half of zlib's cost.
///
/// It says nothing of what is wrong. What it does not take is read by libarchive, under all limits.
enum SmallGzip {
    /// Bytes, packed and unpacked. Up to here no limit of `ArchiveStream` can be passed.
    static let limit = 1 << 20

    /// What a whole, sound gzip file of one member holds; nil for anything else.
    static func content(_ packed: [UInt8]) -> [UInt8]? {
        // Its last four bytes are the length of its content. Source: RFC 1952, ISIZE.
        guard (18...limit).contains(packed.count), packed[0] == 0x1F, packed[1] == 0x8B else { return nil }
        let size = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard (1...limit).contains(size), let decompressor = libdeflate_alloc_decompressor() else { return nil }
        defer { libdeflate_free_decompressor(decompressor) }
        var used = 0
        var written = 0
        let content = [UInt8](unsafeUninitializedCapacity: size) { room, count in
            let result = libdeflate_gzip_decompress_ex(
                decompressor, packed, packed.count, room.baseAddress, size, &used, &written)
            if result == LIBDEFLATE_SUCCESS { count = written }
        }
        return content.count == size && used == packed.count ? content : nil
    }

    /// The bytes of a file that is small enough; nil for one that is not. Leaves the file's position alone.
    static func bytes(of file: Int32, size: Int) -> [UInt8]? {
        guard (18...limit).contains(size) else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { room, count in
            while count < size {
                let got = pread(file, room.baseAddress.map { $0 + count }, size - count, off_t(count))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                count += got
            }
        }
        return bytes.count == size ? bytes : nil
    }
}
