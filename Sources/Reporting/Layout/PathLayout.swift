import NodeModel

/// Where the command lines lead.
enum PathLayout {
    static func blocks(_ judgement: Judgement) -> [Block] {
        var groups = judgement.stores.map { store -> Diagram.Group in
            let views = judgement.views.filter { $0.store == store.id }
            return Diagram.Group(
                paths: views.map(path), store: title(store), directory: store.root,
                note: note(store, among: judgement.stores))
        }
        let lost = judgement.views.filter { view in !judgement.stores.contains { $0.id == view.store } }
        if !lost.isEmpty {
            groups.append(
                Diagram.Group(paths: lost.map(path), store: "store not known", directory: "", note: ""))
        }
        guard !groups.isEmpty else { return [] }
        return [.heading(2, "Where the command lines lead"), .diagram(Diagram(groups: groups))]
    }

    private static func path(_ view: View) -> Diagram.Path {
        Diagram.Path(
            command: view.isKubelets ? "\(view.command) (kubelet)" : view.command,
            endpoint: view.endpoint.isEmpty ? "endpoint not known" : view.endpoint,
            server: view.server.isEmpty ? "server not known" : view.server)
    }

    private static func title(_ store: Store) -> String {
        let parts = [store.driver, store.namespace]
        let detail = parts.filter { !$0.isEmpty }.joined(separator: ", ")
        return detail.isEmpty ? store.id : "\(store.id) (\(detail))"
    }

    private static func note(_ store: Store, among all: [Store]) -> String {
        var notes: [String] = []
        if store.live == false { notes.append("daemon not running") }
        if let count = store.imageCount { notes.append(Noun("image", "images").counted(count)) }
        let others = all.filter { $0.root == store.root && !$0.root.isEmpty && $0.id != store.id }.map(\.id)
        if let bytes = store.bytesOnDisk {
            notes.append(Bytes.text(bytes) + (others.isEmpty ? "" : " together with \(others.joined(separator: ", "))"))
        }
        return notes.joined(separator: ", ")
    }
}
