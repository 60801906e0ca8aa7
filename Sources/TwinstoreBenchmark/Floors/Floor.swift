import ArgumentParser

/// `twinstore-benchmark floor`: the least that the work costs, as a process of its own so that it is measured alike.
struct Floor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Do only what no ingest can leave out: unpack bundles, or insert their rows.")

    @Flag(help: "Decompress every bundle with libarchive and walk its tar.") var unpack = false
    @Option(help: "Insert as many rows as the bundles have into this new database, sixteen a VALUES.") var insert:
        String?
    @Argument(help: "A folder that `generate` wrote.") var folder: String

    func validate() throws {
        guard unpack != (insert != nil) else { throw ValidationError("give --unpack or --insert FILE") }
    }

    func run() throws {
        let fleet = try Truth.read(folder)
        if let insert {
            try InsertFloor.run(rows: fleet.map(\.rows), database: insert)
        } else {
            let bytes = try fleet.reduce(0) { $0 + (try UnpackFloor.run("\(folder)/\($1.bundle)")) }
            print("\(bytes) bytes in \(fleet.count) bundles")
        }
    }
}

/// One row of `truth.tsv`.
struct Truth {
    var bundle: String
    var rows: Int
    var packed: Int
    var unpacked: Int
    var isLatest = true

    static func read(_ folder: String) throws -> [Truth] {
        let text = String(decoding: try FileBytes.read("\(folder)/truth.tsv"), as: UTF8.self)
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            func number(_ index: Int) -> Int { index < fields.count ? Int(fields[index]) ?? 0 : 0 }
            return Truth(bundle: fields[0], rows: number(10), packed: number(8), unpacked: number(9))
        }
    }
}
