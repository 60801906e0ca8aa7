import NodeModel

extension BundleFormat {
    /// The EKS log collector: a `.txt` a command in folders of its own, and no top directory.
    ///
    /// Source: awslabs/amazon-eks-ami, log-collector-script/linux/eks-log-collector.sh.
    static let eks = BundleFormat(
        name: "EKS log collector",
        recognises: { paths, _ in
            let own = [
                "system/ps.txt", "kernel/uname.txt", "storage/mounts.txt", "storage/inodes.txt", "system/pkglist.txt",
                "kubelet/kubelet_service.txt", "containerd/containerd-images.txt", "docker/docker-images.txt",
                "containerd/containerd-config.txt", "sysctls/sysctl_all.txt",
            ]
            return own.count { paths.contains($0) } > 1
        },
        wants: { path, _ in EKS.members.contains(path) },
        isReadInPart: true,
        read: { bundle, _ throws(BundleError) in EKS.contents(bundle) })
}

private enum EKS {
    static let members: Set<String> = [
        "docker/docker-images.txt", "docker/docker-info.txt", "docker/docker-ps.txt", "docker/docker-version.txt",
        "containerd/containerd-images.txt", "containerd/containerd-namespaces.txt", "containerd/containerd-config.txt",
        "kubelet/kubelet_service.txt", "system/ps.txt", "system/instance-id.txt", "storage/mounts.txt",
        "kernel/uname.txt",
    ]

    static func contents(_ bundle: RawBundle) -> BundleContents {
        var reading = ForeignReading(bundle, collector: "EKS log collector")
        reading.name(reading.word(1, of: "kernel/uname.txt"), reading.word(0, of: "system/instance-id.txt"))
        reading.date(reading.members["system/ps.txt"]?.modified, reading.members["kernel/uname.txt"]?.modified)

        reading.take("docker-images", from: "docker/docker-images.txt", command: "docker images")
        reading.take("docker-info", from: "docker/docker-info.txt", command: "docker info")
        reading.take("docker-containers", from: "docker/docker-ps.txt", command: "docker ps --all --no-trunc")
        reading.take("docker-version", from: "docker/docker-version.txt", command: "docker version")
        reading.take(
            "ctr-images.containerd.k8s.io", from: "containerd/containerd-images.txt",
            command: "ctr --namespace k8s.io images list")
        reading.take(
            "ctr-namespaces.containerd", from: "containerd/containerd-namespaces.txt", command: "ctr namespaces list")
        // What containerd made of its file and its defaults.
        reading.take(
            .file("/etc/containerd/config.toml"), from: "containerd/containerd-config.txt",
            command: "containerd config dump")
        reading.take("systemctl-cat", from: "kubelet/kubelet_service.txt", command: "systemctl cat kubelet")
        reading.take("ps", from: "system/ps.txt", command: "ps fauxwww --headers")
        reading.take("mounts", from: "storage/mounts.txt", command: "mount", excerpt: mounts)
        reading.take("df", from: "storage/mounts.txt", command: "df --human-readable", excerpt: fileSystems)
        return reading.contents
    }

    /// The lines before the first blank one.
    private static func mounts(_ bytes: [UInt8]) -> [UInt8] {
        let end = firstBlank(bytes)
        return Excerpt.mounts(Excerpt.lines(of: bytes) { $0.number < end })
    }

    /// The lines after it.
    private static func fileSystems(_ bytes: [UInt8]) -> [UInt8] {
        let end = firstBlank(bytes)
        return Excerpt.fileSystems(Excerpt.lines(of: bytes) { $0.number > end })
    }

    private static func firstBlank(_ bytes: [UInt8]) -> Int {
        Line.split(bytes).first(where: \.isBlank)?.number ?? .max
    }
}
