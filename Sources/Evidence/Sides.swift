import NodeModel

/// The two sides that images can be removed on, and what the disk would get back on each.
struct Sides: Sendable {
    var freed: [Side: ByteFigure] = [:]
    /// The store that the kubelet uses, which is kept.
    var keptStore: String?

    /// Index of Docker's store.
    let docker: Int?
    /// Index of the store that the endpoint in question shows, where it is not Docker's.
    let cri: Int?

    init(
        _ picture: Picture, stores: [StorePicture], views: [View], bytes: ByteAccounting, relation: Relation
    ) {
        docker = stores.firstIndex { $0.id == "docker" }
        let shown = views.first { $0.id == picture.cri?.name }?.store
        cri =
            shown.flatMap { id in stores.firstIndex { $0.id == id && $0.id != "docker" } }
            ?? stores.firstIndex { store in
                store.store.live == true && store.store.namespace == "k8s.io" && store.id != "docker"
                    && (picture.cri?.answered != true || store.socket == picture.cri?.name)
            }
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
            keptStore = Self.kubelets(picture, stores: stores, views: views, cri: cri)
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

    /// The store that the kubelet uses: where its processes lead it, else its configuration, else crictl's. Nil where
    /// they disagree.
    private static func kubelets(
        _ picture: Picture, stores: [StorePicture], views: [View], cri: Int?
    ) -> String? {
        let live = picture.kubelet.filter(\.isLive)
        let named = Set((live.isEmpty ? picture.kubelet : live).map { CRIPicture.resolved($0.path, picture.facts) })
        guard !named.isEmpty else { return cri.map { stores[$0].id } }
        let ids = named.map { path -> String? in
            let endpoint = picture.endpoints.first { $0.path == path }
            if (endpoint?.server ?? CRIServer(socketPath: path)) == .docker { return "docker" }
            if let view = views.first(where: { $0.endpoint == path && $0.id != "docker" }) { return view.store }
            // crictl's list came without an endpoint: it is the kubelet's, as there is no other.
            return picture.cri?.path.isEmpty == true ? cri.map { stores[$0].id } : nil
        }
        return Set(ids).count == 1 ? ids[0] : nil
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
    static func describe(
        _ bytes: ByteAccounting, keeping kept: String?
    ) -> [(joined: JoinedImage, image: SharedImage)] {
        bytes.shared.map { ($0, describe($0, bytes, kept)) }.sorted { a, b in
            let (first, second) = (a.1.duplicated?.bytes ?? 0, b.1.duplicated?.bytes ?? 0)
            if first != second { return first > second }
            if a.1.names != b.1.names { return a.1.names.lexicographicallyPrecedes(b.1.names) }
            return (a.1.configDigest?.hex ?? "") < (b.1.configDigest?.hex ?? "")
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
            }
            if record.isInUse { image.inUseBy.append(store.id) }
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
        guard members.contains(where: { $0.0.id == kept }) else {
            return (false, "the kubelet's store, \(kept), does not have it")
        }
        let others = members.filter { $0.0.id != kept }
        // What is proposed is a removal in Docker; another store is only named.
        let places = others.filter { $0.0.id == "docker" }.isEmpty ? others : others.filter { $0.0.id == "docker" }
        if let user = places.first(where: { $0.1.isInUse }) {
            let (running, total) = (user.1.containers.running, user.1.containers.total)
            guard total > 0 else { return (false, "used by a container of \(user.0.id)") }
            let state = running == 0 ? "stopped" : running == total ? "running" : "\(running) running"
            return (false, "used by \(total) container\(total == 1 ? "" : "s") of \(user.0.id) (\(state))")
        }
        if places.allSatisfy({ $0.0.store.live == false }) {
            return (true, "\(places.map(\.0.id).joined(separator: ", ")) does not run: its left-over goes as a whole")
        }
        if let unknown = places.first(where: { !$0.0.usesAreKnown }) {
            return (false, "it is not known which images the containers of \(unknown.0.id) use")
        }
        return (true, "no container of \(places.map(\.0.id).joined(separator: ", ")) uses it")
    }

    /// The image of a pod's sandbox, under any registry's name.
    static func isPause(_ name: String) -> Bool {
        guard name.hasBytes("pause") else { return false }
        let repository = ImageName.split(name).repository.split(separator: "/").last ?? ""
        return repository == "pause" || repository == "mirrored-pause" || repository.hasPrefix("pause-")
    }
}
