import Evidence
import NodeModel
import Testing

extension Judgement {
    func expect(
        _ verdict: Verdict, _ relation: Relation, confidence: Confidence = .certain,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(self.verdict == verdict, "\(headline)", sourceLocation: location)
        #expect(self.relation == relation, sourceLocation: location)
        #expect(self.confidence == confidence, "\(contradictions.map(\.statement))", sourceLocation: location)
    }

    /// Figures of the exact tier, within 1 % or 1 MiB.
    func expectBytes(twice: Int64, docker: Int64, cri: Int64, at location: SourceLocation = #_sourceLocation) {
        for (figure, truth, what) in [
            (duplicatedBytes, twice, "twice"), (freedByRemoving[.docker], docker, "docker"),
            (freedByRemoving[.cri], cri, "cri"),
        ] {
            #expect(figure?.tier == .exact, "\(what): \(String(describing: figure))", sourceLocation: location)
            let difference = abs((figure?.bytes ?? .max / 2) - truth)
            #expect(
                difference <= max(truth / 100, 1 << 20),
                "\(what): \(figure?.bytes ?? -1) for \(truth), \(figure?.formula ?? "")", sourceLocation: location)
        }
    }

    func expectPlan(removes images: [TestImage], frees: Int64, at location: SourceLocation = #_sourceLocation) {
        let step = plan.first { $0.command.hasPrefix("docker image rm") }
        for name in images.flatMap(\.names) {
            #expect(
                step?.command.contains(name) == true, "\(name) in \(step?.command ?? "-")", sourceLocation: location)
        }
        #expect(step?.frees?.bytes == frees, sourceLocation: location)
    }
}

extension TestNode {
    /// podman under docker's name.
    mutating func podman(_ images: [TestImage], root: String? = "/var/lib/containers/storage") {
        for image in images {
            capture("docker-images")
            snapshot.facts.images.append(
                ListedImage(
                    id: image.config, names: image.wholeNames, repoDigests: image.wholeRepoDigests,
                    size: ByteRange(low: image.bytes - 500_000, high: image.bytes + 500_000),
                    source: source("docker-images", image.wholeNames.first ?? "")))
        }
        set(.dockerEmulatedBy, "podman", in: "docker-version")
        if let root { set(.dockerRoot, root, in: "docker-info") }
        capture("docker-containers", .empty)
    }
}
