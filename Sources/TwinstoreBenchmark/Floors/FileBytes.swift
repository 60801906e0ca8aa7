import Glibc

/// Whole files in memory.
enum FileBytes {
    static func read(_ path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw FleetWriter.Failure(description: "\(path): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw FleetWriter.Failure(description: "\(path): cannot stat") }
        let size = Int(status.st_size)
        return try [UInt8](unsafeUninitializedCapacity: size) { space, count in
            while count < size {
                let got = Glibc.read(file, space.baseAddress?.advanced(by: count), size - count)
                guard got > 0 else { throw FleetWriter.Failure(description: "\(path): cannot read") }
                count += got
            }
        }
    }
}
