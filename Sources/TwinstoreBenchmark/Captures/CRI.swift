/// What crictl says, of one endpoint.
extension Node {
    /// Sockets on which crictl is asked, in the collector's order.
    var sockets: [SetUp.Socket] {
        var sockets: [SetUp.Socket] = []
        if setUp.isKubernetes == .k3s { sockets.append(.k3sContainerd) }
        if setUp.isKubernetes == .k3sDocker { sockets.append(.k3sCriDockerd) }
        if setUp.hasSystemContainerd { sockets.append(.containerd) }
        if setUp.endpoint == .criDockerd { sockets.append(.criDockerd) }
        return sockets
    }

    func isDocker(_ socket: SetUp.Socket) -> Bool { socket == .k3sCriDockerd || socket == .criDockerd }

    /// The images that crictl lists there.
    func images(at socket: SetUp.Socket) -> [FleetImage] {
        switch socket {
        case .k3sCriDockerd, .criDockerd: docker
        case .k3sContainerd: kubelet
        case .containerd: setUp.kubelet == .system ? kubelet : []
        }
    }

    func criVersion(_ socket: SetUp.Socket) -> Bytes {
        let (name, version): (Bytes, Bytes) =
            isDocker(socket) ? ("docker", "26.1.5+dfsg1") : ("containerd", "1.7.24~ds1")
        return "Version:  0.1.0\nRuntimeName:  \(name)\nRuntimeVersion:  \(version)\nRuntimeApiVersion:  v1\n"
    }

    func criImages(_ socket: SetUp.Socket) -> Bytes {
        let images = images(at: socket)
        guard !images.isEmpty else { return "{\n  \"images\": []\n}\n" }
        var out: Bytes = "{\n  \"images\": [\n"
        for (index, image) in images.enumerated() {
            let name = isDocker(socket) ? image.familiar : image.qualified
            let tags = image.tags.map { "        \"\(name):\($0)\"" as Bytes }
            let digests: Bytes = image.tags.isEmpty ? "[]" : "[\n        \"\(name)@\(image.manifest)\"\n      ]"
            out +=
                "    {\n      \"id\": \"\(image.config)\",\n      \"repoTags\": \(tags.isEmpty ? "[]" : "[\n\(Bytes.joined(tags, ",\n"))\n      ]" as Bytes),\n      \"repoDigests\": \(digests),\n      \"size\": \"\(isDocker(socket) ? image.size : image.content)\",\n      \"username\": \"\",\n      \"pinned\": \(image.isPause && !isDocker(socket) ? "true" : "false")\n    }\(index == images.count - 1 ? "" : ",")\n"
        }
        out += "  ]\n}\n"
        return out
    }

    func criImageInspect(_ socket: SetUp.Socket) -> Bytes {
        var out = Bytes()
        for image in images(at: socket) { out += "\(image.config) [\(Bytes.joined(image.layers.map(\.diff), " "))]\n" }
        return out
    }

    func criImageFilesystem(_ socket: SetUp.Socket) -> Bytes {
        let mount: Bytes =
            switch socket {
            case .k3sContainerd: "/var/lib/rancher/k3s/agent/containerd/io.containerd.snapshotter.v1.overlayfs"
            case .containerd: "/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs"
            case .k3sCriDockerd, .criDockerd: "/var/lib/docker"
            }
        let used = Self.distinct(images(at: socket)).reduce(0) { $0 + $1.size }
        return
            "{\n  \"status\": {\n    \"containerFilesystems\": [],\n    \"imageFilesystems\": [\n      {\n        \"fsId\": {\n          \"mountpoint\": \"\(mount)\"\n        },\n        \"inodesUsed\": {\n          \"value\": \"\(used / 30_000)\"\n        },\n        \"timestamp\": \"\(clock.seconds)113508633\",\n        \"usedBytes\": {\n          \"value\": \"\(used)\"\n        }\n      }\n    ]\n  }\n}\n"
    }

    func criContainers(_ socket: SetUp.Socket) -> Bytes {
        var rows: [Bytes] = []
        let isHere = socket == setUp.endpoint
        for container in containers where isHere && container.isDocker == isDocker(socket) {
            let name = isDocker(socket) ? container.image.familiar : container.image.qualified
            rows.append(
                "{\"id\":\"\(container.id)\",\"image\":{\"image\":\"\(name):\(container.image.tags[0])\"},\"imageRef\":\"\(container.image.config)\",\"state\":\"CONTAINER_RUNNING\",\"imageId\":\"\"}"
            )
        }
        return "{\"containers\":[\(Bytes.joined(rows, ","))]}\n"
    }

    func criInfo(_ socket: SetUp.Socket) -> Bytes {
        switch socket {
        case .k3sContainerd: "/var/lib/rancher/k3s/agent/containerd \(socket.path)\n"
        case .containerd: "/var/lib/containerd \(socket.path)\n"
        case .k3sCriDockerd, .criDockerd: ""
        }
    }
}
