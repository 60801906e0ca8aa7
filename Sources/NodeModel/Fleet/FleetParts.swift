import NodeModel

extension FleetNode {
    init(_ judgement: Judgement) {
        node = judgement.node
        collectedAt = judgement.collectedAt
        verdict = judgement.verdict
        confidence = judgement.confidence
        duplicated = ByteSum(judgement.duplicatedBytes)
        freeable = ByteSum(judgement.freeable)
        planned = judgement.planned
        leftOver = judgement.leftOver
    }
}

extension Verdict {
    /// Whether bytes lie on the disk that need not.
    var isWasteful: Bool { self == .duplicated || self == .partlyDuplicated || self == .leftover }

    /// 0 for the worst; a verdict that was not reached compares with none.
    fileprivate var rank: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }
}

extension FullDisk {
    /// The node's disks above the threshold, each device once.
    static func all(of judgement: Judgement) -> [FullDisk] {
        var devices: Set<String> = []
        let disks = judgement.filesystems.sorted { $0.path < $1.path }.filter { devices.insert($0.device).inserted }
        return disks.filter { disk in
            percent(used: disk.used, available: disk.available) > threshold
        }.map { disk in
            FullDisk(
                node: judgement.node, path: disk.path, device: disk.device, bytes: disk.bytes, used: disk.used,
                available: disk.available, planned: judgement.planned, isOneOfSeveral: disks.count > 1)
        }
    }
}

extension Configuration {
    /// `docker overlay2 [docker] · k3s-containerd overlayfs [crictl]`, stores by id.
    static func describe(_ judgement: Judgement) -> String {
        // A containerd that only runs Docker's containers has a store too, an empty one.
        let filled = judgement.stores.filter { $0.imageCount != 0 }
        let described = filled.sorted { $0.id < $1.id }.map { store in
            let commands = Set(
                judgement.views.filter { $0.store == store.id }.map { String($0.command.prefix { $0 != " " }) })
            let shownBy = commands.isEmpty ? (store.live == false ? "stopped" : "not listed") : ""
            let name = store.driver.isEmpty ? store.id : "\(store.id) \(store.driver)"
            return "\(name) [\(shownBy.isEmpty ? commands.sorted().joined(separator: ", ") : shownBy)]"
        }
        return described.isEmpty ? "no store found" : described.joined(separator: " · ")
    }
}

extension VerdictChange {
    /// nil where the verdict is the same and no bytes moved.
    public init?(from old: Judgement, to new: Judgement) {
        let (before, after) = (old.duplicatedBytes?.bytes ?? 0, new.duplicatedBytes?.bytes ?? 0)
        switch (old.verdict.isWasteful, new.verdict.isWasteful) {
        case (true, true) where old.verdict != new.verdict:
            kind = new.verdict.rank < old.verdict.rank ? .worse : .better
        case (true, true):
            guard before != after else { return nil }
            kind = after > before ? .worse : .better
        case (false, true): kind = .new
        case (true, false): kind = new.verdict == .unknown ? .other : .fixed
        case (false, false):
            guard old.verdict != new.verdict else { return nil }
            kind = .other
        }
        node = new.node
        from = old.verdict
        to = new.verdict
        self.before = old.collectedAt
        self.after = new.collectedAt
    }
}
