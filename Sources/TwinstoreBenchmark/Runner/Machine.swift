import Glibc

/// What it was measured on.
enum Machine {
    static var description: String {
        let cpu = line(of: "/proc/cpuinfo", "model name") ?? "unknown processor"
        let memory = line(of: "/proc/meminfo", "MemTotal").flatMap { Int($0.split(separator: " ").first ?? "") } ?? 0
        let load = ((try? text("/proc/loadavg")) ?? "").split(separator: " ").first.map(String.init) ?? "?"
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let system = line(of: "/etc/os-release", "PRETTY_NAME")?.filter { $0 != "\"" } ?? "Linux"
        let kernel = ((try? text("/proc/sys/kernel/osrelease")) ?? "?").filter { $0 != "\n" }
        return "\(cpu), \(cores) cores, \(memory >> 20) GiB, \(system), kernel \(kernel), load \(load) at the start"
    }

    private static func line(of path: String, _ key: String) -> String? {
        guard let text = try? text(path) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix(key) {
            guard let mark = line.firstIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
            return String(line[line.index(after: mark)...].drop { $0 == " " || $0 == "\t" })
        }
        return nil
    }

    /// Files of /proc say that they are empty: read until the end.
    private static func text(_ path: String) throws -> String {
        guard let file = fopen(path, "r") else { throw FleetWriter.Failure(description: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block.prefix(count) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What kind of file a program is.
enum Executable {
    static func size(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Whether it needs no dynamic linker: an ELF file without PT_INTERP (man 5 elf).
    static func isStatic(_ path: String) -> Bool? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        guard fread(&bytes, 1, bytes.count, file) > 64, bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]) else {
            return nil
        }
        func number(_ at: Int, _ count: Int) -> Int { (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
        let (start, size, count) = (number(32, 8), number(54, 2), number(56, 2))
        guard start + size * count <= bytes.count else { return nil }
        return !(0..<count).contains { number(start + $0 * size, 4) == 3 }
    }
}
