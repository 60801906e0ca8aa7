import CLibcrypto

/// The images of the world from which every node takes its own: the first ones are everywhere, the last ones rare.
struct Catalogue: Sendable {
    var images: [FleetImage] = []
    /// Pause images: one for each way to install a kubelet.
    var pauses: [FleetImage] = []

    static let count = 4_000
    private static let baseCount = 60

    init(seed: UInt64) {
        var random = Randomness(seed, 1)
        let bases = (0..<Self.baseCount).map { _ in
            var layers: [FleetLayer] = []
            for _ in 0..<random.whole(1...4) {
                layers.append(FleetLayer(over: layers.last, median: 24e6, sigma: 1, &random))
            }
            return layers
        }
        for rank in 0..<Self.count {
            var layers = bases[random.zipf(bases.count)]
            for _ in 0..<min(12, max(1, Int(random.logNormal(median: 3, sigma: 0.6)))) {
                layers.append(FleetLayer(over: layers.last, median: 4e6, sigma: 2, &random))
            }
            images.append(FleetImage(rank: rank, layers: layers, &random))
        }
        for name in ["docker.io/rancher/mirrored-pause", "registry.k8s.io/pause"] {
            let layer = FleetLayer(over: nil, median: 7e5, sigma: 0, &random)
            pauses.append(FleetImage(pause: name, layer: layer, &random))
        }
    }
}

/// One layer at its place: the same content over another parent is another layer.
struct FleetLayer: Sendable {
    /// Digests as `sha256:` and 64 digits.
    var diff: Bytes
    var chain: Bytes
    var parent: Bytes
    var blob: Bytes
    /// Bytes of the uncompressed tar, as Docker's layerdb has them.
    var size: Int
    /// Bytes of the compressed blob.
    var packed: Int

    init(over parent: FleetLayer?, median: Double, sigma: Double, _ random: inout Randomness) {
        let diff: Bytes = "sha256:\(random.hex())"
        self.diff = diff
        blob = "sha256:\(random.hex())"
        self.parent = parent?.chain ?? ""
        // https://github.com/opencontainers/image-spec/blob/main/config.md#layer-chainid
        chain = parent.map { "sha256:\(Self.sha256("\($0.chain) \(diff)"))" } ?? diff
        size = max(2, Int(min(4e9, random.logNormal(median: median, sigma: sigma)) / 512)) * 512
        packed = max(32, Int(Double(size) * (0.3 + 0.2 * random.unit())))
    }

    private static func sha256(_ text: Bytes) -> Bytes {
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256(text.array, text.count, &digest)
        let digits = Array("0123456789abcdef".utf8)
        return Bytes(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

/// One image with everything that any tool says of it.
struct FleetImage: Sendable {
    var rank: Int
    var config: Bytes
    var manifest: Bytes
    var configBytes: Int
    var manifestBytes: Int
    var layers: [FleetLayer]
    /// As CRI has it, and as Docker prints it.
    var qualified: Bytes
    var familiar: Bytes
    /// The registry's host and the path in it.
    var host: Bytes
    var path: Bytes
    var tags: [Bytes]
    /// Seconds since 1970.
    var created: Int
    var isPause = false

    /// Uncompressed bytes of all layers.
    var size: Int { layers.reduce(0) { $0 + $1.size } }
    /// Bytes of config, manifest and compressed layers.
    var content: Int { layers.reduce(configBytes + manifestBytes) { $0 + $1.packed } }

    init(rank: Int, layers: [FleetLayer], _ random: inout Randomness) {
        let products = ["api", "web", "worker", "gateway", "auth", "search", "billing", "report", "cache", "proxy"]
        let official = [
            "nginx", "redis", "postgres", "busybox", "alpine", "python", "node", "golang", "debian", "httpd",
        ]
        let product = products[rank % products.count]
        let at = [("docker.io", 0.4), ("registry.k8s.io", 0.1), ("quay.io", 0.1), ("ghcr.io", 0.1)]
        var place = random.unit()
        var host = "registry.example.com:5000"
        for (name, share) in at where place >= 0 {
            if place < share { host = name }
            place -= share
        }
        var path = "team-\(rank % 37)/\(product)-\(rank)"
        if host == "docker.io", rank % 3 == 0 { path = "library/\(official[rank / 3 % official.count])" }
        let number = "\(random.whole(1...9)).\(random.whole(0...30)).\(rank)"
        self.init(
            rank: rank, host: host, path: path, tags: random.chance(0.1) ? [number, "stable-\(rank)"] : [number],
            layers: layers, &random)
    }

    init(pause name: String, layer: FleetLayer, _ random: inout Randomness) {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        self.init(rank: -1, host: parts[0], path: parts[1], tags: ["3.10"], layers: [layer], &random)
        isPause = true
    }

    private init(
        rank: Int, host: String, path: String, tags: [String], layers: [FleetLayer], _ random: inout Randomness
    ) {
        self.rank = rank
        config = "sha256:\(random.hex())"
        manifest = "sha256:\(random.hex())"
        configBytes = 1_500 + 420 * layers.count
        manifestBytes = 300 + 212 * layers.count
        self.layers = layers
        self.host = "\(host)"
        self.path = "\(path)"
        qualified = "\(host)/\(path)"
        let bare = path.hasPrefix("library/") ? String(path.dropFirst(8)) : path
        familiar = host == "docker.io" ? "\(bare)" : qualified
        self.tags = tags.map { "\($0)" }
        // Up to two years before September 2026.
        created = 1_788_000_000 - random.whole(86_400...63_000_000)
    }
}
