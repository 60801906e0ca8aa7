import NodeModel

extension Rule {
    static let deletion = Rule(
        id: "deletion",
        title: "An image deleted on one side",
        reason: """
            An image that leaves one list and stays in the other is stored twice; one that leaves both was stored once. \
            It is the only check that needs no interpretation, and it destroys: twinstore never asks for it. It is \
            read where it was observed, between two snapshots or by the collector's opt-in probe, which imports and \
            removes an empty image of its own.
            """,
        needs: ["probe"],
        byHand: true,
        examples: [
            Example("the probe's image left both lists", says: .same) {
                $0.deletion(stillListed: false)
            },
            Example("an image left Docker's list and stayed in crictl's", says: .different) {
                $0.deletion(stillListed: true)
            },
            Example("an image removed by crictl stayed in Docker's list", says: .different) {
                $0.image(ExampleNode.other, "r.io/b:1", in: "crictl-images")
                $0.snapshot.facts.deletions.append(
                    DeletionObservation(
                        image: "r.io/a:1", removedFrom: "crictl", otherView: "docker", stillListedByOther: true,
                        source: Source(capture: "docker-images", line: 4, quote: "r.io/a   1   c505bb498b0f")))
            },
            Example("nothing was deleted", says: .unknown) { _ in },
        ]
    ) { picture in
        let seen = picture.facts.deletions.filter { deletion in
            guard let cri = picture.cri else { return true }
            // Who typed `crictl` without flags did not name the socket.
            return [deletion.removedFrom, deletion.otherView].contains {
                $0 == cri.name || $0 == "crictl" && cri.isCrictls
            }
        }
        guard let first = seen.first else { return .unknown([picture.missing("probe")]) }
        let stayed = seen.filter(\.stillListedByOther)
        guard stayed.isEmpty || stayed.count == seen.count else {
            return .nothing("some images left both lists and others did not", seen.map(\.source))
        }
        // Left in crictl: its store is another one, or shares only content; the image filesystem tells which.
        if let image = stayed.first {
            let partly = picture.cri.flatMap { picture.relationToContainerd(at: $0.path) } == .partly
            return .says(
                partly ? .partly : .different, .sufficient,
                "\(image.image) was removed in \(image.removedFrom) and \(image.otherView) still lists it",
                stayed.map(\.source))
        }
        return .says(
            .same, .sufficient, "\(first.image) was removed in \(first.removedFrom) and left \(first.otherView) too",
            seen.map(\.source))
    }
}

extension ExampleNode {
    fileprivate mutating func deletion(stillListed: Bool) {
        capture("probe")
        snapshot.facts.deletions.append(
            DeletionObservation(
                image: "twinstore-probe:1", removedFrom: "docker", otherView: "k3s-containerd",
                stillListedByOther: stillListed, source: Source(capture: "probe", line: 2, quote: "k3s-containerd")))
        socket("k3s-containerd")
        set(.criRuntimeName, "containerd", in: "cri-version.k3s-containerd")
    }
}
