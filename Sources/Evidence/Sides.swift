import NodeModel

/// The two sides that images can be removed on, and what the disk would get back on each.
struct Sides: Sendable {
    var freed: [Side: ByteFigure] = [:]
    /// The store that the kubelet uses, which is kept.
    var keptStore: String?

    init(_ picture: Picture, stores: [StorePicture], bytes: ByteAccounting, relation: Relation) {
        let docker = stores.firstIndex { $0.id == "docker" }
        let cri =
            picture.criStore(among: stores)
            ?? (picture.cri?.server == .crio ? stores.firstIndex { $0.id == "crio" } : nil)
        switch relation {
        case .same:
            // One store: a removal through either command line takes the images of both lists.
            keptStore = "docker"
            if let docker {
                let figure = bytes.freed(removing: Self.listedByBoth(picture, stores[docker]), from: docker)
                freed[.docker] = figure
                freed[.cri] = figure
            }
        case .unknown: break
        default:
            keptStore = cri.map { stores[$0].id }
            // Without both lists nobody can say which images are in both.
            let areKnown = [docker, cri].compactMap { $0 }.allSatisfy { stores[$0].imagesAreKnown }
            if let docker, areKnown {
                freed[.docker] = bytes.freed(removing: Self.shared(docker, with: cri, bytes), from: docker)
            }
            if let cri, areKnown {
                freed[.cri] = bytes.freed(removing: Self.shared(cri, with: docker, bytes), from: cri)
            }
            if docker == nil, cri != nil { freed[.docker] = ByteFigure.nothing }
            if cri == nil, docker != nil { freed[.cri] = ByteFigure.nothing }
        }
    }

    private static func shared(_ store: Int, with other: Int?, _ bytes: ByteAccounting) -> Set<Int> {
        guard let other else { return [] }
        return Set(bytes.shared.filter { $0.members[other] != nil }.compactMap { $0.members[store] })
    }

    private static func listedByBoth(_ picture: Picture, _ store: StorePicture) -> Set<Int> {
        let listed = (picture.cri?.list ?? []).compactMap(\.id)
        return Set(
            store.images.indices.filter { index in
                let image = store.images[index]
                let ids = [image.config].compactMap { $0 } + Array(image.targets)
                return listed.contains { id in ids.contains { $0.matches(id) } }
            })
    }
}

extension ByteFigure {
    static let nothing = ByteFigure(bytes: 0, tier: .exact, formula: "no store on that side", inputs: [])
}

/// The images that are in more than one store, described for the report.
enum SharedImages {
    static func describe(_ bytes: ByteAccounting, keeping kept: String?) -> [SharedImage] {
        bytes.shared.map { describe($0, bytes, kept) }.sorted { a, b in
            let (first, second) = (a.duplicated?.bytes ?? 0, b.duplicated?.bytes ?? 0)
            return first == second ? a.names.lexicographicallyPrecedes(b.names) : first > second
        }
    }

    private static func describe(_ joined: JoinedImage, _ bytes: ByteAccounting, _ kept: String?) -> SharedImage {
        let members = joined.members.sorted { $0.key < $1.key }.map {
            (bytes.stores[$0.key], bytes.stores[$0.key].images[$0.value])
        }
        var image = SharedImage(
            names: Set(members.flatMap { Array($0.1.names) }).sorted(),
            configDigest: members.compactMap(\.1.config).first { $0.isWhole } ?? members.compactMap(\.1.config).first,
            join: joined.join, stores: members.map(\.0.id).sorted())
        for (store, record) in members {
            if let size = record.size ?? record.unpacked { image.sizes[store.id] = size }
            if record.containers.total > 0 {
                image.containers[store.id] = record.containers
                image.inUseBy.append(store.id)
            }
            image.pinned = image.pinned || record.pinned
        }
        image.inUseBy.sort()
        image.duplicated = bytes.duplicatedBytes(of: joined)
        (image.removable, image.reason) = removable(image, members, kept)
        return image
    }

    private static func removable(
        _ image: SharedImage, _ members: [(StorePicture, StoreImage)], _ kept: String?
    ) -> (Bool, String) {
        guard let kept else { return (false, "it is not known which store the kubelet uses") }
        if image.join == .name { return (false, "joined by name only: the content may differ") }
        if image.pinned { return (false, "pinned") }
        if image.names.contains(where: isPause) { return (false, "the pause image") }
        let others = members.filter { $0.0.id != kept }
        if let user = others.first(where: { $0.1.containers.total > 0 }) {
            let (running, total) = (user.1.containers.running, user.1.containers.total)
            let state = running == 0 ? "stopped" : running == total ? "running" : "\(running) running"
            return (false, "used by \(total) container\(total == 1 ? "" : "s") of \(user.0.id) (\(state))")
        }
        return (true, "no container of \(others.map(\.0.id).joined(separator: ", ")) uses it")
    }

    static func isPause(_ name: String) -> Bool {
        let repository = ImageName.split(name).repository.split(separator: "/").last ?? ""
        return repository == "pause" || repository == "mirrored-pause" || repository == "pause-amd64"
    }
}
