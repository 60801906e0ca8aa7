import NodeModel

extension Rule {
    static let deletion = Rule(
        id: "deletion",
        title: "An image deleted on one side",
        reason: """
            An image that leaves one list and stays in the other is in two stores: with one store, the list that it \
            left would have it still. That decides alone. An image that leaves both lists was in one store, or was \
            removed twice: that decides only within one bundle, where the collector's opt-in probe removed an empty \
            image of its own, or a pasted session shows the removal and both lists. Between two snapshots it supports \
            one store, and only if both lists changed alike, some image is in both still (a prune or the kubelet's \
            clean-up empties both at once) and nothing shows two stores. Snapshots are compared if they are of one \
            machine and at most 31 days apart by its clock, with both lists complete and of the same endpoints and \
            roots. Images are compared by ID: a name that moved to another ID was pulled anew, an ID that is there \
            again was never missed, and an image that a second capture of the same store contradicts came or went \
            while the lists were taken. It is the only check that needs no interpretation, and it destroys: twinstore \
            never asks for it.
            """,
        needs: ["probe"],
        byHand: true,
        examples: [
            Example("the probe's image left both lists", says: .same) { $0.deletion(stillListed: false) },
            Example("the probe's image left Docker's list and stayed in crictl's", says: .different) {
                $0.deletion(stillListed: true)
            },
            Example("an image removed by crictl stayed in Docker's list", says: .different) {
                $0.image(ExampleNode.other, "r.io/b:1", in: "crictl-images")
                $0.snapshot.facts.deletions.append(
                    DeletionObservation(
                        image: "r.io/a:1", removedFrom: "crictl", otherView: "docker", stillListedByOther: true,
                        source: Source(capture: "docker-images", line: 4, quote: "r.io/a   1   c505bb498b0f")))
            },
            Example("since the snapshot before, an image left Docker's list and stayed in crictl's", says: .different) {
                $0.lists(docker: [ExampleNode.image, ExampleNode.other], cri: [ExampleNode.image, ExampleNode.other])
                $0.anHourLater()
                $0.lists(docker: [ExampleNode.other], cri: [ExampleNode.image, ExampleNode.other])
            },
            Example("since the snapshot before, an image left both lists and another stayed in both", says: .same) {
                $0.lists(docker: [ExampleNode.image, ExampleNode.other], cri: [ExampleNode.image, ExampleNode.other])
                $0.anHourLater()
                $0.lists(docker: [ExampleNode.other], cri: [ExampleNode.other])
            },
            Example("since the snapshot before, all images left both lists", says: .nothing) {
                $0.lists(docker: [ExampleNode.image, ExampleNode.other], cri: [ExampleNode.image, ExampleNode.other])
                $0.anHourLater()
                $0.lists(docker: [], cri: [])
            },
            Example("since the snapshot before, a name moved to another ID in Docker's list", says: .nothing) {
                $0.lists(docker: [ExampleNode.image], cri: [ExampleNode.image])
                $0.anHourLater()
                $0.image(ExampleNode.third, ExampleNode.name(ExampleNode.image), in: "docker-images")
                $0.lists(docker: [], cri: [ExampleNode.image])
            },
            Example("the probe's image never came into crictl's list", says: .different) {
                $0.socket("k3s-containerd")
                $0.set(.criRuntimeName, "containerd", in: "cri-version.k3s-containerd")
                $0.set(.probeNeverListed, "k3s-containerd", in: "probe")
            },
            Example("nothing was deleted", says: .unknown) { _ in },
        ]
    ) { picture in
        let probed = Self.probe(picture)
        guard let seen = picture.deletions else { return probed ?? .unknown([picture.missing("probe")]) }
        let observed = Self.since(seen, picture)
        guard let probed else { return observed }
        if case .says(let one, _, _, let first) = probed, case .says(let other, .sufficient, _, let second) = observed,
            one.relation != nil, one != other
        {
            return .nothing(
                "within the bundle it says \(one.rawValue), since the snapshot before \(other.rawValue)",
                first + second)
        }
        return probed
    }

    /// What became of an image that was removed on purpose: the probe's, or one in a pasted session; nil where none was.
    private static func probe(_ picture: Picture) -> Finding? {
        let seen = picture.facts.deletions.filter { deletion in
            guard let cri = picture.cri else { return true }
            // Who typed `crictl` without flags did not name the socket.
            return [deletion.removedFrom, deletion.otherView].contains {
                $0 == cri.name || $0 == "crictl" && cri.isCrictls
            }
        }
        guard let first = seen.first else { return neverListed(picture) }
        let stayed = seen.filter(\.stillListedByOther)
        guard stayed.isEmpty || stayed.count == seen.count else {
            return .nothing("some images left both lists and others did not", seen.map(\.source))
        }
        if let image = stayed.first {
            return twoStores(
                "\(image.image) was removed in \(image.removedFrom) and \(image.otherView) still lists it",
                stayed.map(\.source), picture)
        }
        return .says(
            .same, .sufficient, "\(first.image) was removed in \(first.removedFrom) and left \(first.otherView) too",
            seen.map(\.source))
    }

    /// Docker's newest image, the probe's, never came into the other list: as with one that stayed there, two lists.
    private static func neverListed(_ picture: Picture) -> Finding? {
        let seen = picture.facts.settings(.probeNeverListed).filter { $0.value == picture.cri?.name }
        guard let first = seen.first else { return nil }
        return twoStores("\(first.value) never listed an image that Docker had", seen.map(\.source), picture)
    }

    /// What left the lists since the snapshot before.
    private static func since(_ seen: DeletionsSeen, _ picture: Picture) -> Finding {
        if let obstacle = seen.obstacle { return .nothing("the snapshot before says nothing: \(obstacle)") }
        let stayed = seen.observations.filter(\.stillListedByOther)
        if let image = stayed.first {
            return twoStores(
                "\(image.image)\(more(stayed)) left the list of \(image.removedFrom) after \(seen.since), and "
                    + "\(image.otherView) still lists \(stayed.count > 1 ? "them" : "it")", stayed.map(\.source),
                picture)
        }
        let sources = seen.observations.map(\.source)
        guard let image = seen.observations.first else {
            return .nothing("no image that was in both lists at \(seen.since) left either")
        }
        let left = "\(image.image)\(more(seen.observations)) left both lists after \(seen.since)"
        let known = picture.cri.flatMap { endpoint in
            endpoint.server.flatMap { picture.relation(to: $0, at: endpoint.path) }
        }
        if known == .different || known == .partly {
            return .nothing("\(left); these are two stores, so each was cleaned", sources)
        }
        guard seen.changedAlike else { return .nothing("\(left), which a clean-up of two stores does too", sources) }
        return .says(.same, .supporting, left, sources)
    }

    private static func more(_ seen: [DeletionObservation]) -> String {
        seen.count > 1 ? " and \(seen.count - 1) more" : ""
    }

    /// Left in the other list: its store is another one, or shares only content; the image filesystem tells which.
    private static func twoStores(_ statement: String, _ sources: [Source], _ picture: Picture) -> Finding {
        let partly = picture.cri.flatMap { picture.relationToContainerd(at: $0.path) } == .partly
        return .says(partly ? .partly : .different, .sufficient, statement, sources)
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

    /// The two lists, complete, of images that are named by their IDs.
    fileprivate mutating func lists(docker: [String], cri: [String]) {
        capture("docker-images")
        capture("crictl-images")
        for id in docker { image(id, Self.name(id), in: "docker-images") }
        for id in cri { image(id, Self.name(id), in: "crictl-images") }
    }

    fileprivate static func name(_ id: String) -> String { "r.io/\(id.prefix(4)):1" }
}
