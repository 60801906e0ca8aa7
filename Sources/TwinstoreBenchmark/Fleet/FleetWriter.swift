import Glibc

/// Writes a fleet of bundles below a folder, a thousand a folder, and beside them `truth.tsv` with the right answers.
struct FleetWriter: Sendable {
    var folder: String
    var bundles: Int
    var seed: UInt64
    var scope: SyntheticBundle.Scope
    var level = 6

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    static let truthColumns =
        "bundle\tnode\tclock\tset-up\tverdict\tduplicated_bytes\tdocker_images\tcri_images\tpacked\tunpacked\trows\tfreed_docker\tfreed_cri\n"

    /// Which node and which of its snapshots each bundle is, in order.
    private var plan: [(node: Int, snapshot: Int)] {
        var plan: [(Int, Int)] = []
        var node = 0
        while plan.count < bundles {
            for snapshot in 0..<Node.snapshots(seed: seed, node: node) where plan.count < bundles {
                plan.append((node, snapshot))
            }
            node += 1
        }
        return plan
    }

    func write() async throws {
        let catalogue = Catalogue(seed: seed)
        try Self.makeFolder(folder)
        for index in 0...max(0, (bundles - 1) / 1_000) { try Self.makeFolder("\(folder)/\(Self.part(index))") }
        let plan = self.plan
        let rows = try await withThrowingTaskGroup(of: (Int, Bytes).self) { group in
            let width = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
            let size = max(1, min(250, (plan.count + width - 1) / width))
            var next = 0
            func add() {
                let start = next
                let end = min(plan.count, start + size)
                guard start < end else { return }
                next = end
                group.addTask { (start, try chunk(start..<end, plan, catalogue)) }
            }
            for _ in 0..<width { add() }
            var rows: [(Int, Bytes)] = []
            while let row = try await group.next() {
                rows.append(row)
                add()
            }
            return rows.sorted { $0.0 < $1.0 }.map(\.1)
        }
        try Self.save("\(folder)/truth.tsv", Array(Self.truthColumns.utf8) + Bytes.joined(rows, "").array)
    }

    private func chunk(_ range: Range<Int>, _ plan: [(node: Int, snapshot: Int)], _ catalogue: Catalogue) throws
        -> Bytes
    {
        var rows = Bytes()
        for index in range {
            let node = Node(seed: seed, node: plan[index].node, snapshot: plan[index].snapshot, catalogue: catalogue)
            let bundle = SyntheticBundle(node, scope: scope)
            guard let packed = Archive.gzip(bundle, clock: node.clock, level: level) else {
                throw Failure(description: "cannot pack bundle \(index)")
            }
            let path = "\(Self.part(index / 1_000))/\(bundle.name.string).tar.gz"
            try Self.save("\(folder)/\(path)", packed)
            let isFull = scope == .full
            let bytes = [node.duplicatedBytes, node.freedInDocker, node.freedInKubelet].map { bytes -> Bytes in
                isFull ? bytes.map { "\($0)" } ?? "" : ""
            }
            let unpacked = bundle.members.reduce(0) { $0 + $1.content.count }
            rows +=
                "\(path)\t\(node.name)\t\(node.clock.iso)\t\(node.setUp.name)\t\(node.verdict(scope))\t\(bytes[0])\t\(node.docker.count)\t\(node.listedByCRI.count)\t\(packed.count)\t\(unpacked)\t\(bundle.rows)\t\(bytes[1])\t\(bytes[2])\n"
        }
        return rows
    }

    private static func part(_ index: Int) -> String {
        let number = String(index)
        return String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
    }

    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw Failure(description: "\(path): \(String(cString: strerror(errno)))")
        }
    }

    static func save(_ path: String, _ bytes: [UInt8]) throws {
        guard let file = fopen(path, "wb") else {
            throw Failure(description: "\(path): \(String(cString: strerror(errno)))")
        }
        let written = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count else { throw Failure(description: "\(path): cannot write") }
    }
}
