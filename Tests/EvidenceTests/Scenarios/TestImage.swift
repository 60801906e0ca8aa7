import NodeModel

/// A layer of a made-up image: what it is called before and after compression, and what it costs.
struct TestLayer: Hashable {
    let name: String
    /// Uncompressed bytes.
    var bytes: Int64
    var packed: Int64

    init(_ name: String, _ bytes: Int64, packed: Int64? = nil) {
        self.name = name
        self.bytes = bytes
        self.packed = packed ?? bytes / 2
    }

    var diffID: Digest { Digest.sha256(Array("diff \(name)".utf8)) }
    var blob: Digest { Digest.sha256(Array("blob \(name)".utf8)) }
}

/// A made-up image, called as Docker calls it.
struct TestImage: Hashable {
    var names: [String]
    var layers: [TestLayer]
    /// What its config holds besides layers: two images of one content have one salt.
    var salt: String
    var pinned = false
    /// False for an image that was built or imported here, which no registry gave a digest.
    var pulled = true

    init(_ names: String..., layers: [TestLayer], salt: String? = nil, pinned: Bool = false, pulled: Bool = true) {
        self.names = names
        self.layers = layers
        self.salt = salt ?? names.first ?? ""
        self.pinned = pinned
        self.pulled = pulled
    }

    var config: Digest { Digest.sha256(Array("config \(salt) \(layers.map(\.name))".utf8)) }
    var manifest: Digest { Digest.sha256(Array("manifest \(salt) \(layers.map(\.name))".utf8)) }
    var diffIDs: [Digest] { layers.map(\.diffID) }
    var chain: [Digest] { Digest.chainIDs(diffIDs: diffIDs) }
    var bytes: Int64 { layers.map(\.bytes).reduce(0, +) }
    var packed: Int64 { layers.map(\.packed).reduce(0, +) + Self.configBytes + Self.manifestBytes }
    var repoDigests: [String] {
        pulled ? Set(names.map { ImageName.split($0).repository + "@\(manifest)" }).sorted() : []
    }
    /// As containerd's CRI and CRI-O print them.
    var wholeNames: [String] { names.map(ImageName.normalized) }
    var wholeRepoDigests: [String] {
        repoDigests.map { String(ImageName.normalized($0)) }
    }

    static let configBytes: Int64 = 2000
    static let manifestBytes: Int64 = 1000
}

let megabyte: Int64 = 1_000_000

extension TestImage {
    static let baseLayer = TestLayer("base", 70 * megabyte)
    static let web = TestImage("nginx:1.27", layers: [baseLayer, TestLayer("web", 30 * megabyte)])
    static let app = TestImage("example/app:1.0-prod", layers: [baseLayer, TestLayer("app", 40 * megabyte)])
    static let other = TestImage("registry.example/other:2", layers: [TestLayer("other", 55 * megabyte)])
    static let pause = TestImage("registry.k8s.io/pause:3.9", layers: [TestLayer("pause", 700_000)], pinned: true)
}
