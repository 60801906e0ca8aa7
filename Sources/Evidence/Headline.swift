import NodeModel

/// The answer in one sentence: the specific thing first, with bytes, no full stop.
enum Headline {
    static func text(_ judgement: Judgement, stores: [StorePicture]) -> String {
        let shared = judgement.images.count
        let total = stores.filter { $0.store.live == true }.map(\.images.count).max() ?? 0
        switch judgement.verdict {
        case .duplicated:
            return "\(shared) of \(max(total, shared)) images \(shared == 1 ? "is" : "are") stored twice"
                + cost(judgement)
        case .partlyDuplicated:
            return
                "\(shared) of \(max(total, shared)) images \(shared == 1 ? "is" : "are") unpacked twice over one content store"
                + cost(judgement)
        case .leftover:
            let parts = leftover(judgement.residues)
            let live =
                judgement.relation == .same
                ? "; docker and crictl list the same store" : ""
            return "An old copy is left on disk: \(parts.joined(separator: ", "))\(live)"
        case .separate:
            let layers = judgement.duplicatedBytes.map(\.bytes).flatMap { $0 > 0 ? $0 : nil }
            return "Docker and the kubelet have a store each, and no image is in both"
                + (layers.map { "; \(ByteText.decimal($0)) of layers are" } ?? "")
        case .sameStore: return "Docker and crictl list the same store: nothing is stored twice"
        case .singleStore:
            guard let store = stores.first(where: { $0.store.live == true }) else {
                return "No image store is in use on this node; there is nothing to compare"
            }
            return "One store on this node: \(store.id); there is nothing to compare"
        case .unknown:
            let next = judgement.missing.first.map { "; to settle it run: \($0.settleWith)" } ?? ""
            let left = leftover(
                judgement.residues.filter {
                    ![.buildCache, .nestedRuntime].contains($0.kind) && ($0.figure?.bytes ?? 0) > Residues.smallest
                })
            let old = left.isEmpty ? "" : "; an old copy is left on disk: \(left.joined(separator: ", "))"
            return "The evidence does not decide whether images are stored twice\(old)\(next)"
        }
    }

    private static func leftover(_ residues: [Residue]) -> [String] {
        residues.compactMap { residue in
            residue.figure.map { "\(ByteText.decimal($0.bytes)) in \(residue.path)" }
        }
    }

    private static func cost(_ judgement: Judgement) -> String {
        var parts: [String] = []
        if let bytes = judgement.duplicatedBytes {
            parts.append("\(mark(bytes))\(ByteText.decimal(bytes.bytes)) are on this disk a second time")
        }
        var sides: [String] = []
        if let docker = judgement.freedByRemoving[.docker] {
            sides.append("removing Docker's copies frees \(mark(docker))\(ByteText.decimal(docker.bytes))")
        }
        if let cri = judgement.freedByRemoving[.cri] {
            sides.append("removing the kubelet's frees \(mark(cri))\(ByteText.decimal(cri.bytes))")
        }
        if !sides.isEmpty { parts.append(sides.joined(separator: ", ")) }
        return parts.isEmpty ? "" : ": " + parts.joined(separator: "; ")
    }

    private static func mark(_ figure: ByteFigure) -> String {
        switch figure.tier {
        case .exact: ""
        case .estimated: "about "
        case .bound: "at most "
        }
    }
}
