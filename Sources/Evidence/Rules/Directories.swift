import NodeModel

extension Rule {
    static let directories = Rule(
        id: "directories",
        title: "Where images are stored",
        reason: """
            A directory that is large was used once; it need not be in use. So two large directories say nothing about \
            the two lists. What does say something is the opposite: crictl lists images, and every directory that a \
            CRI runtime would keep them in is absent or too small for them.
            """,
        needs: ["du", "crictl-images"],
        byHand: true,
        examples: [
            Example("crictl lists 2 GB and no containerd directory could hold it", says: .same) {
                $0.image(ExampleNode.image, "x/app:1", in: "crictl-images", bytes: 2_000_000_000...2_000_000_000)
                $0.directory("/var/lib/docker/overlay2", kibibytes: 9_000_000)
                $0.directory("/var/lib/containerd", kibibytes: 220)
                $0.directory("/var/lib/rancher/k3s/agent/containerd", kibibytes: nil)
            },
            Example("both directories are large", says: .nothing) {
                $0.image(ExampleNode.image, "x/app:1", in: "crictl-images", bytes: 2_000_000_000...2_000_000_000)
                $0.directory("/var/lib/docker/overlay2", kibibytes: 9_000_000)
                $0.directory("/var/lib/rancher/k3s/agent/containerd", kibibytes: 8_000_000)
            },
            Example("the k3s directory could not be read", says: .unknown) {
                $0.image(ExampleNode.image, "x/app:1", in: "crictl-images", bytes: 2_000_000_000...2_000_000_000)
                $0.directory("/var/lib/docker/overlay2", kibibytes: 9_000_000)
            },
        ]
    ) { picture in
        let uses = picture.facts.diskUses.filter { !$0.path.hasPrefix("/run/") && !$0.path.hasPrefix("/var/run/") }
        guard !uses.isEmpty else { return .unknown([picture.missing("du")]) }
        let sizes = (picture.cri?.list ?? []).compactMap(\.size?.low).max() ?? 0
        let places =
            ["/var/lib/containerd", "/var/lib/rancher/k3s/agent/containerd"]
            + [picture.cri?.root].compactMap { $0 }
        var small: [Source] = []
        var large: [Source] = []
        var unknown: [String] = []
        for place in Set(places).sorted() {
            let use = uses.filter { $0.path == place || $0.path.hasPrefix(place + "/") }.max {
                $0.bytes.high < $1.bytes.high
            }
            if let use {
                // An image is never kept in a tenth of the size that crictl prints for it.
                if use.bytes.high < sizes / 10 { small.append(use.source) } else { large.append(use.source) }
            } else if let absent = picture.facts.directories.first(where: { $0.path == place && $0.state == .absent }) {
                small.append(absent.source)
            } else {
                unknown.append(place)
            }
        }
        if !large.isEmpty {
            return .nothing("size does not tell whether a store is in use", large)
        }
        guard sizes > 0 else { return .nothing("crictl lists no image to look for", small) }
        guard unknown.isEmpty else { return .unknown(unknown.map { picture.missing("du." + $0) }) }
        return .says(
            .same, .supporting, "no directory of a containerd could hold what crictl lists", small)
    }
}
