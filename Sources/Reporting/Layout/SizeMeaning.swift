import NodeModel

/// What the lists of a node's stores call size: three different things.
///
/// Source: moby, `daemon/images/image_list.go` and `daemon/containerd/image_list.go`; containerd,
/// `internal/cri/store/image/image.go`; CRI-O, `internal/storage/image.go`.
enum SizeMeaning {
    /// `sizes as listed: docker unpacked, containerd compressed`; empty where they all mean the same or none is known.
    static func words(_ stores: [String], _ judgement: Judgement, titles: [String: String]) -> String {
        let known = stores.compactMap { id in judgement.stores.first { $0.id == id } }
        let meanings = known.compactMap { store in meaning(store, judgement).map { (store.id, $0) } }
        guard Set(meanings.map(\.1)).count > 1 else { return "" }
        return "sizes as listed: " + meanings.map { "\(titles[$0] ?? $0) \($1)" }.joined(separator: ", ")
    }

    private static func meaning(_ store: Store, _ judgement: Judgement) -> String? {
        switch store.engine {
        case .containerd: "compressed"
        case .crio: "unpacked"
        case .docker where judgement.relation == .partly: "compressed plus unpacked"
        // Names that a graph driver and a snapshotter share tell nothing.
        case .docker where ["overlay2", "aufs", "devicemapper", "vfs"].contains(store.driver): "unpacked"
        case .docker where ["overlayfs", "native", "stargz"].contains(store.driver): "compressed plus unpacked"
        case .docker, .podman: nil
        }
    }
}
