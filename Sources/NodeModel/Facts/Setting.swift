/// One value that a program reported of itself or that a configuration file holds.
public struct Setting: Sendable, Hashable {
    public var key: SettingKey
    public var value: String
    public var source: Source

    public init(_ key: SettingKey, _ value: String, source: Source) {
        self.key = key
        self.value = value
        self.source = source
    }
}

/// The settings that rules read. What is not here is not kept.
public enum SettingKey: String, Sendable, CaseIterable {
    // docker version, docker info
    case dockerClientVersion = "docker.client-version"
    case dockerServerVersion = "docker.server-version"
    /// `docker info`: `DockerRootDir`.
    case dockerRoot = "docker.root"
    /// `docker info`: `Driver`.
    case dockerDriver = "docker.driver"
    /// `docker info`: `driver-type` of `DriverStatus`; `io.containerd.snapshotter.v1` is the containerd image store.
    case dockerDriverType = "docker.driver-type"
    /// `docker info`: `Containerd.Address`, since Docker 27.
    case dockerContainerdAddress = "docker.containerd-address"
    /// `docker info`: `Containerd.Namespaces.Containers`, since Docker 27.
    case dockerContainerdNamespace = "docker.containerd-namespace"
    /// The host name that the Docker daemon reports.
    case dockerHostName = "docker.host-name"
    /// The endpoint of the context in use: `docker context ls`.
    case dockerEndpoint = "docker.endpoint"
    /// `podman` where the program named docker is podman.
    case dockerEmulatedBy = "docker.emulated-by"

    // Environment of the collector's user
    case envDockerHost = "env.DOCKER_HOST"
    case envDockerContext = "env.DOCKER_CONTEXT"
    case envRuntimeEndpoint = "env.CONTAINER_RUNTIME_ENDPOINT"
    case envImageEndpoint = "env.IMAGE_SERVICE_ENDPOINT"
    case envCrictlConfig = "env.CRI_CONFIG_FILE"

    // crictl and its configuration files
    /// `runtime-endpoint` of a crictl configuration file.
    case crictlRuntimeEndpoint = "crictl.runtime-endpoint"
    /// `image-endpoint` of a crictl configuration file.
    case crictlImageEndpoint = "crictl.image-endpoint"
    /// A crictl on the path and the program that it leads to, `PATH -> TARGET`.
    case crictlProgram = "crictl.program"
    /// A warning that crictl tried its default endpoints in turn.
    case crictlDefaultEndpoints = "crictl.default-endpoints"

    // A CRI server, as it answers; the capture's instance names the socket (none: crictl's own configuration)
    case criRuntimeName = "cri.runtime-name"
    case criRuntimeVersion = "cri.runtime-version"
    /// Mount point of the image filesystem: `crictl imagefsinfo`.
    case criImageMountpoint = "cri.image-mountpoint"
    /// Bytes of unpacked snapshots: `usedBytes` of `crictl imagefsinfo` (containerd counts no blobs here).
    case criImageUsedBytes = "cri.image-used-bytes"
    /// `containerdRootDir` of `crictl info`.
    case criContainerdRoot = "cri.containerd-root"
    /// `containerdEndpoint` of `crictl info`.
    case criContainerdEndpoint = "cri.containerd-endpoint"

    // Configuration files
    case k3sDocker = "k3s.docker"
    case k3sRuntimeEndpoint = "k3s.container-runtime-endpoint"
    case k3sImageEndpoint = "k3s.image-service-endpoint"
    case k3sDataDir = "k3s.data-dir"
    /// `containerRuntimeEndpoint` of KubeletConfiguration, or the flag in an environment file.
    case kubeletRuntimeEndpoint = "kubelet.container-runtime-endpoint"
    case kubeletImageEndpoint = "kubelet.image-service-endpoint"
    /// `--container-runtime`, removed in Kubernetes 1.27.
    case kubeletRuntime = "kubelet.container-runtime"
    case daemonDataRoot = "daemon.data-root"
    case daemonStorageDriver = "daemon.storage-driver"
    /// `features.containerd-snapshotter` of daemon.json.
    case daemonContainerdSnapshotter = "daemon.containerd-snapshotter"
    case containerdRoot = "containerd.root"
    case containerdState = "containerd.state"
    case containerdAddress = "containerd.address"
    case containerdDisabledPlugins = "containerd.disabled-plugins"
    /// `discard_unpacked_layers` of the CRI plugin: compressed blobs are dropped after unpacking.
    case containerdDiscardsLayers = "containerd.discard-unpacked-layers"
    case containersGraphRoot = "containers.graphroot"

    case nodeHostName = "node.host-name"
    case nodeSystem = "node.system"

    /// A view of images that never listed the image which the collector's probe had just given Docker.
    case probeNeverListed = "probe.never-listed"
}
