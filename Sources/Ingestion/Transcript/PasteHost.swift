/// Which machine of a paste is the one that is answered for.
///
/// Output of two machines is never put together: one disk is asked about. The machine with the most that a rule can
/// use is taken, docker's and crictl's lists before all; the others are named in an issue and not read.
struct PasteHost: Sendable {
    /// Empty where no prompt names one.
    var place: String
    /// The others, each with how many outputs of use it had.
    var others: [(place: String, outputs: Int)]

    init(_ runs: [PastedRun]) {
        var weights: [String: Int] = [:]
        var counts: [String: Int] = [:]
        var order: [String] = []
        var kinds: [String: Set<String>] = [:]
        for run in runs {
            guard let target = run.target else { continue }
            if counts[run.place] == nil { order.append(run.place) }
            counts[run.place, default: 0] += 1
            let kind = target.id.kind
            let side = kind.hasPrefix("docker") ? "docker" : kind.hasPrefix("cri") ? "cri" : ""
            // The same command again tells nothing new of where the question can be answered.
            let isNew = kinds[run.place, default: []].insert(kind).inserted
            weights[run.place, default: 0] += isNew ? (side.isEmpty ? 1 : 4) : 0
            if !side.isEmpty, kinds[run.place, default: []].insert(side).inserted {
                let both = kinds[run.place]?.isSuperset(of: ["docker", "cri"]) == true
                weights[run.place, default: 0] += both ? 100 : 10
            }
        }
        let best = order.enumerated().max { a, b in
            (weights[a.element] ?? 0, -a.offset) < (weights[b.element] ?? 0, -b.offset)
        }?.element
        place = best ?? runs.first?.place ?? ""
        others = order.filter { $0 != best }.map { ($0, counts[$0] ?? 0) }
    }

    /// In words, for an issue.
    static func name(_ place: String) -> String { place.isEmpty ? "a prompt that names no machine" : place }
}
