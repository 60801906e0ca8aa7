import NodeModel

/// Builds the small nodes that rules give as examples.
struct ExampleNode {
    static let image = "c505bb498b0f1443dcc59bc2fae8d75aaa93d87554c1b8bda0d0ab4fe55717b1"
    static let other = "2000a9dccdcfde0d4aec5231821fa0af5b92072594ac054f66991bceef89d9a1"
    static let third = "d8cbb5c5078cdc73922821bf590bc6144026f3bae5718d3cb6b75253fa59a181"
    static let manifest = "d10b936790bab5ce3641d43add1c1fd63433fa710053e2e3c2f5e7093205f454"

    var snapshot = Snapshot(
        node: "example", collectedAt: Timestamp(seconds: 0), bundle: BundleIdentity(name: "example", sha256: ""))
    /// The snapshot before it, where the example needs one.
    var previous: Snapshot?

    /// A capture that ended in that way, without facts.
    mutating func capture(_ id: CaptureID, _ outcome: CaptureOutcome = .ok, message: String = "") {
        guard snapshot.capture(id) == nil else { return }
        snapshot.captures.append(Capture(id: id, outcome: outcome, exit: outcome == .ok ? 0 : 1, message: message))
    }

    mutating func set(_ key: SettingKey, _ value: String, in id: CaptureID) {
        capture(id)
        snapshot.facts.settings.append(
            Setting(key, value, source: Source(capture: id, line: 1, quote: "\(key.rawValue): \(value)")))
    }

    mutating func image(
        _ hex: String, _ name: String = "", in id: CaptureID, bytes: ClosedRange<Int64>? = nil, digest: String? = nil
    ) {
        capture(id)
        snapshot.facts.images.append(
            ListedImage(
                id: Digest(hex), names: name.isEmpty ? [] : [name],
                repoDigests: digest.map { ["\(ImageName.split(name).repository)@sha256:\($0)"] } ?? [],
                size: bytes.map { ByteRange(low: $0.lowerBound, high: $0.upperBound) },
                source: Source(capture: id, line: snapshot.facts.images.count + 1, quote: "\(name) \(hex.prefix(13))")))
    }

    /// What was built so far is the snapshot before, taken an hour earlier; the node has lost its images since.
    mutating func anHourLater() {
        previous = snapshot
        snapshot.collectedAt.seconds += 3600
        snapshot.facts.images = []
    }

    mutating func process(_ arguments: String, pid: Int, parent: Int = 1) {
        capture("ps")
        snapshot.facts.processes.append(
            ProcessLine(
                pid: pid, parent: parent, arguments: arguments,
                source: Source(capture: "ps", line: pid, quote: arguments)))
    }

    mutating func unit(_ name: String, _ execStart: String, changed: Bool = false) {
        capture("systemctl-cat")
        snapshot.facts.units.append(
            Unit(
                name: name, fragments: ["/etc/systemd/system/\(name)"],
                execStart: execStart.split(separator: " ").map(String.init), changedOnDisk: changed,
                source: Source(capture: "systemctl-cat", line: 1, quote: "ExecStart=\(execStart)")))
    }

    mutating func socket(_ name: String) {
        capture("sockets")
        let path = KnownSocket.path(name) ?? "/run/\(name).sock"
        snapshot.facts.sockets.append(
            Socket(name: name, path: path, target: path, source: Source(capture: "sockets", line: 1, quote: path)))
    }

    mutating func directory(_ path: String, kibibytes: Int64?) {
        capture("du")
        let source = Source(capture: "du", line: 1, quote: "\(kibibytes ?? 0)\t\(path)")
        if let kibibytes {
            snapshot.facts.diskUses.append(
                DiskUse(path: path, bytes: ByteRange(exactly: kibibytes * 1024), source: source))
        } else {
            snapshot.facts.directories.append(Directory(path: path, state: .absent, source: source))
        }
    }

    mutating func blob(_ hex: String, root: String) {
        let id = CaptureID("blobs." + KnownSocket.storeName(root: root))
        capture(id)
        guard let digest = Digest(hex) else { return }
        snapshot.facts.blobs.append(Blob(root: root, digest: digest, bytes: 2004, capture: id, line: 1))
    }
}
