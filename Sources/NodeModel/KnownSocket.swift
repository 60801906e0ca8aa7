/// The sockets that runtimes use by default. Sources: each product's documentation; gathered in "Sockets" of the
/// project's documentation.
public enum KnownSocket {
    public static let paths: [(name: String, path: String, root: String)] = [
        ("k3s-containerd", "/run/k3s/containerd/containerd.sock", "/var/lib/rancher/k3s/agent/containerd"),
        ("k3s-cri-dockerd", "/run/k3s/cri-dockerd/cri-dockerd.sock", ""),
        ("containerd", "/run/containerd/containerd.sock", "/var/lib/containerd"),
        ("cri-dockerd", "/run/cri-dockerd.sock", ""),
        ("cri-docker", "/run/cri-docker.sock", ""),
        ("crio", "/run/crio/crio.sock", "/var/lib/containers/storage"),
        ("dockershim", "/run/dockershim.sock", ""),
        ("k0s-containerd", "/run/k0s/containerd.sock", "/var/lib/k0s/containerd"),
        (
            "microk8s-containerd", "/var/snap/microk8s/common/run/containerd.sock",
            "/var/snap/microk8s/common/var/lib/containerd"
        ),
        ("k8e-containerd", "/run/k8e/containerd/containerd.sock", "/var/lib/k8e/agent/containerd"),
        ("k8e-cri-dockerd", "/run/k8e/cri-dockerd/cri-dockerd.sock", ""),
        ("docker-containerd", "/run/docker/containerd/containerd.sock", "/var/lib/docker/containerd/daemon"),
    ]

    public static func path(_ name: String) -> String? { paths.first { $0.name == name }?.path }
    public static func name(path: String) -> String? { paths.first { $0.path == path }?.name }
    public static func root(path: String) -> String? {
        paths.first { $0.path == path }.flatMap { $0.root.isEmpty ? nil : $0.root }
    }

    /// What a store at that root is called.
    public static func storeName(root: String) -> String {
        if root == "/var/lib/rancher/rke2/agent/containerd" { return "rke2-containerd" }
        if root.hasSuffix("/rke2/agent/containerd") { return "rke2-containerd" }
        if let known = paths.first(where: { $0.root == root }) { return known.name }
        if root.hasSuffix("/agent/containerd") { return "k3s-containerd" }
        return "containerd:" + root
    }
}
