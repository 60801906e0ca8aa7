import NodeModel

extension Rule {
    static let sizes = Rule(
        id: "sizes",
        title: "The sizes of one image in both lists",
        reason: """
            Docker with a graph driver counts uncompressed layers, as CRI-O does, containerd's CRI compressed blobs; \
            cri-dockerd passes Docker's number. Different sizes for one ID mean two stores, except 0 B (cri-dockerd up to 0.3.9 on Docker \
            25 and newer). Equal sizes prove little alone (incompressible layers, images imported from `docker save`): \
            they support; equal to the byte on three images of different sizes they are as good as proof.
            """,
        needs: ["crictl-images", "docker-images"],
        byHand: false,
        examples: [
            Example("107 MB in docker, 53.7 MB in crictl", says: .different) {
                $0.image(ExampleNode.image, in: "docker-images", bytes: 106_500_000...107_500_000)
                $0.image(ExampleNode.image, in: "crictl-images", bytes: 53_696_858...53_696_858)
            },
            Example("1.81 GB in both", says: .same) {
                $0.image(ExampleNode.image, in: "docker-images", bytes: 1_805_000_000...1_815_000_000)
                $0.image(ExampleNode.image, in: "crictl-images", bytes: 1_805_000_000...1_815_000_000)
            },
            Example("crictl prints 0B", says: .nothing) {
                $0.image(ExampleNode.image, in: "docker-images", bytes: 1_805_000_000...1_815_000_000)
                $0.image(ExampleNode.image, in: "crictl-images", bytes: 0...0)
            },
            Example("one size in docker and in CRI-O, which both count unpacked layers", says: .nothing) {
                $0.socket("crio")
                $0.set(.criRuntimeName, "cri-o", in: "cri-version.crio")
                $0.image(ExampleNode.image, in: "docker-images", bytes: 106_500_000...107_500_000)
                $0.image(ExampleNode.image, in: "cri-images.crio", bytes: 106_903_000...106_903_000)
            },
            Example("one size in both, and docker talks to a socket of its own", says: .nothing) {
                $0.set(.dockerEndpoint, "unix:///run/user/1000/docker.sock", in: "docker-contexts")
                $0.image(ExampleNode.image, in: "docker-images", bytes: 106_500_000...107_500_000)
                $0.image(ExampleNode.image, in: "crictl-images", bytes: 106_500_000...107_500_000)
            },
            Example("24.9 GB and 24.8 GB of an incompressible image on two stores", says: .different) {
                $0.image(ExampleNode.image, in: "docker-images", bytes: 24_850_000_000...24_949_999_999)
                $0.image(ExampleNode.image, in: "crictl-images", bytes: 24_750_000_000...24_849_999_999)
            },
        ]
    ) { picture in
        guard let listed = picture.cri?.list else { return .unknown([picture.missing("crictl-images")]) }
        guard let docker = picture.docker.list else { return .unknown([picture.missing("docker-images")]) }
        let pairs = picture.sizedTwins(docker, listed)
        guard !pairs.isEmpty else { return .nothing("no image with a size is in both lists under one ID") }
        let measured = pairs.filter { ($0.1.size?.high ?? 0) > 0 && ($0.0.size?.high ?? 0) > 0 }
        guard !measured.isEmpty else { return .nothing("crictl prints 0B: an old cri-dockerd", [pairs[0].1.source]) }
        let unequal = measured.filter { pair in
            guard let a = pair.0.size, let b = pair.1.size else { return false }
            return !a.overlaps(b)
        }
        if let (a, b) = unequal.first {
            guard unequal.count == measured.count || measured.count - unequal.count < unequal.count else {
                return .nothing("\(unequal.count) of \(measured.count) images differ in size", [a.source, b.source])
            }
            return .says(
                .different, .sufficient,
                "\(a.names.first ?? a.id?.short ?? "one image") has two sizes under one ID: two stores",
                [a.source, b.source])
        }
        if picture.cri?.server == .crio, picture.docker.isPodman {
            return .nothing(
                "\(counted(measured.count, "image has", "images have")) one size in both lists; "
                    + "CRI-O counts unpacked layers, as podman does", measured.prefix(1).map(\.1.source))
        }
        if let alike = picture.twoWouldListAlike {
            return .nothing(
                "\(counted(measured.count, "image has", "images have")) one size in both lists; \(alike)",
                measured.prefix(1).map(\.1.source))
        }
        let exact = Set(
            measured.compactMap { pair -> Int64? in
                let docker = pair.0.size.flatMap { $0.isExact ? $0 : nil } ?? picture.inspectedSize(pair.0)
                return docker.flatMap { $0 == pair.1.size && $0.isExact ? $0.low : nil }
            })
        let sources = measured.prefix(2).flatMap { [$0.0.source, $0.1.source] }
        if exact.count >= 3 {
            return .says(.same, .sufficient, "\(exact.count) images have one size in both lists, to the byte", sources)
        }
        return .says(
            .same, .supporting, "\(counted(measured.count, "image has", "images have")) one size in both lists", sources
        )
    }
}

extension Picture {
    /// The rows of one ID in both lists, where both have a size.
    func sizedTwins(_ docker: [ListedImage], _ listed: [ListedImage]) -> [(ListedImage, ListedImage)] {
        let ids = DigestIndex(listed.lazy.map { $0.size == nil ? nil : $0.id })
        return docker.compactMap { row in
            guard row.size != nil else { return nil }
            return ids.first(matching: row.id).map { (row, listed[$0]) }
        }
    }

    /// Whether nothing but equal sizes of one or two images says one store: images that `docker save` brought to the
    /// kubelet's containerd, the usual way of loading one, have them too. podman's list has only CRI-O beside it.
    func restsOnFewSizes(_ checks: [Check]) -> Bool {
        let spoken = checks.filter { $0.says.relation != nil }
        guard !spoken.isEmpty, spoken.allSatisfy({ $0.rule == Rule.sizes.id && $0.says == .same }), !docker.isPodman
        else { return false }
        return sizedTwins(docker.list ?? [], cri?.list ?? []).count < 3
    }

    /// The exact size that `docker image inspect` gives for a row.
    func inspectedSize(_ row: ListedImage) -> ByteRange? {
        facts.imageLayers.first {
            $0.source.capture.isKind("docker-image-inspect") && row.id?.matches($0.image) == true
        }?.size
    }
}
