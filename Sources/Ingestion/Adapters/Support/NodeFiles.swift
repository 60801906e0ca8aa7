/// The small files of a node that say which runtime is meant, as the collector takes them.
enum NodeFiles {
    private static let exact: Set<String> = [
        "/etc/crictl.yaml", "/etc/rancher/k3s/config.yaml", "/etc/rancher/rke2/config.yaml",
        "/var/lib/kubelet/kubeadm-flags.env", "/var/lib/kubelet/config.yaml", "/etc/docker/daemon.json",
        "/etc/containerd/config.toml", "/etc/containers/storage.conf", "/etc/os-release", "/usr/lib/os-release",
        "/var/lib/rancher/k3s/agent/etc/crictl.yaml", "/var/lib/rancher/rke2/agent/etc/crictl.yaml",
        "/var/lib/rancher/k3s/agent/etc/containerd/config.toml",
        "/var/lib/rancher/rke2/agent/etc/containerd/config.toml",
    ]
    private static let services: Set<String> = ["k3s", "k3s-agent", "rke2-server", "rke2-agent", "kubelet", "docker"]

    /// Whether a path of the node is one of them.
    static func isWanted(_ path: String) -> Bool {
        if exact.contains(path) { return true }
        let parts = path.split(separator: "/")
        guard let name = parts.last, parts.count > 2, parts[0] == "etc" else { return false }
        if parts.count == 3, parts[1] == "default" || parts[1] == "sysconfig" { return services.contains(String(name)) }
        if path.hasPrefix("/etc/systemd/system/"), parts.count == 4, name.hasSuffix(".env") {
            return ["k3s", "rke2", "kubelet"].contains { name.hasPrefix($0) }
        }
        return parts.count == 5 && parts[1] == "rancher" && parts[3] == "config.yaml.d"
            && (parts[2] == "k3s" || parts[2] == "rke2") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
    }
}
