import NodeModel

extension Rule {
    static let names = Rule(
        id: "names",
        title: "How the two lists write names",
        reason: """
            Docker leaves out `docker.io/` and `docker.io/library/` (moby, daemon/images/image_list.go); containerd's CRI \
            and CRI-O always print the whole name (containerd, internal/cri/util/references.go); cri-dockerd passes \
            Docker's own strings. So a name without a host in crictl is Docker's, and `docker.io/library/nginx` in \
            crictl for the image that Docker calls `nginx` is not.
            """,
        needs: ["crictl-images", "docker-images"],
        byHand: false,
        examples: [
            Example("crictl prints a name without a host", says: .same) {
                $0.image(ExampleNode.image, "example/my-app:1.0-prod", in: "docker-images")
                $0.image(ExampleNode.image, "example/my-app:1.0-prod", in: "crictl-images")
            },
            Example("docker.io/library/nginx in crictl is nginx in docker", says: .different) {
                $0.set(.dockerDriver, "overlay2", in: "docker-info")
                $0.image(ExampleNode.image, "nginx:1.27", in: "docker-images")
                $0.image(ExampleNode.image, "docker.io/library/nginx:1.27", in: "crictl-images")
            },
            Example("somebody left the registry out of one of crictl's names", says: .nothing) {
                $0.image(ExampleNode.image, "registry/app:1.0", in: "docker-images")
                $0.image(ExampleNode.image, "registry/app:1.0", in: "crictl-images")
                $0.image(ExampleNode.other, "docker.io/rancher/mirrored-pause:3.6", in: "crictl-images")
            },
            Example("docker lists nothing, and crictl a name that Docker never prints", says: .different) {
                $0.capture("docker-images", .empty)
                $0.image(ExampleNode.image, "docker.io/library/nginx:1.27", in: "crictl-images")
            },
            Example("a private registry's host is printed by both", says: .nothing) {
                $0.image(ExampleNode.image, "registry.example/app:1", in: "docker-images")
                $0.image(ExampleNode.image, "registry.example/app:1", in: "crictl-images")
            },
        ]
    ) { picture in
        guard let listed = picture.cri?.list else { return .unknown([picture.missing("crictl-images")]) }
        guard let docker = picture.docker.list else { return .unknown([picture.missing("docker-images")]) }
        guard !picture.docker.isPodman else { return .nothing("docker is podman here, which prints whole names too") }
        let bare = listed.lazy.compactMap { image in
            image.names.first { !ImageName.hasHost($0) }.map { (image, $0) }
        }
        if let (image, name) = bare.first {
            // Docker prints `docker.io/` nowhere, and a containerd prints it everywhere.
            let whole = listed.first { row in row.names.contains { $0.utf8.starts(with: "docker.io/".utf8) } }
            if let whole {
                return .nothing(
                    "crictl's list has `\(name)` beside names below `docker.io/`: somebody shortened one of them",
                    [image.source, whole.source])
            }
            guard let relation = picture.relation(to: .docker, at: picture.cri?.path ?? "") else {
                return .unknown(picture.missingForRelation(to: .docker))
            }
            return .says(
                Saying(relation), .sufficient,
                "crictl prints `\(name)` without a registry, which only Docker does"
                    + (relation == .same ? "" : ": another Docker than the command line's"), [image.source])
        }
        // The first row of Docker's list by the whole form of a name that it prints without a host.
        var familiar: [String: Int] = [:]
        for (index, row) in docker.enumerated() {
            for name in row.names where !ImageName.hasHost(name) {
                let whole = ImageName.normalized(name)
                if familiar[whole] == nil { familiar[whole] = index }
            }
        }
        for image in listed where !familiar.isEmpty {
            for name in image.names where name.utf8.starts(with: "docker.io/".utf8) {
                guard let twin = familiar[ImageName.normalized(name)].map({ docker[$0] }) else { continue }
                let partly = picture.cri.flatMap { picture.relationToContainerd(at: $0.path) }
                guard picture.docker.usesGraphDriver || partly != nil || sameID(twin, image) else {
                    return .unknown([picture.missing("docker-info")])
                }
                return .says(
                    Saying(partly ?? .different), .sufficient,
                    "docker prints `\(twin.names.first ?? "")` and crictl `\(name)`: crictl is not answered by Docker",
                    [twin.source, image.source])
            }
        }
        return whole(docker, listed, picture)
            ?? .nothing(
                listed.isEmpty
                    ? "crictl lists no image" : "every name has a registry's host, which both command lines print")
    }

    /// Docker prints `docker.io/` nowhere. So where its whole list is known, and no patched Docker wrote it, an image
    /// that crictl calls so is not in Docker's store.
    private static func whole(_ docker: [ListedImage], _ listed: [ListedImage], _ picture: Picture) -> Finding? {
        let isHubs = { (name: String) in name.utf8.starts(with: "docker.io/".utf8) }
        guard picture.docker.listIsComplete, picture.docker.isLocal,
            !docker.contains(where: { $0.names.contains(where: isHubs) }),
            let image = listed.first(where: { $0.names.contains(where: isHubs) }),
            let name = image.names.first(where: isHubs)
        else { return nil }
        let partly = picture.cri.flatMap { picture.relationToContainerd(at: $0.path) }
        guard docker.isEmpty || picture.docker.usesGraphDriver || partly != nil else {
            return .unknown([picture.missing("docker-info")])
        }
        return .says(
            Saying(partly ?? .different), .sufficient,
            "crictl lists `\(name)`, a name that Docker never prints"
                + (docker.isEmpty ? ", and docker lists no image" : ""), [image.source])
    }
}

/// Whether two rows carry one ID, as far as both were printed.
func sameID(_ a: ListedImage, _ b: ListedImage) -> Bool {
    guard let first = a.id, let second = b.id else { return false }
    return first.matches(second)
}
