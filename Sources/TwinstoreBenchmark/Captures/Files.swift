/// Small files of the node, by their paths; those that the collector looks for and does not find are not here.
extension Node {
    var files: [(path: Bytes, text: Bytes)] {
        var files: [(Bytes, Bytes)] = [
            (
                "/etc/os-release",
                """
                PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
                NAME="Debian GNU/Linux"
                VERSION_ID="13"
                VERSION="13 (trixie)"
                VERSION_CODENAME=trixie
                DEBIAN_VERSION_FULL=13.8
                ID=debian
                HOME_URL="https://www.debian.org/"
                SUPPORT_URL="https://www.debian.org/support"
                BUG_REPORT_URL="https://bugs.debian.org/"

                """
            )
        ]
        if let endpoint = setUp.endpoint {
            files.append(
                (
                    "/etc/crictl.yaml",
                    "runtime-endpoint: unix://\(endpoint.path)\nimage-endpoint: unix://\(endpoint.path)\ntimeout: 10\ndebug: false\n"
                ))
        }
        if setUp.docker == .containerdStore {
            files.append(("/etc/docker/daemon.json", "{\"features\":{\"containerd-snapshotter\":true}}\n"))
        }
        if setUp.isKubernetes == .kubeadm {
            let socket: Bytes =
                setUp.endpoint == .criDockerd ? "/run/cri-dockerd.sock" : "/var/run/containerd/containerd.sock"
            files.append(
                (
                    "/var/lib/kubelet/kubeadm-flags.env",
                    "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=unix://\(socket) --pod-infra-container-image=registry.k8s.io/pause:3.10\"\n"
                ))
        }
        if setUp.hasSystemContainerd {
            files.append(
                (
                    "/etc/containerd/config.toml",
                    "version = 2\n\n[plugins]\n  [plugins.\"io.containerd.grpc.v1.cri\"]\n    [plugins.\"io.containerd.grpc.v1.cri\".cni]\n      bin_dir = \"/usr/lib/cni\"\n      conf_dir = \"/etc/cni/net.d\"\n"
                ))
        }
        if setUp.isKubernetes == .k3s {
            files.append(
                (
                    "/var/lib/rancher/k3s/agent/etc/containerd/config.toml",
                    "version = 2\nroot = \"/var/lib/rancher/k3s/agent/containerd\"\nstate = \"/run/k3s/containerd\"\n[plugins.\"io.containerd.grpc.v1.cri\"]\n  stream_server_address = \"127.0.0.1\"\n  stream_server_port = \"0\"\n  sandbox_image = \"docker.io/rancher/mirrored-pause:3.10\"\n[plugins.\"io.containerd.grpc.v1.cri\".containerd]\n  snapshotter = \"overlayfs\"\n"
                ))
        }
        if setUp.hasDocker, setUp.isRoot {
            files.append(("/var/lib/docker/image/overlay2/repositories.json", dockerRepositories))
        }
        return files
    }
}
