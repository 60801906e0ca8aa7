/// What the docker command line and Docker's own files say.
extension Node {
    var dockerDriver: Bytes { setUp.docker == .containerdStore ? "overlayfs" : "overlay2" }
    private var isContainerdStore: Bool { setUp.docker == .containerdStore }
    /// What Docker calls the image's ID.
    private func id(_ image: FleetImage) -> Bytes { isContainerdStore ? image.manifest : image.config }

    var dockerVersion: Bytes {
        let client: Bytes =
            "{\"Client\":{\"Version\":\"26.1.5+dfsg1\",\"ApiVersion\":\"1.45\",\"DefaultAPIVersion\":\"1.45\",\"GitCommit\":\"a72d7cd\",\"GoVersion\":\"go1.24.4\",\"Os\":\"linux\",\"Arch\":\"amd64\",\"BuildTime\":\"Thu Aug 13 05:35:48 2026\",\"Context\":\"default\"},\"Server\":"
        guard setUp.isDockerRunning, setUp.isRoot else { return "\(client)null}\n" }
        return
            "\(client){\"Platform\":{\"Name\":\"\"},\"Components\":[{\"Name\":\"Engine\",\"Version\":\"26.1.5+dfsg1\",\"Details\":{\"ApiVersion\":\"1.45\",\"Arch\":\"amd64\",\"BuildTime\":\"Thu Aug 13 05:35:48 2026\",\"Experimental\":\"false\",\"GitCommit\":\"411e817\",\"GoVersion\":\"go1.24.4\",\"KernelVersion\":\"6.12.48+deb13-amd64\",\"MinAPIVersion\":\"1.24\",\"Os\":\"linux\"}},{\"Name\":\"containerd\",\"Version\":\"1.7.24~ds1\",\"Details\":{\"GitCommit\":\"1.7.24~ds1-6+deb13u1\"}},{\"Name\":\"runc\",\"Version\":\"1.1.15+ds1\",\"Details\":{\"GitCommit\":\"1.1.15+ds1-2+b4\"}}],\"Version\":\"26.1.5+dfsg1\",\"ApiVersion\":\"1.45\",\"MinAPIVersion\":\"1.24\",\"GitCommit\":\"411e817\",\"GoVersion\":\"go1.24.4\",\"Os\":\"linux\",\"Arch\":\"amd64\",\"KernelVersion\":\"6.12.48+deb13-amd64\",\"BuildTime\":\"2026-08-13T05:35:48.000000000+00:00\"}}\n"
    }

    var dockerInfo: Bytes {
        if !setUp.isRoot || !setUp.isDockerRunning {
            return
                "{\"ID\":\"\",\"Containers\":0,\"Images\":0,\"Driver\":\"\",\"DriverStatus\":null,\"OperatingSystem\":\"\",\"DockerRootDir\":\"\",\"Name\":\"\",\"ServerVersion\":\"\",\"ServerErrors\":[\"\(dockerError)\"]}\n"
        }
        let status: Bytes =
            isContainerdStore
            ? "[[\"driver-type\",\"io.containerd.snapshotter.v1\"]]"
            : "[[\"Backing Filesystem\",\"extfs\"],[\"Supports d_type\",\"true\"],[\"Using metacopy\",\"false\"],[\"Native Overlay Diff\",\"true\"],[\"userxattr\",\"false\"]]"
        let containerd: Bytes =
            isContainerdStore
            ? ",\"Containerd\":{\"Address\":\"/run/containerd/containerd.sock\",\"Namespaces\":{\"Containers\":\"moby\",\"Plugins\":\"plugins.moby\"}}"
            : ""
        return
            "{\"ID\":\"4f50ccd5-8f2d-4c56-a113-\(Bytes(Array(machine.array.prefix(12))))\",\"Containers\":\(containers.filter(\.isDocker).count),\"Images\":\(docker.count),\"Driver\":\"\(dockerDriver)\",\"DriverStatus\":\(status),\"OperatingSystem\":\"Debian GNU/Linux 13 (trixie)\",\"DockerRootDir\":\"/var/lib/docker\",\"Name\":\"\(name)\",\"ServerVersion\":\"26.1.5+dfsg1\"\(containerd)}\n"
    }

    var dockerError: Bytes {
        setUp.isRoot
            ? "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
            : "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock"
    }

    var dockerImages: Bytes {
        var out = Bytes()
        for image in docker {
            let bytes = isContainerdStore ? image.content + image.size : image.size
            let since = Moment.ago(clock.seconds - image.created)
            for tag in image.tags.isEmpty ? ["\\u003cnone\\u003e"] : image.tags {
                let isNamed = !image.tags.isEmpty
                out +=
                    "{\"Containers\":\"N/A\",\"CreatedAt\":\"\(Moment(seconds: image.created).docker)\",\"CreatedSince\":\"\(since)\",\"Digest\":\"\(isNamed ? image.manifest : tag)\",\"ID\":\"\(id(image))\",\"Repository\":\"\(isNamed ? image.familiar : tag)\",\"SharedSize\":\"N/A\",\"Size\":\"\(HumanSize.decimal(bytes, digits: 3))\",\"Tag\":\"\(tag)\",\"UniqueSize\":\"N/A\",\"VirtualSize\":\"\(HumanSize.decimal(bytes, digits: 4))\"}\n"
            }
        }
        return out
    }

    var dockerImageInspect: Bytes {
        var out = Bytes()
        for image in docker {
            let tags = image.tags.map { "\"\(image.familiar):\($0)\"" as Bytes }
            let digests: Bytes = image.tags.isEmpty ? "" : "\"\(image.familiar)@\(image.manifest)\""
            let layers = image.layers.map { "\"\($0.diff)\"" as Bytes }
            out +=
                "{\"Id\":\"\(id(image))\",\"RepoTags\":[\(Bytes.joined(tags, ","))],\"RepoDigests\":[\(digests)],\"Created\":\"\(Moment(seconds: image.created).iso)\",\"Size\":\(isContainerdStore ? image.content : image.size),\"Layers\":[\(Bytes.joined(layers, ","))]}\n"
        }
        return out
    }

    var dockerContainers: Bytes {
        var out = Bytes()
        for (index, container) in containers.enumerated() where container.isDocker {
            let name: Bytes = setUp.isDockerBehindCRI ? "/k8s_app_pod-\(index)_default_0" : "/app-\(index)"
            out +=
                "{\"Id\":\"\(container.id)\",\"Image\":\"\(id(container.image))\",\"Name\":\"\(name)\",\"Status\":\"running\",\"ConfigImage\":\"\(container.image.familiar):\(container.image.tags[0])\"}\n"
        }
        return out
    }

    /// Every layer once, sorted by its chain.
    var dockerLayers: [FleetLayer] { Self.distinct(docker) }

    static func distinct(_ images: [FleetImage]) -> [FleetLayer] {
        var seen: Set<Bytes> = []
        return images.flatMap(\.layers).filter { seen.insert($0.chain).inserted }
            .sorted { $0.chain.array.lexicographicallyPrecedes($1.chain.array) }
    }

    var dockerLayerDB: Bytes {
        var out: Bytes = "root\tdriver\tchain\tdiff\tsize\tparent\n"
        for layer in dockerLayers {
            out += "/var/lib/docker\toverlay2\t\(layer.chain)\t\(layer.diff)\t\(layer.size)\t\(layer.parent)\n"
        }
        return out
    }

    var dockerImageDB: Bytes {
        var out: Bytes = "root\tdriver\timage\tdiffs\n"
        for image in docker {
            out += "/var/lib/docker\toverlay2\t\(image.config)\t\(Bytes.joined(image.layers.map(\.diff), ","))\n"
        }
        return out
    }

    /// Docker's names of its images, by repository.
    var dockerRepositories: Bytes {
        guard !isContainerdStore else { return "{\"Repositories\":{}}\n" }
        var repositories: [Bytes: [Bytes]] = [:]
        for image in docker where !image.tags.isEmpty {
            let names = image.tags.map { "\(image.familiar):\($0)" as Bytes } + ["\(image.familiar)@\(image.manifest)"]
            repositories[image.familiar, default: []] += names.map { "\"\($0)\":\"\(image.config)\"" }
        }
        let parts = repositories.sorted { $0.key.array.lexicographicallyPrecedes($1.key.array) }
            .map { "\"\($0.key)\":{\(Bytes.joined($0.value, ","))}" as Bytes }
        return "{\"Repositories\":{\(Bytes.joined(parts, ","))}}\n"
    }
}
