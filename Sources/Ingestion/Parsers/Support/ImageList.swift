import NodeModel

/// Images in the making: the rows of one ID are one image with several names.
struct ImageList {
    private(set) var images: [ListedImage] = []
    private var index: [Digest: Int] = [:]
    /// The names of the images that have several rows, each after its image's ID.
    private var seen: Set<String> = []
    private var merged: Set<Int> = []

    mutating func add(_ row: ListedImage) {
        guard let digest = row.id, let at = index[digest] else {
            if let digest = row.id { index[digest] = images.count }
            images.append(row)
            return
        }
        let id = digest.hex
        if merged.insert(at).inserted {
            for name in images[at].names + images[at].repoDigests { seen.insert(id + name) }
        }
        for name in row.names where seen.insert(id + name).inserted { images[at].names.append(name) }
        for name in row.repoDigests where seen.insert(id + name).inserted { images[at].repoDigests.append(name) }
        images[at].size = images[at].size ?? row.size
        images[at].contentSize = images[at].contentSize ?? row.contentSize
        images[at].inUse = images[at].inUse || row.inUse
        images[at].pinned = images[at].pinned || row.pinned
    }
}

extension ListedImage {
    /// An image of any tool's JSON: docker's and nerdctl's template lines, crictl's list, podman's and the API's arrays.
    /// Nil where there is neither an ID nor a name.
    init?(json: JSON, source: Source) {
        func text(_ keys: String...) -> String {
            for key in keys { if let value = json[key]?.string { return value } }
            return ""
        }
        func list(_ keys: String...) -> [String] {
            var texts: [String] = []
            for key in keys { if let value = json[key] { texts += value.elements.compactMap(\.string) } }
            return texts
        }
        let id = Digest(text("ID", "Id", "id"))
        var names = list("repoTags", "RepoTags", "Names").filter(Self.isName)
        var repoDigests = list("repoDigests", "RepoDigests").filter(Self.isRepoDigest)
        let repository = text("Repository", "repository")
        if let name = Self.name(repository, text("Tag", "tag")) { names.append(name) }
        if let digest = Self.repoDigest(repository, text("Digest", "digest")), repoDigests.isEmpty {
            repoDigests.append(digest)
        }
        guard id != nil || !names.isEmpty else { return nil }
        let printed = HumanSize.any(text("Size", "size"))
        // VirtualSize is the same number with one more digit, up to Docker 28.
        let finer = HumanSize.any(text("VirtualSize"), digits: 4)
        let size = finer.flatMap { fine in (printed?.overlaps(fine) ?? false) ? fine : nil } ?? printed
        self.init(
            id: id, names: names.unique, repoDigests: repoDigests.unique, size: size,
            contentSize: HumanSize.any(text("BlobSize")), inUse: (Int64(text("Containers")) ?? 0) > 0,
            pinned: (json["pinned"] ?? json["Pinned"])?.bool ?? false, source: source)
    }

    /// `repository:tag`; nil where either is `<none>` or cut.
    static func name(_ repository: some StringProtocol, _ tag: some StringProtocol) -> String? {
        let name = "\(repository):\(tag)"
        return repository.isEmpty || tag.isEmpty || !isName(name) ? nil : name
    }

    /// `repository@sha256:…`; the digest alone where the repository is not known or the digest is cut.
    static func repoDigest(_ repository: some StringProtocol, _ digest: some StringProtocol) -> String? {
        guard let value = Digest(digest) else { return nil }
        guard value.isWhole else { return String(digest) }
        return isName(repository) ? "\(repository)@\(value)" : "\(value)"
    }

    /// Whether it is a name that can be joined: not `<none>:<none>`, not `quay.io/minio/mi…`.
    static func isName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty && !name.utf8.contains(UInt8(ascii: "<")) && !name.hasSuffix("…") && !name.hasSuffix("...")
    }

    private static func isRepoDigest(_ text: String) -> Bool {
        guard isName(text), let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return Digest(text) != nil }
        return Digest(text[text.utf8.index(after: at)...]) != nil
    }
}

extension Array where Element: Hashable {
    /// Without repetitions, first ones kept.
    var unique: [Element] {
        guard count > 1 else { return self }
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
