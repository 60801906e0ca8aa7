import NodeModel

/// Blobs: which content store holds which, how large they are, and what goes with an image.
struct ContentBytes: Sendable {
    private var sizes: [Digest: ByteRange] = [:]
    private let spare: [Digest: [ByteRange]]
    /// Records by socket, then namespace, then digest.
    private var records: [String: [String: [Digest: ContentRecord]]] = [:]
    private let picture: Picture

    init(_ picture: Picture) {
        self.picture = picture
        // The blobs of each content store, by the socket that tells of it or by its root on the disk.
        var holders: [String: Set<Digest>] = [:]
        var diffIDs: [Digest: Digest] = [:]
        let names = Dictionary(
            Set(picture.facts.content.map(\.socket)).map { ($0, Self.holder(socket: $0, picture)) }
        ) { first, _ in first }
        for record in picture.facts.content {
            sizes[record.digest] = record.bytes
            if let diff = record.diffID { diffIDs[record.digest] = diff }
            records[record.socket, default: [:]][record.namespace, default: [:]][record.digest] = record
            holders[names[record.socket] ?? record.socket, default: []].insert(record.digest)
        }
        let roots = Set(picture.facts.blobs.map(\.root)).map { ($0, picture.places.place($0)) }
        let places = Dictionary(roots) { first, _ in first }
        // The file's own size is exact; ctr rounds.
        for blob in picture.facts.blobs {
            sizes[blob.digest] = ByteRange(exactly: blob.bytes)
            holders[places[blob.root] ?? blob.root, default: []].insert(blob.digest)
        }
        spare = Self.spare(holders, diffIDs, sizes)
    }

    subscript(_ blob: Digest) -> ByteRange? { sizes[blob] }

    /// The name of the content store behind a socket: its root, where that is known.
    private static func holder(socket: String, _ picture: Picture) -> String {
        let path = picture.facts.sockets.first { $0.name == socket }.map { Endpoint.path($0.target) }
        let root = picture.root(ofContainerdAt: path ?? KnownSocket.path(socket) ?? "")
        return root.map { picture.places.place($0.path) } ?? socket
    }

    /// The packed bytes of layers in every content store but the one that needs most for a layer.
    func duplicated(_ layers: Set<Digest>, keepsParts: Bool) -> ByteSum {
        var sum = ByteSum(keepsParts: keepsParts)
        for layer in layers.sorted() {
            for size in spare[layer] ?? [] { sum.add(size, "blob of layer \(layer.short)") }
        }
        return sum
    }

    /// What each layer, by diffID, needs in every content store but the one where it needs most.
    private static func spare(
        _ holders: [String: Set<Digest>], _ diffIDs: [Digest: Digest], _ sizes: [Digest: ByteRange]
    ) -> [Digest: [ByteRange]] {
        var copies: [Digest: [ByteRange]] = [:]
        for blobs in holders.values {
            var own: [Digest: ByteSum] = [:]
            for blob in blobs {
                guard let diff = diffIDs[blob], let size = sizes[blob] else { continue }
                own[diff, default: ByteSum()].add(size, "")
            }
            for (diff, sum) in own { copies[diff, default: []].append(sum.bytes) }
        }
        return copies.mapValues { Array($0.sorted { ($0.high, $0.low) < ($1.high, $1.low) }.dropLast()) }
    }

    /// The blobs that go with these images; nil where the content store was not listed, or not every namespace of it,
    /// or an image's manifest is not found in it.
    func freed(_ gone: [StoreImage], _ kept: [StoreImage], _ store: StorePicture) -> Set<Digest>? {
        let spaces = records[store.socket] ?? [:]
        guard let own = spaces[store.store.namespace], isListed(store) else { return nil }
        var manifests: [Digest: Digest] = [:]
        for record in own.values { if let config = record.config { manifests[config] = record.digest } }
        func reach(_ images: [StoreImage]) -> Set<Digest>? {
            var seen: Set<Digest> = []
            for image in images {
                let named =
                    Array(image.targets) + [image.config, image.config.flatMap { manifests[$0] }].compactMap { $0 }
                var open = named
                var found = false
                while let next = open.popLast() {
                    guard let record = own[next] else { continue }
                    found = found || record.config != nil
                    guard seen.insert(next).inserted else { continue }
                    open += record.references + [record.config].compactMap { $0 }
                }
                guard found else { return nil }
            }
            return seen
        }
        let elsewhere = spaces.filter { $0.key != store.store.namespace }.flatMap { $0.value.keys }
        guard let going = reach(gone), let staying = reach(kept) else { return nil }
        return going.subtracting(staying).subtracting(elsewhere)
    }

    /// Whether the blobs of every namespace of the store's containerd were listed whole.
    private func isListed(_ store: StorePicture) -> Bool {
        let named = Set(picture.facts.namespaces.filter { $0.socket == store.socket }.map(\.name))
        return named.union([store.store.namespace]).allSatisfy { namespace in
            let capture = picture.snapshot.capture(CaptureID("ctr-content.\(store.socket).\(namespace)"))
            return capture?.outcome.isComplete ?? false
        }
    }
}
