import NodeModel

extension Rule {
    static let listRelation = Rule(
        id: "list-relation",
        title: "What is in one list and not in the other",
        reason: """
            cri-dockerd answers from the API call that `docker images` uses, without a filter (cri-dockerd, \
            core/image.go), so with one store every named image of Docker is in crictl's list; unnamed ones may be steps \
            of a build, which only `-a` shows. One that is missing there, in complete lists of one moment, means two \
            stores; a pasted list may be part of one, so it only supports. The reverse proves nothing: Docker 29 hides \
            untagged images.
            """,
        needs: ["crictl-images", "docker-images"],
        byHand: false,
        examples: [
            Example("both lists have the same three images", says: .same) {
                for id in [ExampleNode.image, ExampleNode.other, ExampleNode.third] {
                    $0.image(id, "r.io/\(id.prefix(4)):1", in: "docker-images")
                    $0.image(id, "r.io/\(id.prefix(4)):1", in: "crictl-images")
                }
            },
            Example("the same, and containerd answers crictl: two stores can hold the same images", says: .nothing) {
                for id in [ExampleNode.image, ExampleNode.other] {
                    $0.image(id, "r.io/\(id.prefix(4)):1", in: "docker-images")
                    $0.image(id, "r.io/\(id.prefix(4)):1", in: "cri-images.containerd")
                }
                $0.socket("containerd")
                $0.set(.criRuntimeName, "containerd", in: "cri-version.containerd")
            },
            Example("docker has an image that crictl has not, and another in common", says: .different) {
                $0.image(ExampleNode.image, "r.io/a:1", in: "docker-images")
                $0.image(ExampleNode.other, "r.io/b:1", in: "docker-images")
                $0.image(ExampleNode.image, "r.io/a:1", in: "crictl-images")
            },
            Example("a step of a build is only in `docker images -a`", says: .nothing) {
                $0.image(ExampleNode.image, "r.io/a:1", in: "docker-images")
                $0.image(ExampleNode.other, in: "docker-images")
                $0.image(ExampleNode.image, "r.io/a:1", in: "crictl-images")
            },
            Example("no ID in common and Docker's store not known", says: .unknown) {
                $0.image(ExampleNode.image, "r.io/a:1", in: "docker-images")
                $0.image(ExampleNode.other, "r.io/b:1", in: "crictl-images")
            },
        ]
    ) { picture in
        guard let cri = picture.cri, let listed = cri.list else { return .unknown([picture.missing("crictl-images")]) }
        guard let docker = picture.docker.list else { return .unknown([picture.missing("docker-images")]) }
        guard cri.listIsComplete, picture.docker.listIsComplete, picture.docker.isLocal else {
            return .nothing("one of the lists is not complete")
        }
        let ids = DigestIndex(listed.lazy.map(\.id))
        let rows = docker.filter { $0.id != nil && !$0.names.isEmpty }
        let only = rows.filter { ids.first(matching: $0.id) == nil }
        let common = rows.filter { ids.first(matching: $0.id) != nil }
        guard !docker.isEmpty || !listed.isEmpty else { return .nothing("both lists are empty") }

        if let missing = only.first {
            // Equal IDs elsewhere show that both tools mean the same kind of ID; else Docker's may be manifests.
            guard !common.isEmpty || picture.docker.usesGraphDriver else {
                return picture.docker.usesContainerdStore
                    ? .nothing("Docker's IDs are manifest digests and crictl's are config digests", [missing.source])
                    : .unknown([picture.missing("docker-info")])
            }
            return .says(
                .different, picture.snapshot.collector.format > 0 ? .sufficient : .supporting,
                "\(missing.names.first ?? missing.id?.short ?? "an image") is in docker's list and not in crictl's",
                [missing.source])
        }
        guard common.count >= 2, common.count == listed.count else {
            return .nothing("\(common.count) of docker's \(rows.count) images are in crictl's list of \(listed.count)")
        }
        if let name = cri.runtimeName, CRIServer(runtimeName: name.value) != .docker, !picture.docker.isPodman {
            return .nothing(
                "both lists have the same \(common.count) images, as two stores can; \(name.value) answers crictl",
                common.prefix(1).map(\.source) + [name.source])
        }
        if let alike = picture.twoWouldListAlike {
            return .nothing(
                "both lists have the same \(common.count) images; \(alike)", common.prefix(1).map(\.source))
        }
        let differs = common.first { row in
            ids.all(matching: row.id).contains { index in
                guard let a = row.size, let b = listed[index].size, a.high > 0, b.high > 0 else { return false }
                return !a.overlaps(b)
            }
        }
        if let differs {
            return .nothing("both lists have the same \(common.count) images, but not of one size", [differs.source])
        }
        return .says(
            .same, .supporting, "both lists have the same \(common.count) images", common.prefix(2).map(\.source))
    }
}
