import NodeModel

extension BundleContents {
    /// What a bundle would hold of the lists and programs that rules ask for, were it whole.
    private static let expected: [CaptureID] = [
        "docker-images", "docker-info", "docker-image-inspect", "docker-containers", "crictl-images", "crictl-version",
        "ps", "systemctl-cat", "systemctl-show",
    ]
    /// Kinds that adapters put together from several members, of which some may be lost.
    private static let joined: Set<String> = [
        "systemctl-cat", "systemctl-show", "docker-image-inspect", "docker-containers", "cri-image-inspect",
    ]

    /// Counts everything of which a part may be behind the place where the archive broke off as cut: what was put
    /// together from several members, and what no member was found of. What is not there was not shown to be absent.
    mutating func breakOff() {
        for index in captures.indices {
            let isPart = captures[index].outcome.isComplete && Self.joined.contains(captures[index].id.kind)
            guard isPart || captures[index].outcome == .truncated else { continue }
            captures[index].outcome = .truncated
            if captures[index].message.isEmpty { captures[index].message = Capture.brokenOff }
        }
        for index in texts.indices where Self.joined.contains(texts[index].id.kind) { texts[index].isCut = true }
        for id in Self.expected where !captures.contains(where: { $0.id == id }) {
            captures.append(Capture(id: id, outcome: .truncated, message: Capture.brokenOff))
        }
    }
}
