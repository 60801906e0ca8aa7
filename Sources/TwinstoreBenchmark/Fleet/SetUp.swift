/// How a node is built: which runtimes it has, and what is true of it.
struct SetUp: Sendable {
    var name: String
    /// Of all nodes.
    var share: Double
    var docker: Docker
    /// The sockets that the kubelet's runtime and crictl answer on; nil where there is no CRI.
    var endpoint: Socket?
    /// The containerd whose namespace `k8s.io` holds images; one that does not run is left over.
    var kubelet: Containerd?
    var isKubernetes: Distribution
    var verdict: Truth
    /// The collector was not run by root.
    var isRoot = true

    enum Docker: Sendable { case none, overlay2, containerdStore, stopped }
    enum Containerd: Sendable { case system, k3s, leftOverK3s }
    enum Distribution: Sendable { case none, k3s, k3sDocker, kubeadm }
    /// `byImages`: duplicated if an image is in both stores, else separate.
    enum Truth: Sendable { case byImages, always(String) }

    enum Socket: String, Sendable {
        case k3sContainerd = "k3s-containerd"
        case k3sCriDockerd = "k3s-cri-dockerd"
        case containerd = "containerd"
        case criDockerd = "cri-dockerd"

        var path: Bytes {
            switch self {
            case .k3sContainerd: "/run/k3s/containerd/containerd.sock"
            case .k3sCriDockerd: "/run/k3s/cri-dockerd/cri-dockerd.sock"
            case .containerd: "/run/containerd/containerd.sock"
            case .criDockerd: "/run/cri-dockerd.sock"
            }
        }
    }

    /// Shares are a guess at a mixed fleet in the middle of leaving Docker behind; they add up to 1.
    static let all: [SetUp] = [
        SetUp(
            name: "k3s-beside-docker", share: 0.22, docker: .overlay2, endpoint: .k3sContainerd, kubelet: .k3s,
            isKubernetes: .k3s, verdict: .byImages),
        SetUp(
            name: "kubeadm-shared-containerd", share: 0.14, docker: .overlay2, endpoint: .containerd,
            kubelet: .system, isKubernetes: .kubeadm, verdict: .byImages),
        SetUp(
            name: "k3s-docker", share: 0.20, docker: .overlay2, endpoint: .k3sCriDockerd, kubelet: nil,
            isKubernetes: .k3sDocker, verdict: .always("same-store")),
        SetUp(
            name: "kubeadm-cri-dockerd", share: 0.08, docker: .overlay2, endpoint: .criDockerd, kubelet: nil,
            isKubernetes: .kubeadm, verdict: .always("same-store")),
        SetUp(
            name: "docker-containerd-store", share: 0.08, docker: .containerdStore, endpoint: .containerd,
            kubelet: .system, isKubernetes: .kubeadm, verdict: .always("partly-duplicated")),
        SetUp(
            name: "k3s-only", share: 0.14, docker: .none, endpoint: .k3sContainerd, kubelet: .k3s,
            isKubernetes: .k3s, verdict: .always("single-store")),
        SetUp(
            name: "docker-only", share: 0.04, docker: .overlay2, endpoint: nil, kubelet: nil, isKubernetes: .none,
            verdict: .always("single-store")),
        SetUp(
            name: "leftover-containerd", share: 0.04, docker: .overlay2, endpoint: .k3sCriDockerd,
            kubelet: .leftOverK3s, isKubernetes: .k3sDocker, verdict: .always("leftover")),
        SetUp(
            name: "leftover-docker", share: 0.04, docker: .stopped, endpoint: .k3sContainerd, kubelet: .k3s,
            isKubernetes: .k3s, verdict: .always("leftover")),
        SetUp(
            name: "not-root", share: 0.02, docker: .overlay2, endpoint: .k3sContainerd, kubelet: .k3s,
            isKubernetes: .k3s, verdict: .always("unknown"), isRoot: false),
    ]

    static func pick(_ random: inout Randomness) -> SetUp {
        var place = random.unit()
        for setUp in all {
            if place < setUp.share { return setUp }
            place -= setUp.share
        }
        return all[0]
    }

    /// crictl asks Docker: its list is Docker's.
    var isDockerBehindCRI: Bool { endpoint == .k3sCriDockerd || endpoint == .criDockerd }
    var hasDocker: Bool { docker != .none }
    var isDockerRunning: Bool { docker == .overlay2 || docker == .containerdStore }
    /// Docker brings the system's containerd; kubeadm needs it.
    var hasSystemContainerd: Bool { isDockerRunning || kubelet == .system }
}
