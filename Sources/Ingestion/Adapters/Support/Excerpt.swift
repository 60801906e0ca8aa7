import NodeModel

/// Parts of a text that is mostly about other things. What is left out becomes empty lines, so that the rest keeps the
/// numbers that it has in the member.
enum Excerpt {
    /// Keeps the lines that are wanted.
    static func lines(of bytes: [UInt8], where isWanted: (Line) -> Bool) -> [UInt8] {
        var out: [UInt8] = []
        for line in Line.split(bytes) {
            if isWanted(line) { out += line.text.utf8 }
            out.append(10)
        }
        return out
    }

    /// The file systems on a disk or a server, and the header: `df -a` lists every mount of every container.
    static func fileSystems(_ bytes: [UInt8]) -> [UInt8] {
        let pseudo: Set<String> = [
            "overlay", "tmpfs", "shm", "devtmpfs", "udev", "none", "proc", "sysfs", "cgroup", "cgroup2", "devpts",
            "mqueue",
            "debugfs", "tracefs", "securityfs", "pstore", "bpf", "nsfs", "hugetlbfs", "configfs", "fusectl", "fuse",
            "selinuxfs", "binfmt_misc", "sunrpc", "systemd-1", "ramfs", "rootfs", "squashfs", "-",
        ]
        let places = ["/proc", "/sys", "/dev", "/run", "/snap", "/boot", "/var/lib/kubelet/pods"]
        var isHeader = true
        return lines(of: bytes) { line in
            let words = line.words
            guard let device = words.first, let path = words.last else { return false }
            // The first line that is no complaint of df's.
            if isHeader, !device.hasSuffix(":") {
                isHeader = false
                return true
            }
            guard words.count > 5 else { return words.count == 1 }
            return !pseudo.contains(device) && !places.contains { path == $0 || path.hasPrefix($0 + "/") }
                && !path.contains("/overlay2/") && !path.contains("/merged")
        }
    }

    /// The mounts of the runtimes' directories, and the root.
    static func mounts(_ bytes: [UInt8]) -> [UInt8] {
        let roots = [
            "/var/lib/docker", "/var/lib/containerd", "/var/lib/rancher", "/var/lib/containers", "/var/snap/docker",
            "/var/snap/microk8s", "/var/lib/k0s", "/var/lib/k8e",
        ]
        return lines(of: bytes) { line in
            let words = line.words
            return words.count > 3
                && (words[1] == "/" || words[2] == "/" || words[2] == "/var" || words[2] == "/var/lib")
                || roots.contains { line.text.contains($0) }
        }
    }

    /// The blocks of `systemctl show '*service'` that are about runtimes: a node has hundreds of services.
    static func unitStates(_ bytes: [UInt8]) -> [UInt8] {
        let all = Line.split(bytes)
        var wanted = Set<Int>()
        for block in all.split(whereSeparator: \.isBlank) {
            let name = block.first { $0.text.hasPrefix("Id=") }?.text.dropFirst(3)
            if let name, UnitFolder.isRuntime(String(name)) { wanted.formUnion(block.map(\.number)) }
        }
        return lines(of: bytes) { wanted.contains($0.number) }
    }

    /// Sockets that somebody listens on: `ss -a` lists every connection too.
    static func listeners(_ bytes: [UInt8]) -> [UInt8] { lines(of: bytes) { $0.words.contains("LISTEN") } }

    /// The table of images in `docker system df -v`, without the columns that only it has: shared and unique size,
    /// number of containers.
    static func imagesOfDiskUse(_ bytes: [UInt8]) -> [UInt8] {
        var isTable = false
        var out: [UInt8] = []
        for line in Line.split(bytes) {
            let columns = line.columns
            if columns.first == "REPOSITORY" { isTable = true } else if line.isBlank { isTable = false }
            // UNIQUE SIZE came with 17.06; a row without all of its columns is somebody's edit.
            if isTable, columns.count >= 7 { out += columns.dropLast(3).joined(separator: "   ").utf8 }
            out.append(10)
        }
        return out
    }
}

extension Excerpt {
    /// What is read of a command that lists more than runtimes.
    static func usual(for id: CaptureID) -> ([UInt8]) -> [UInt8] {
        switch id.name {
        case "df": fileSystems
        case "mounts": mounts
        case "systemctl-show": unitStates
        case "listeners": listeners
        default: { $0 }
        }
    }
}
