import NodeModel

/// The three runtimes that k3s can be told to use, and what each would do to this node's stores.
/// Source: k3s, `pkg/cli/cmds/agent.go` and `docs/adrs/cri-dockerd.md`.
enum RuntimeOptions {
    static func blocks(_ judgement: Judgement) -> [Block] {
        guard judgement.verdict != .unknown, isK3s(judgement) else { return [] }
        let root = judgement.stores.first { isK3sRoot($0.root) }?.root ?? "/var/lib/rancher/k3s/agent/containerd"
        let docker = judgement.stores.first { $0.engine == .docker }
        let used = option(judgement)
        let items: [Phrase] = [
            "built-in containerd\(mark(used == .builtIn)): images in \(code: root)"
                + (docker == nil ? "" : ", Docker's copies stay a second store"),
            "\(code: "--docker")\(mark(used == .docker)): the kubelet uses Docker's store, nothing is stored twice"
                + (used == .docker ? "" : "; \(code: root) is left over, images only there are pulled again"),
            "\(code: "--container-runtime-endpoint")\(mark(used == .external)): an external containerd; beside Docker on "
                + "overlay2 all stays stored twice, on its containerd image store only the snapshots"
                + (used == .external ? "" : "; \(code: root) is left over"),
        ]
        return [.heading(2, "Runtimes that k3s could use here"), .list(Items(items: items))]
    }

    private enum Option { case builtIn, docker, external }

    private static func mark(_ isUsed: Bool) -> String { isUsed ? " (now)" : "" }

    private static func isK3sRoot(_ root: String) -> Bool { root.contains("/rancher/k3s/") }

    private static func isK3s(_ judgement: Judgement) -> Bool {
        judgement.stores.contains { isK3sRoot($0.root) }
            || judgement.views.contains { $0.endpoint.contains("/run/k3s/cri-dockerd/") }
    }

    private static func option(_ judgement: Judgement) -> Option? {
        guard let view = judgement.views.first(where: \.isKubelets) else { return nil }
        if judgement.stores.contains(where: { $0.id == view.store && $0.engine == .docker }) { return .docker }
        return view.endpoint.contains("/run/k3s/containerd/") ? .builtIn : .external
    }
}
