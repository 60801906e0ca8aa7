import NodeModel

/// A container of a made-up node.
struct TestContainer {
    var image: TestImage
    var running = true
}

extension TestNode {
    /// Docker on a graph driver, running, with everything that the collector asks it.
    mutating func docker(
        _ images: [TestImage], root: String = "/var/lib/docker", driver: String = "overlay2",
        containers: [TestContainer] = [], address: String = "/run/containerd/containerd.sock",
        arguments: String = "/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock"
    ) {
        dockerAnswers(root: root, driver: driver, address: address)
        for image in images {
            list(image, id: image.config, size: image.bytes)
        }
        use(containers) { $0.config }
        dockerDisk(images, root: root, driver: driver)
        process(arguments, executable: "/usr/sbin/dockerd")
        state("docker.service", "active")
    }

    /// Docker on the containerd image store.
    mutating func dockerOnContainerd(
        _ images: [TestImage], address: String = "/run/containerd/containerd.sock", socket: String = "containerd",
        namespace: String = "moby", root: String = "/var/lib/docker", containers: [TestContainer] = [],
        flag: String = " --containerd=/run/containerd/containerd.sock"
    ) {
        dockerAnswers(root: root, driver: "overlayfs", address: address, namespace: namespace)
        set(.dockerDriverType, "io.containerd.snapshotter.v1", in: "docker-info")
        for image in images {
            list(image, id: image.manifest, size: image.bytes + image.packed, content: image.packed)
        }
        use(containers) { $0.manifest }
        directory(root, bytes: 300_000)
        process("/usr/sbin/dockerd -H fd://" + flag, executable: "/usr/sbin/dockerd")
        state("docker.service", "active")
        contain(images, socket: socket, namespace: namespace)
    }

    /// What is left of a Docker whose daemon is gone.
    mutating func deadDocker(_ images: [TestImage], root: String = "/var/lib/docker", state: String = "inactive") {
        capture(
            "docker-images", .failed,
            message: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
        )
        dockerDisk(images, root: root, driver: "overlay2")
        capture("docker-imagedb")
        for image in images {
            snapshot.facts.imageLayers.append(
                ImageLayers(
                    image: image.config, diffIDs: image.diffIDs, root: root,
                    source: source("docker-imagedb", "\(root)\toverlay2\t\(image.config)")))
            let names = CaptureID.file(root + "/image/overlay2/repositories.json")
            capture(names)
            snapshot.facts.images.append(
                ListedImage(
                    id: image.config, names: image.names, repoDigests: image.repoDigests,
                    source: source(names, image.names.first ?? "")))
        }
        self.state("docker.service", state, load: state.isEmpty ? "not-found" : "loaded")
    }

    private mutating func dockerAnswers(
        root: String, driver: String, address: String, namespace: String = "moby"
    ) {
        for name in ["docker-images", "docker-image-inspect", "docker-containers"] { capture(CaptureID(name)) }
        set(.dockerServerVersion, "28.5.2", in: "docker-version")
        set(.dockerRoot, root, in: "docker-info")
        set(.dockerDriver, driver, in: "docker-info")
        set(.dockerContainerdAddress, address, in: "docker-info")
        set(.dockerContainerdNamespace, namespace, in: "docker-info")
    }

    /// A row of `docker images` and of its inspection.
    mutating func list(_ image: TestImage, id: Digest, size: Int64, content: Int64? = nil) {
        snapshot.facts.images.append(
            ListedImage(
                id: id, names: image.names, repoDigests: image.repoDigests,
                size: ByteRange(low: size - size / 250, high: size + size / 250),
                source: source("docker-images", image.names.first ?? "<none>", line: snapshot.facts.images.count + 1)))
        snapshot.facts.imageLayers.append(
            ImageLayers(
                image: id, diffIDs: image.diffIDs, size: ByteRange(exactly: content ?? size), names: image.names,
                repoDigests: image.repoDigests, source: source("docker-image-inspect", "\(id)")))
    }

    private mutating func use(_ containers: [TestContainer], id: (TestImage) -> Digest) {
        for (index, container) in containers.enumerated() {
            snapshot.facts.containers.append(
                ContainerUse(
                    container: "d\(index)", image: id(container.image), imageName: container.image.names.first ?? "",
                    state: container.running ? "running" : "exited", source: source("docker-containers", "d\(index)")))
        }
    }

    /// `image/<driver>/layerdb` and what `du` counts.
    mutating func dockerDisk(_ images: [TestImage], root: String, driver: String) {
        capture("docker-layerdb")
        var seen: Set<Digest> = []
        var total: Int64 = 0
        for image in images {
            for (place, (chain, layer)) in zip(image.chain, image.layers).enumerated()
            where seen.insert(chain).inserted {
                snapshot.facts.dockerLayers.append(
                    DockerLayer(
                        root: root, driver: driver, chainID: chain, diffID: layer.diffID,
                        parent: place > 0 ? image.chain[place - 1] : nil, bytes: layer.bytes,
                        capture: "docker-layerdb", line: 1))
                total += layer.bytes
            }
        }
        directory(root, bytes: total + 300_000)
        directory(root + "/" + driver, bytes: total)
    }
}
