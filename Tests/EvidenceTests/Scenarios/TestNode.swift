import Evidence
import NodeModel

/// A made-up node: each call adds the facts that the collector would bring of it, as the parsers would give them.
struct TestNode {
    var snapshot = Snapshot(
        node: "node", collectedAt: Timestamp(seconds: 0), bundle: BundleIdentity(name: "node", sha256: ""),
        collector: CollectorRun(format: 1, uid: 0, processTotal: 90))
    private var pids = 100

    init() {
        for kind in ["ps", "du", "roots", "sockets", "listeners", "systemctl-cat", "systemctl-show", "environment"] {
            capture(CaptureID(kind))
        }
    }

    var judgement: Judgement { Judge.judge(snapshot) }

    mutating func capture(_ id: CaptureID, _ outcome: CaptureOutcome = .ok, message: String = "") {
        guard snapshot.capture(id) == nil else { return }
        snapshot.captures.append(
            Capture(
                id: id, outcome: outcome, exit: outcome == .ok || outcome == .empty ? 0 : 1, message: message))
        snapshot.captures.sort { $0.id < $1.id }
    }

    func source(_ id: CaptureID, _ quote: String, line: Int = 1) -> Source {
        Source(capture: id, line: line, quote: quote)
    }

    mutating func set(_ key: SettingKey, _ value: String, in id: CaptureID) {
        capture(id)
        snapshot.facts.settings.append(Setting(key, value, source: source(id, "\(key.rawValue): \(value)")))
    }

    @discardableResult
    mutating func process(_ arguments: String, executable: String = "", parent: Int = 1) -> Int {
        pids += 1
        snapshot.facts.processes.append(
            ProcessLine(
                pid: pids, parent: parent, user: "root", arguments: arguments, executable: executable,
                source: source("ps", arguments, line: pids)))
        return pids
    }

    mutating func unit(_ name: String, _ execStart: String, active: String = "active", changed: Bool = false) {
        snapshot.facts.units.append(
            Unit(
                name: name, fragments: ["/etc/systemd/system/\(name)"],
                execStart: execStart.split(separator: " ").map(String.init), changedOnDisk: changed,
                source: source("systemctl-cat", "ExecStart=\(execStart)")))
        state(name, active)
    }

    mutating func state(_ name: String, _ active: String, load: String = "loaded") {
        snapshot.facts.unitStates.append(
            UnitState(name: name, load: load, active: active, source: source("systemctl-show", "\(name) \(active)")))
    }

    mutating func socket(_ name: String, _ path: String, target: String? = nil) {
        snapshot.facts.sockets.append(
            Socket(name: name, path: path, target: target ?? path, source: source("sockets", path)))
        if target == nil {
            snapshot.facts.listeners.append(
                SocketListener(path: path, pid: 1, process: "", source: source("listeners", path)))
        }
    }

    /// A directory with what `du` counts below it; its inode is its own unless it is said to be another's.
    mutating func directory(
        _ path: String, bytes: Int64? = nil, state: DirectoryState = .present, target: String = "",
        sameAs: String? = nil
    ) {
        let inode = Int64(
            Digest.sha256(Array((sameAs ?? path).utf8)).hex.utf8.prefix(8).reduce(0) { $0 * 31 + Int($1) })
        snapshot.facts.directories.append(
            Directory(
                path: path, state: state, device: state == .present ? 64_769 : nil,
                inode: state == .present ? inode : nil, target: target.isEmpty ? path : target,
                source: source("roots", "\(path)\t\(state.rawValue)")))
        if let bytes { use(path, bytes) }
    }

    mutating func use(_ path: String, _ bytes: Int64) {
        snapshot.facts.diskUses.append(
            DiskUse(path: path, bytes: ByteRange(exactly: bytes), source: source("du", "\(bytes / 1024)\t\(path)")))
    }

    mutating func blobs(_ images: [TestImage], root: String, packed: Bool = true) {
        let id = CaptureID("blobs." + root.replacing("/", with: "-"))
        capture(id)
        func add(_ digest: Digest, _ bytes: Int64) {
            guard !snapshot.facts.blobs.contains(where: { $0.root == root && $0.digest == digest }) else { return }
            snapshot.facts.blobs.append(Blob(root: root, digest: digest, bytes: bytes, capture: id, line: 1))
        }
        for image in images {
            add(image.config, TestImage.configBytes)
            add(image.manifest, TestImage.manifestBytes)
            if packed { for layer in image.layers { add(layer.blob, layer.packed) } }
        }
    }
}
