import NodeModel

extension Rule {
    static let imageFilesystem = Rule(
        id: "image-filesystem",
        title: "The directories that the two servers report",
        reason: """
            `crictl imagefsinfo` gives the mount point of the image filesystem: below containerd's root for containerd, \
            Docker's data root for cri-dockerd (core/imagefs_linux.go). `docker info` gives Docker's data root, its \
            driver and, since 27, the containerd that it uses. Paths are compared as devices and inodes where known, so \
            links and bind mounts do not fool it.
            """,
        needs: ["cri-imagefsinfo", "docker-info"],
        byHand: false,
        examples: [
            Example("the image filesystem is Docker's data root", says: .same) {
                $0.socket("cri-dockerd")
                $0.set(.criImageMountpoint, "/var/lib/docker", in: "cri-imagefsinfo.cri-dockerd")
                $0.set(.dockerRoot, "/var/lib/docker", in: "docker-info")
            },
            Example("the image filesystem is another Docker's data root", says: .different) {
                $0.socket("cri-dockerd")
                $0.set(.criRuntimeName, "docker", in: "cri-version.cri-dockerd")
                $0.set(.criImageMountpoint, "/var/lib/docker", in: "cri-imagefsinfo.cri-dockerd")
                $0.set(.dockerRoot, "/home/u/.local/share/docker", in: "docker-info")
            },
            Example("snapshots below k3s, Docker on overlay2", says: .different) {
                $0.socket("k3s-containerd")
                $0.set(
                    .criImageMountpoint,
                    "/var/lib/rancher/k3s/agent/containerd/io.containerd.snapshotter.v1.overlayfs",
                    in: "cri-imagefsinfo.k3s-containerd")
                $0.set(.dockerRoot, "/var/lib/docker", in: "docker-info")
                $0.set(.dockerDriver, "overlay2", in: "docker-info")
            },
            Example("Docker's containerd image store on the kubelet's containerd", says: .partly) {
                $0.sharedContainerd(namespace: "moby")
            },
            Example("crictl's root is Docker's containerd's, and crictl lists a name that Docker lacks", says: .partly)
            {
                $0.pastedContainerd()
                $0.image(ExampleNode.manifest, "r.io/app:1", in: "docker-images")
                $0.image(ExampleNode.image, "r.io/app:1", in: "crictl-images", digest: ExampleNode.manifest)
                $0.image(ExampleNode.other, "registry.k8s.io/pause:3.10", in: "crictl-images")
            },
            Example("crictl's root is Docker's containerd's, whose namespace nothing tells", says: .unknown) {
                $0.pastedContainerd()
                $0.image(ExampleNode.manifest, "r.io/app:1", in: "docker-images")
                $0.image(ExampleNode.image, "r.io/app:1", in: "crictl-images", digest: ExampleNode.manifest)
            },
            Example("the same with Docker in the namespace k8s.io", says: .same) {
                $0.sharedContainerd(namespace: "k8s.io")
            },
        ]
    ) { picture in
        guard let cri = picture.cri, let place = cri.mountpoint?.value ?? cri.root else {
            return .unknown([picture.missing("cri-imagefsinfo")])
        }
        let criSources = [cri.mountpoint?.source].compactMap { $0 } + cri.rootSources
        guard picture.docker.isLocal else {
            return .nothing("docker talks to another machine", [picture.docker.remoteSource].compactMap { $0 })
        }
        guard let root = picture.docker.root, !picture.docker.rootSources.isEmpty else {
            return .unknown([picture.missing("docker-info")])
        }
        let sources = criSources + picture.docker.rootSources
        if picture.isOnePlace(place, root) {
            return .says(.same, .sufficient, "crictl's image filesystem is Docker's data root, \(root)", sources)
        }
        let known = cri.server ?? .containerd
        if known == .docker {
            // cri-dockerd reports its Docker's data root, so another one is another Docker's.
            guard picture.docker.reportedRoot != nil else { return .unknown([picture.missing("docker-info")]) }
            return .says(
                .different, .sufficient,
                "crictl's Docker keeps its images below \(place), the command line's in \(root)",
                sources)
        }
        guard let relation = picture.relation(to: known, at: cri.path) else {
            return .unknown(picture.missingForRelation(to: known))
        }
        let all = sources + picture.docker.imageStoreSources
        let store = picture.docker.imageStore?.phrase ?? root
        switch relation {
        case .partly:
            return .says(
                .partly, .sufficient,
                "\(place) holds both: Docker uses \(store), crictl the namespace k8s.io of the same containerd", all)
        case .same:
            return .says(.same, .sufficient, "Docker uses \(store), which is crictl's", all)
        default:
            return .says(
                .different, .sufficient,
                "crictl's images are unpacked in \(place), Docker's are in \(store) below \(root)",
                all)
        }
    }
}

extension Picture {
    /// Whether two paths are one directory: the same text, one target, or one device and inode.
    func isOnePlace(_ a: String, _ b: String) -> Bool { places.areOne(a, b) }
}

extension ExampleNode {
    /// What people paste of a kubelet on Docker's containerd: neither crictl's socket nor Docker's namespace is in it.
    mutating func pastedContainerd() {
        set(.criRuntimeName, "containerd", in: "crictl-version")
        set(
            .criImageMountpoint, "/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs", in: "crictl-imagefsinfo")
        set(.dockerRoot, "/var/lib/docker", in: "docker-info")
        set(.dockerDriverType, "io.containerd.snapshotter.v1", in: "docker-info")
        process("/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock", pid: 70)
    }

    mutating func sharedContainerd(namespace: String) {
        socket("containerd")
        set(.criRuntimeName, "containerd", in: "cri-version.containerd")
        set(
            .criImageMountpoint, "/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs",
            in: "cri-imagefsinfo.containerd")
        set(.dockerRoot, "/var/lib/docker", in: "docker-info")
        set(.dockerDriver, "overlayfs", in: "docker-info")
        set(.dockerDriverType, "io.containerd.snapshotter.v1", in: "docker-info")
        set(.dockerContainerdAddress, "/run/containerd/containerd.sock", in: "docker-info")
        set(.dockerContainerdNamespace, namespace, in: "docker-info")
    }
}
