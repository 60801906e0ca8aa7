extension FleetNode {
    public init(_ judgement: Judgement) {
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
    public var isWasteful: Bool { self == .duplicated || self == .partlyDuplicated || self == .leftover }

    /// 0 for the worst; a verdict that was not reached compares with none.
    fileprivate var rank: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }
}

extension FullDisk {
    /// The node's disks above the threshold, each device once.
    public static func all(of judgement: Judgement) -> [FullDisk] {
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
    public static func describe(_ judgement: Judgement) -> String {
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
    /// What a change is told from: one judgement of a node.
    public struct Side: Sendable, Hashable {
        public var verdict: Verdict
        /// Bytes held a second time; 0 where they are not known.
        public var bytes: Int64
        public var at: Timestamp

        public init(verdict: Verdict, bytes: Int64, at: Timestamp) {
            self.verdict = verdict
            self.bytes = bytes
            self.at = at
        }

        init(_ judgement: Judgement) {
            self.init(
                verdict: judgement.verdict, bytes: judgement.duplicatedBytes?.bytes ?? 0, at: judgement.collectedAt)
        }
    }

    /// nil where the verdict is the same and no bytes moved.
    public init?(from old: Judgement, to new: Judgement) {
        self.init(node: new.node, from: Side(old), to: Side(new))
    }

    /// nil where the verdict is the same and no bytes moved.
    public init?(node: String, from old: Side, to new: Side) {
        switch (old.verdict.isWasteful, new.verdict.isWasteful) {
        case (true, true) where old.verdict != new.verdict:
            kind = new.verdict.rank < old.verdict.rank ? .worse : .better
        case (true, true):
            guard old.bytes != new.bytes else { return nil }
            kind = new.bytes > old.bytes ? .worse : .better
        case (false, true): kind = .new
        case (true, false): kind = new.verdict == .unknown ? .other : .fixed
        case (false, false):
            guard old.verdict != new.verdict else { return nil }
            kind = .other
        }
        self.node = node
        from = old.verdict
        to = new.verdict
        before = old.at
        after = new.at
    }
}
