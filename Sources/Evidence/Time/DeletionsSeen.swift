import NodeModel

/// The deletion check, read from two consecutive snapshots of a node: what left one list, and whether it left the other.
///
/// "It stayed in the other list" rests on the newer snapshot alone and needs no order of time: with one store the list
/// that it left would have it too. "It left both" rests on nothing else having removed it there, which time wears out.
struct DeletionsSeen: Sendable {
    /// Longer than this, and too much happens to a node for what it lacks to mean anything: 31 days.
    static let longest: Int64 = 31 * 86_400

    /// The older snapshot's clock.
    var since: Timestamp
    /// Why the two snapshots say nothing of deletions; nil where they can.
    var obstacle: String?
    var observations: [DeletionObservation] = []
    /// Both lists changed alike, and some image is in both still: no clean-up emptied either.
    var changedAlike = false

    init(in new: Picture, after old: Picture) {
        since = old.snapshot.collectedAt
        obstacle = Self.obstacle(from: old.snapshot, to: new.snapshot)
        guard obstacle == nil else { return }
        let lists = ListChanges(from: old, to: new)
        guard let docker = lists.pairs.first(where: { $0.name == "docker" }),
            let cri = lists.pairs.first(where: { $0.name != "docker" })
        else {
            obstacle = lists.comparison.obstacles.first ?? "there is only one list"
            return
        }
        observations = Self.left(docker, cri) + Self.left(cri, docker).filter(\.stillListedByOther)
        changedAlike =
            lists.comparison.changes.allSatisfy { $0.fates[docker.name] == $0.fates[cri.name] }
            && docker.new.images.contains { image in cri.twin(of: image).map(cri.fate) == .stayed }
    }

    /// Whether one snapshot comes before another of the same node, and by how much too much.
    private static func obstacle(from old: Snapshot, to new: Snapshot) -> String? {
        guard old.node == new.node else { return "the older snapshot is of another node, \(old.node)" }
        let (before, after) = (old.collector.machine, new.collector.machine)
        guard before.isEmpty || after.isEmpty || before == after else {
            return "the older snapshot is of another machine of that name"
        }
        guard old.collectedAt < new.collectedAt else {
            return "the clock of the snapshot before, \(old.collectedAt), is not before this one's"
        }
        guard new.collectedAt.seconds - old.collectedAt.seconds <= longest else {
            return "the snapshot before is of \(old.collectedAt), more than \(longest / 86_400) days earlier"
        }
        return nil
    }

    /// What left `one` and was in the other list too, as long as every other capture of both stores agrees.
    private static func left(_ one: ListChanges.Pair, _ other: ListChanges.Pair) -> [DeletionObservation] {
        one.old.images.compactMap { image in
            guard !image.names.isEmpty, one.fate(of: image) == .left, one.new.isConfirmed(image.id, listed: false),
                let before = other.old.image(image.id) ?? other.old.images.first(where: { $0.matches(image) })
            else { return nil }
            let name = image.names.sorted().first ?? image.id.short
            switch other.fate(of: before) {
            case .stayed:
                // Without a name it may be what an untagging left, which some versions of Docker do not list.
                guard let after = other.new.image(before.id), !after.names.isEmpty,
                    other.new.isConfirmed(after.id, listed: true)
                else { return nil }
                return DeletionObservation(
                    image: name, removedFrom: one.name, otherView: other.name, stillListedByOther: true,
                    source: after.source)
            case .left:
                guard other.new.isConfirmed(before.id, listed: false) else { return nil }
                return DeletionObservation(
                    image: name, removedFrom: one.name, otherView: other.name, stillListedByOther: false,
                    source: Source(capture: other.new.capture, line: 0, quote: "no row \(before.id.short)"))
            case .arrived, .replaced, .untagged, .notListed: return nil
            }
        }
    }
}
