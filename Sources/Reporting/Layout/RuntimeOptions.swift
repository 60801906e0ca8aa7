import NodeModel

/// The three runtimes that k3s can be told to use, and what each would do to this node's stores.
/// Source: k3s, `pkg/cli/cmds/agent.go` and `docs/adrs/cri-dockerd.md`.
enum RuntimeOptions {
    static func blocks(_ judgement: Judgement) -> [Block] {
        guard judgement.verdict != .unknown, isK3s(judgement) else { return [] }
        let docker = judgement.stores.first { $0.engine == .docker }
        let used = option(judgement)
        let beside = docker == nil ? "" : "; Docker's copies stay a second store"
        let builtIn: Phrase = "built-in containerd\(mark(used == .builtIn)): a store of its own\(beside)"
        let viaDocker: Phrase = "\(code: "--docker")\(mark(used == .docker)): one store, Docker's"
        let external: Phrase = """
            \(code: "--container-runtime-endpoint")\(mark(used == .external)): Docker's containerd, say; all stays twice, \
            or is unpacked twice once Docker uses the containerd image store
            """
        let items = [builtIn, viaDocker + left(used == .docker), external + left(used == .external)]
        return [
            .details(
                summary: "What another runtime setting of k3s would change here", blocks: [.list(Items(items: items))],
                inText: false)
        ]
    }

    private enum Option { case builtIn, docker, external }

    private static func left(_ isUsed: Bool) -> Phrase { isUsed ? "" : "; k3s's own store is left over" }

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
